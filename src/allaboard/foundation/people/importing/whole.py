"""A whole import in one call, for the command line and other rooms: each step is a transaction of its own."""

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.db import transaction

from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import services, steps
from allaboard.foundation.people.importing.checking import rows
from allaboard.foundation.people.importing.reading import staging
from allaboard.foundation.people.importing.reading.staging import Tell, quiet
from allaboard.foundation.people.importing.receiving import upload
from allaboard.foundation.people.importing.wishes import Wishes, choose_wished_mapping, next_step
from allaboard.foundation.people.models import Import
from allaboard.foundation.people.permissions import may_import

TOLD_PROBLEMS = 1_000
PART_OF = {
    ImportStatus.CHECKING: 1,
    ImportStatus.RUNNING: 2,
}  # of the three of the bar; the first is the reading


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


def import_people(
    path: Path, *, by: Actor, wishes: Wishes | None = None, tell: Tell = quiet, file_name: str = ""
) -> ImportResult:
    """Bring a file of people into the directory, or only say what it would do.

    With rows that have problems nothing is changed, unless they are to be skipped; the result says why for each.
    When the process is killed nothing is half done, and the same call again goes on with the step that was not finished.

    Raises:
        RuleBroken: the file as a whole cannot be taken; nothing is changed.
    """
    require(may_import(by))
    wishes = wishes or Wishes()
    run = _begun(path, file_name or path.name, wishes, by=by, tell=_part(tell, 0))
    while step := next_step(run):
        steps.do(run, step, by=by, skip_bad=wishes.skip_bad, tell=_part(tell, PART_OF[step]))
    result = _result_of(run)
    if result.id is None:
        services.discard(run, by=by)
    return result


def _begun(path: Path, file_name: str, wishes: Wishes, *, by: Actor, tell: Tell) -> Import:
    """The import that a killed call left behind, or a new one."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    same = {"content_digest": digest, "wishes": asdict(wishes), "uploaded_by_name": by.name}
    left_behind = Import.objects.filter(
        **same, uploaded_by_id=by.person_id, status__in=(ImportStatus.UPLOADED, ImportStatus.CHECKED)
    ).first()
    if left_behind is not None and staging.is_staged(left_behind.pk):
        return left_behind
    with transaction.atomic():
        run = upload(path, file_name, by=by, encoding=wishes.encoding, tell=tell)
        run.wishes, run.content_digest = asdict(wishes), digest
        run.save()
        choose_wished_mapping(run, by=by)
    return run


def _result_of(run: Import) -> ImportResult:
    is_applied = run.status == ImportStatus.DONE
    return ImportResult(
        id=run.pk if is_applied else None,
        rows=run.row_count,
        created=run.created_count,
        updated=run.updated_count,
        unchanged=run.unchanged_count,
        skipped=run.skipped_count,
        noted=run.noted_count,
        columns=dict(zip(run.headers, run.targets, strict=True)),
        problems=[(row.number, row.problems) for row in rows.bad_rows(run, limit=TOLD_PROBLEMS)],
    )


def _part(tell: Tell, part: int) -> Tell:
    """Tell of one of three parts as of a third of the whole."""
    return lambda done, total: tell(part * 1000 + done * 1000 // max(total, 1), 3000)
