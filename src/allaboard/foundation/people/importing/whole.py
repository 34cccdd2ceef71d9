"""A whole import in one call, for the command line, the API and other rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.importing import rows, services
from allaboard.foundation.people.importing.staging import Tell, quiet
from allaboard.foundation.people.models import Import

TOLD_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a file did, or would do, to the directory."""

    id: int | None  # of the import, when it was applied and so can be undone
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    noted: int
    columns: dict[str, str]
    problems: list[tuple[int, list[str]]] = field(default_factory=list)  # row of the file, and why


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to be read, beyond what is found out."""

    mapping: Mapping[str, str] = field(default_factory=dict)  # name of a column: its target
    encoding: str = ""
    clear_empty: bool = False
    skip_bad: bool = False
    dry_run: bool = False


@transaction.atomic
def import_people(
    path: Path, *, by: Actor, wishes: Wishes | None = None, tell: Tell = quiet, file_name: str = ""
) -> ImportResult:
    """Bring a file of people into the directory, or only say what it would do.

    With rows that have problems nothing is changed, unless they are to be skipped; the result says why for each.

    Raises:
        RuleBroken: the file as a whole cannot be taken; nothing is changed.
    """
    wishes = wishes or Wishes()
    run = services.upload(path, file_name or path.name, by=by, encoding=wishes.encoding, tell=_part(tell, 0))
    targets = _wished_targets(run, wishes.mapping)
    services.choose_mapping(run, targets, by=by, options={"clear_empty": wishes.clear_empty})
    found = services.dry_run(run, by=by, tell=_part(tell, 1))
    problems = [(row.number, row.problems) for row in rows.bad_rows(run, limit=TOLD_PROBLEMS)]
    is_applied = not wishes.dry_run and (wishes.skip_bad or not found.bad)
    if is_applied:
        services.apply_import(run, by=by, skip_bad=wishes.skip_bad, tell=_part(tell, 2))
    result = ImportResult(
        id=run.pk if is_applied else None,
        rows=run.row_count,
        created=found.created,
        updated=found.updated,
        unchanged=found.unchanged,
        skipped=found.bad,
        noted=found.noted,
        columns=dict(zip(run.headers, targets, strict=True)),
        problems=problems,
    )
    if not is_applied:
        services.discard(run, by=by)
    return result


def _wished_targets(run: Import, mapping: Mapping[str, str]) -> list[str]:
    unknown = sorted(set(mapping) - set(run.headers))
    if unknown:
        raise RuleBroken(_("The file has no column “%(name)s”.") % {"name": unknown[0]})
    taken = set(mapping.values()) - {""}
    return [
        mapping.get(header, "" if guess in taken else guess)
        for header, guess in zip(run.headers, run.targets, strict=True)
    ]


def _part(tell: Tell, part: int) -> Tell:
    """Tell of one of three parts as of a third of the whole."""
    return lambda done, total: tell(part * 1000 + done * 1000 // max(total, 1), 3000)
