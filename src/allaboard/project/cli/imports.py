"""`import people`: bring a file of people into the directory."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from allaboard.errors import RuleBroken
from allaboard.project.cli.database import database
from allaboard.project.cli.leaving import leave
from allaboard.project.processes.loading import set_up_django

if TYPE_CHECKING:
    from allaboard.foundation.people.facade import ImportResult, Wishes

HAS_PROBLEMS, REFUSED = 1, 2
SHOWN_PROBLEMS = 20
imports = typer.Typer(help="Bring files in.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(imports, name="import")


File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A CSV or XLSX file.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Mapping = Annotated[
    list[str] | None, typer.Option(help="COLUMN=FIELD, as often as needed; COLUMN= leaves the column out.")
]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Leave out rows with problems.")]
NewIds = Annotated[
    bool,
    typer.Option(
        "--new-ids", help="Ids have changed: find people by e-mail, and give them those of the file."
    ),
]
ClearEmpty = Annotated[bool, typer.Option("--clear-empty", help="Empty cells clear the value.")]
Encoding = Annotated[str, typer.Option(help="utf-8, cp1252, utf-16; found out when not given.")]


@imports.command()
def people(
    file: File,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    mapping: Mapping = None,
    skip_bad: SkipBad = False,
    clear_empty: ClearEmpty = False,
    new_ids: NewIds = False,
    encoding: Encoding = "",
) -> None:
    """Bring a file of people into the directory. When it was killed, the same command again goes on with it.

    Exit code 0: done; 1: rows have problems, so nothing was changed (or, with --dry-run, would be); 2: the file was refused.
    """
    with database():
        set_up_django()
        from allaboard.foundation.people.facade import Wishes, mapping_from

        try:
            wishes = Wishes(mapping_from(mapping or []), encoding, clear_empty, skip_bad, dry_run, new_ids)
            result = _run(file, wishes, quiet=as_json)
        except RuleBroken as error:
            if not as_json:
                leave(str(error), code=REFUSED)
            print(json.dumps({"error": str(error)}))
            raise typer.Exit(REFUSED) from error
    _tell(result, dry_run=dry_run, as_json=as_json)
    raise typer.Exit(HAS_PROBLEMS if result.skipped and not skip_bad else 0)


def _run(file: Path, wishes: "Wishes", *, quiet: bool) -> "ImportResult":
    from allaboard.foundation.access.roles import SYSTEM
    from allaboard.foundation.people.facade import import_people

    with Progress(disable=quiet, transient=True, console=Console(stderr=True)) as progress:
        task = progress.add_task(file.name, total=None)
        return import_people(
            file,
            by=SYSTEM,
            wishes=wishes,
            tell=lambda done, total: progress.update(task, completed=done, total=total),
        )


def _tell(result: "ImportResult", *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(result)))
        return
    for number, reasons in result.problems[:SHOWN_PROBLEMS]:
        print(f"row {number}: {' '.join(reasons)}")
    if len(result.problems) > SHOWN_PROBLEMS:
        print(f"… and more; --json lists the first {len(result.problems)}.")
    verb = "Would be" if dry_run else "Were" if result.id else "Nothing was changed. Would be"
    print(
        f"{verb} created {result.created}, updated {result.updated}, unchanged {result.unchanged}, "
        f"skipped {result.skipped}, of {result.rows} rows."
    )
    if result.id and not dry_run:
        print(f"Import {result.id} can be undone on the page People › Imports.")
