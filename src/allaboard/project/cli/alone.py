"""`serve` and `worker`: one part of the product by itself, as many as there are machines."""

import typer

from allaboard.project.cli.database import database
from allaboard.project.cli.starting import StoppingGently, collect_static_files, console, warn
from allaboard.project.processes.children import Children, web_command, worker_command


def serve() -> None:
    """Run only the web server, against the database that is configured or already running."""
    with database():
        collect_static_files()
        _run_alone(web_command())


def worker() -> None:
    """Run only a job worker; start as many as you like, on as many machines."""
    with database():
        _run_alone(worker_command())


def _run_alone(command: list[str]) -> None:
    code = 0
    warn()
    with StoppingGently():
        children = Children({"process": command})
        try:
            children.start()
            code = children.wait_for_one()
        except KeyboardInterrupt:
            console.print("\nStopping…")
        finally:
            children.stop()
    raise typer.Exit(code)
