"""`up`: database, tables, sample company, web and worker, all as our children."""

import contextlib
import errno
import socket
import time

import typer

from allaboard.project import environment
from allaboard.project.cli.address import noted, noted_address
from allaboard.project.cli.database import NO_DATABASE, database, migrate_tables
from allaboard.project.cli.leaving import leave
from allaboard.project.cli.phone import WARNING, listen_to_phones, require_no_own_people
from allaboard.project.cli.starting import Step, StoppingGently, collect_static_files, console, warn
from allaboard.project.postgres import Cluster, ClusterError
from allaboard.project.processes.children import Children, web_command, worker_command
from allaboard.project.processes.loading import set_up_django
from allaboard.project.sample.company.staff import LEAST_PEOPLE, MOST_PEOPLE, USUAL_PEOPLE

READY_SECONDS = 60
NO_PORT = 4  # exit code


EMPTY = typer.Option(False, "--empty", help="Begin with your own people: no sample company.")
PEOPLE = typer.Option(
    USUAL_PEOPLE, min=LEAST_PEOPLE, max=MOST_PEOPLE, help="Size of the sample company, when it is made."
)
PHONE = typer.Option(
    False, "--phone", help="Let phones in the same network open the sample company, unencrypted."
)


def up(empty: bool = EMPTY, people: int = PEOPLE, phone: bool = PHONE) -> None:
    """Start everything and print the address, with one sign-in link per role. Ctrl-C stops it all."""
    began = time.monotonic()
    if phone:
        listen_to_phones()
    _require_free_port(environment.HOST.value(), environment.PORT.value())
    with StoppingGently(), contextlib.ExitStack() as everything:
        everything.callback(console.print, "Stopped.")
        with Step("Database"):
            cluster = everything.enter_context(database())
            _require_own(cluster)
        with Step("Tables"):
            set_up_django()
            migrate_tables(verbosity=0)
        if phone:
            require_no_own_people()
        warn()
        collect_static_files()
        if not empty:
            _seed(people)
        _serve(began, cluster, WARNING if phone else "")


def _serve(began: float, cluster: Cluster | None, warning: str) -> None:
    from django.conf import settings

    children = Children({"web": web_command(), "worker": worker_command()})
    if cluster is not None and cluster.server is not None:
        children.watch("database", cluster.server, cluster.start_again)
    try:
        with Step("Web and worker"):
            children.start()
            _wait_until_answering(children)
        _greet(time.monotonic() - began)
        if warning:
            console.print(f"\n[yellow]{warning}[/]", soft_wrap=True)
        console.print("\nCtrl-C stops everything.")
        with noted_address(settings.PUBLIC_URL):
            children.keep_alive(
                on_restart=lambda name: console.print(f"[yellow]{name} had stopped; started again.[/]")
            )
    except ClusterError as error:
        leave(str(error), error.remedy, code=NO_DATABASE)
    except KeyboardInterrupt:
        console.print("\nStopping…")
    finally:
        children.stop()


def _seed(people: int) -> None:
    from allaboard.project.sample import services as sample

    if sample.is_wanted():
        with console.status(""), Step(f"Sample company of {people} people"):
            sample.make(people=people)


def _greet(seconds: float) -> None:
    from allaboard.foundation.access.models import User
    from allaboard.project.sample.company.links import role_links

    links = role_links()
    console.print(f"\n[bold]Allaboard is ready[/] at {_address()}  [dim]{seconds:.1f} s[/]\n")
    for label, link in links:
        console.print(f"  [bold]{label}[/]\n    {link}", soft_wrap=True)
    if not links and User.objects.exists():
        console.print("  A sign-in link, should you need one: ./allaboard user link you@company.com")
    elif not links:
        console.print("  Nobody can sign in yet. In another shell, in this folder:")
        console.print(
            "    ./allaboard user add you@company.com --role admin --role hr_leader", soft_wrap=True
        )


def _address() -> str:
    return f"http://{environment.HOST.value()}:{environment.PORT.value()}/"


def _require_own(cluster: Cluster | None) -> None:
    """Leave when another command serves the database: with its end, ours would be gone."""
    if cluster is None or cluster.server is not None:
        return
    at = noted()
    leave(
        f"Another run of Allaboard serves the database of this folder{f', last known at {at}' if at else ''}.",
        "use that one, or wait until it is through, or end it. A second one needs a folder of its own: ALLABOARD_HOME.",
        code=NO_DATABASE,
    )


def _wait_until_answering(children: Children) -> None:
    address = (environment.HOST.value(), environment.PORT.value())
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        children.require_alive()
        try:
            with socket.create_connection(address, timeout=1):
                return
        except OSError:
            time.sleep(0.05)  # the web server tells nobody when it begins to listen
    raise SystemExit(
        f"allaboard: the web server did not answer within {READY_SECONDS} s; see the lines above."
    )


def _require_free_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            is_the_port = error.errno in {errno.EADDRINUSE, errno.EACCES}
            leave(
                f"Port {port} on {host} cannot be used: {error.strerror}.",
                f"end the other program, or choose another port: ALLABOARD_PORT={port + 1} ./allaboard up"
                if is_the_port
                else "name an address of this computer with ALLABOARD_HOST.",
                code=NO_PORT,
            )
