"""Commands that run an installation."""

import json
from typing import Annotated

import typer

from allaboard.project.cli.alone import serve, worker
from allaboard.project.cli.database import database, migrate_tables
from allaboard.project.cli.doctor import doctor
from allaboard.project.cli.sample import sample
from allaboard.project.cli.up import up
from allaboard.project.processes.loading import set_up_django


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(up)
    app.command()(serve)
    app.command()(worker)
    app.command()(migrate)
    app.command()(doctor)
    app.command()(sample)
    app.command("help")(show_help)
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, hidden=True)(
        django
    )


def show_help(context: typer.Context) -> None:
    """List everything that can be done here."""
    typer.echo(context.parent.get_help() if context.parent else "")


def migrate(
    as_json: Annotated[bool, typer.Option("--json", help="Print what was applied as JSON.")] = False,
) -> None:
    """Bring the database to this version's shape."""
    with database():
        set_up_django()
        before = _applied()
        migrate_tables(verbosity=0 if as_json else 1)
        if as_json:
            print(json.dumps({"applied": sorted(_applied() - before)}))


def _applied() -> set[str]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return {f"{room}.{name}" for room, name in MigrationRecorder(connection).applied_migrations()}


def django(context: typer.Context) -> None:
    """Run one of Django's own commands, for developers."""
    with database():
        set_up_django()
        from django.core.management import execute_from_command_line

        execute_from_command_line(["allaboard django", *context.args])
