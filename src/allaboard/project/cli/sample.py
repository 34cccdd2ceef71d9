"""`sample`: make the sample company, of any size, or take it out again."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from allaboard.errors import RuleBroken
from allaboard.project.cli.database import database
from allaboard.project.cli.leaving import leave
from allaboard.project.processes.loading import set_up_django
from allaboard.project.sample.company.staff import LEAST_PEOPLE, MOST_PEOPLE, USUAL_PEOPLE, USUAL_SEED

HEADCOUNT = "People who work there today; about a quarter more have left in the last two years."


def sample(
    people: int = typer.Option(USUAL_PEOPLE, min=LEAST_PEOPLE, max=MOST_PEOPLE, help=HEADCOUNT),
    seed: int = typer.Option(USUAL_SEED, help="The same seed gives the same company."),
    truth: Path | None = typer.Option(None, help="Write what was planted to this file, as JSON."),
    remove: bool = typer.Option(False, "--remove", help="Take the sample company out instead."),
    as_json: bool = typer.Option(False, "--json", help="Print the result as JSON."),
) -> None:
    """Make the sample company: people, surveys, initiatives, campaigns; or remove it."""
    if truth is not None and not truth.parent.is_dir():
        leave(f"There is no folder {truth.parent}.", "make it, or give --truth another place.", code=2)
    with database():
        set_up_django()
        try:
            result = _remove(quiet=as_json) if remove else _make(people, seed, truth, quiet=as_json)
        except RuleBroken as error:
            leave(str(error), code=2)
    typer.echo(
        json.dumps(result) if as_json else ", ".join(f"{value} {name}" for name, value in result.items())
    )


def _make(people: int, seed: int, truth: Path | None, *, quiet: bool) -> dict[str, object]:
    from allaboard.project.sample import services

    with _bar(quiet=quiet) as on_progress:
        made = services.make(people, seed, on_progress=on_progress)
    if truth is not None:
        made.write(truth)
    told: dict[str, object] = {
        "people": made.people,
        "planted effects": sum(map(bool, made.effects.values())),
    }
    return told | {"left out as it is too small": len(made.left_out)} if made.left_out else told


def _remove(*, quiet: bool) -> dict[str, object]:
    from allaboard.project.sample import services

    with _bar(quiet=quiet) as on_progress:
        return {"rows removed": services.remove(on_progress)}


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[float, str], None]]:
    """One bar for all stages; it tells the share done and the stage."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("Sample company", total=1.0)
        yield lambda share, stage: progress.update(task, completed=share, description=stage)
        progress.update(task, completed=1.0)
