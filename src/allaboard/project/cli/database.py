"""Gives a command its database: the configured server, the one that already runs, or our own for the while."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from allaboard.project import environment
from allaboard.project.cli.leaving import leave
from allaboard.project.postgres import Cluster, ClusterError, running_cluster

NO_DATABASE = 3  # exit code


@contextlib.contextmanager
def database(folder: Path | None = None, *, unsafe: bool = False) -> Iterator[Cluster | None]:
    """Run the block with ALLABOARD_DATABASE_URL set to a server that answers; leave with what to do if none does.

    Yields the cluster that serves from a folder of ours; None with a server that was configured.
    """
    with contextlib.ExitStack() as stack:
        try:
            cluster = stack.enter_context(opened_database(folder, unsafe=unsafe))
        except ClusterError as error:
            leave(str(error), error.remedy, code=NO_DATABASE)
        stack.enter_context(_leaving_without_tables())
        yield cluster


@contextlib.contextmanager
def _leaving_without_tables() -> Iterator[None]:
    import psycopg
    from django.db import ProgrammingError

    try:
        yield
    except ProgrammingError as error:
        missing = psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn
        if not isinstance(error.__cause__, missing):
            raise
        said = str(error).splitlines()[0]
        leave(
            f"The tables are not those of this version: {said}", "run ./allaboard migrate.", code=NO_DATABASE
        )


@contextlib.contextmanager
def opened_database(folder: Path | None = None, *, unsafe: bool = False) -> Iterator[Cluster | None]:
    """Run the block with ALLABOARD_DATABASE_URL set to a server that answers.

    Yields the cluster that serves from a folder of ours; None with a server that was configured.

    Raises:
        ClusterError: no server answers; the error says what to do.
    """
    _make_home()
    if environment.DATABASE_URL.value():
        require_answer(environment.DATABASE_URL.value())
        yield None
        return
    place = folder or environment.HOME.value() / "postgres"
    is_unsafe = unsafe or environment.PG_UNSAFE.value()
    with running_cluster(place, bin_folder=environment.PG_BIN.value(), unsafe=is_unsafe) as cluster:
        os.environ[environment.DATABASE_URL.name] = cluster.url
        try:
            yield cluster
        finally:
            os.environ.pop(environment.DATABASE_URL.name, None)


def _make_home() -> None:
    """Make the folder of the installation, for us alone: what makes folders inside would leave it open to others."""
    home = environment.HOME.value()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ClusterError(
            f"The folder {home} cannot be made: {error.strerror}.",
            "choose another with ALLABOARD_HOME, or give yourself the folder above it.",
        ) from error


def require_answer(url: str) -> None:
    """Ask the configured server for one answer.

    Raises:
        ClusterError: it gives none.
    """
    import psycopg

    try:
        named = url if urlsplit(url).username else psycopg.conninfo.make_conninfo(url, user="allaboard")
        with psycopg.connect(named, connect_timeout=5):
            pass
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise ClusterError(
            f"The database server of ALLABOARD_DATABASE_URL does not let us in: {said}",
            "start the server, or correct host, port, name, user and password in ALLABOARD_DATABASE_URL.",
        ) from error


def migrate_tables(*, verbosity: int) -> None:
    """Bring the tables to this version's shape; leave with what to do when the role may not."""
    import psycopg
    from django.core.management import call_command
    from django.db import ProgrammingError
    from django.db.migrations.exceptions import MigrationSchemaMissing

    try:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=0)
    except (MigrationSchemaMissing, ProgrammingError) as error:
        refused = psycopg.errors.InsufficientPrivilege
        if not isinstance(error, MigrationSchemaMissing) and not isinstance(error.__cause__, refused):
            raise
        leave(
            f"The role of ALLABOARD_DATABASE_URL may not change tables: {error}",
            "make it the owner: ALTER DATABASE … OWNER TO …",
            code=NO_DATABASE,
        )
