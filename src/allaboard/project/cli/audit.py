"""Commands for the audit trail."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from allaboard.project.cli.database import database
from allaboard.project.processes.loading import set_up_django

if TYPE_CHECKING:
    from allaboard.foundation.audit.facade import Verification

audit = typer.Typer(help="The audit trail.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(audit, name="audit")


@audit.command()
def verify(
    head: Annotated[str, typer.Option(help="Hash noted earlier: also find an end that was cut off.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Walk the whole chain; exit code 1 and the first broken entry if it is not whole."""
    with database():
        set_up_django()
        found = _walk(head, quiet=as_json)
    if as_json:
        print(json.dumps({**asdict(found), "is_whole": found.is_whole}))
    elif found.is_whole:
        print(f"Whole: {found.entries:,} entries. Head: {found.head}")
    else:
        where = f"Broken at entry {found.broken_entry}" if found.broken_entry else "Broken"
        print(f"{where}, after {found.entries:,} right ones. {found.reason}")
    raise typer.Exit(0 if found.is_whole else 1)


def _walk(head: str, *, quiet: bool) -> "Verification":
    from allaboard.foundation.audit.facade import entries_to_walk
    from allaboard.foundation.audit.facade import verify as walk

    with Progress(disable=quiet, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Entries", total=entries_to_walk())
        return walk(head, on_progress=lambda done: progress.update(task, completed=done))
