"""Imports for programs: a file is taken in at once and worked through by a worker, step by step, as on the pages."""

from datetime import datetime
from typing import Annotated

from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from allaboard.errors import RuleBroken
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.people import queries
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import services, steps
from allaboard.foundation.people.importing.checking import rows
from allaboard.foundation.people.importing.progress import bar_of, hand_over
from allaboard.foundation.people.importing.wishes import Wishes, mapping_from
from allaboard.foundation.people.models import Import

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
LONGEST_ROW_NUMBER = 12


class ImportProgress(Schema):
    """How far a worker has come with a step: rows, or bytes while the file is read."""

    done: int
    total: int
    seconds_left: Annotated[int | None, Field(description="None while no speed is known")]
    is_silent: Annotated[bool, Field(description="Nothing moved for a while; another worker takes over")]


class ImportOut(Schema):
    """How an import stands: the counts say what it did, or would do."""

    id: int
    file_name: str
    status: ImportStatus
    row_count: int
    created_count: int
    updated_count: int
    unchanged_count: int
    skipped_count: int
    noted_count: int
    failure: Annotated[str, Field(description="Why the last step stopped; nothing of it is kept")]
    uploaded_by_name: str
    uploaded_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None


class ImportDetail(ImportOut):
    """One import, with what its columns mean and how far the step at work has come."""

    url: Annotated[str, Field(description="Ask here how it goes on")]
    columns: Annotated[dict[str, str], Field(description="The field of each column; empty: left out")]
    progress: ImportProgress | None


class ImportWishes(Schema):
    """How a file is to be taken."""

    dry_run: Annotated[bool, Field(description="Only check it; apply it later, or throw it away")] = False
    skip_bad: Annotated[bool, Field(description="Leave rows with problems out")] = False
    clear_empty: Annotated[bool, Field(description="Empty cells clear the value")] = False
    new_ids: Annotated[
        bool, Field(description="Ids have changed: find people by e-mail, and give them those of the file")
    ] = False
    encoding: Annotated[str, Field(max_length=12, description="Found out when empty")] = ""
    mapping: Annotated[
        list[Annotated[str, Field(max_length=400)]],
        Field(max_length=500, description="COLUMN=FIELD, as often as needed; COLUMN= leaves the column out"),
    ] = []


class RowProblem(Schema):
    """A row that cannot be taken, and why."""

    row: int
    reasons: list[str]


class Applying(Schema):
    """How a checked file is to be brought in."""

    skip_bad: Annotated[bool, Field(description="Leave rows with problems out")] = False


@router.get("", response=Page[ImportOut], auth=scope("people:read"))
def list_imports(request: ActorRequest, cursor: Cursor, limit: Limit) -> Page[ImportOut]:
    """Imports, newest first."""
    return paginate(queries.imports_of(request.actor), cursor, limit, order="-pk")


@router.post("", response={202: ImportDetail}, auth=scope("people:write"))
@idempotent
def import_file(
    request: ActorRequest, file: Annotated[UploadedFile, File()], wishes: Annotated[ImportWishes, Form()]
) -> Status[ImportDetail]:
    """Take a CSV or XLSX file in; a worker reads and checks it, and applies it unless rows have problems or only a check is asked for."""
    kept = wishes.dict() | {"mapping": mapping_from(wishes.mapping)}
    run = steps.receive(file, file.name or "file", by=request.actor, wishes=Wishes(**kept))
    hand_over(run, ImportStatus.READING, by=request.actor, parts=file.size or 1)
    return Status(202, _told(run))


@router.get("/{import_id}", response=ImportDetail, auth=scope("people:read"))
def get_import(request: ActorRequest, import_id: Id) -> ImportDetail:
    """How one import stands, and how far the step at work has come."""
    return _told(queries.import_for(request.actor, import_id))


@router.get("/{import_id}/problems", response=Page[RowProblem], auth=scope("people:read"))
def list_problems(request: ActorRequest, import_id: Id, cursor: Cursor, limit: Limit) -> Page[RowProblem]:
    """Rows that cannot be taken, in the order of the file."""
    run = queries.import_for(request.actor, import_id)
    if cursor and not (cursor.isdecimal() and cursor.isascii() and len(cursor) <= LONGEST_ROW_NUMBER):
        raise RuleBroken("This cursor is not one of ours. Begin without one.")
    found = rows.bad_rows(run, limit=limit + 1, after=int(cursor or 0))
    told = [RowProblem(row=row.number, reasons=row.problems) for row in found[:limit]]
    return Page(items=told, next=str(told[-1].row) if len(found) > limit else "")


@router.post("/{import_id}/apply", response={202: ImportDetail}, auth=scope("people:write"))
@idempotent
def apply_import(request: ActorRequest, import_id: Id, body: Applying) -> Status[ImportDetail]:
    """Bring the rows of a checked file in."""
    run = queries.import_for(request.actor, import_id)
    hand_over(run, ImportStatus.RUNNING, by=request.actor, parts=run.row_count, skip_bad=body.skip_bad)
    return Status(202, _told(run))


@router.post("/{import_id}/undo", response={202: ImportDetail}, auth=scope("people:write"))
@idempotent
def undo_import(request: ActorRequest, import_id: Id) -> Status[ImportDetail]:
    """Take an import back: every value as it was, and the people whom it created are gone."""
    run = queries.import_for(request.actor, import_id)
    hand_over(run, ImportStatus.UNDOING, by=request.actor, parts=run.row_count)
    return Status(202, _told(run))


@router.delete("/{import_id}", response={204: None}, auth=scope("people:write"))
def discard_import(request: ActorRequest, import_id: Id) -> Status[None]:
    """Throw a file away that was not applied."""
    services.discard(queries.import_for(request.actor, import_id), by=request.actor)
    return Status(204, None)


def _told(run: Import) -> ImportDetail:
    plain = ImportOut.from_orm(run).dict()
    bar = bar_of(run)
    return ImportDetail(
        **plain,
        url=f"/api/v1/people/imports/{run.pk}",
        columns=dict(zip(run.headers, run.targets, strict=True)),
        progress=ImportProgress.from_orm(bar) if bar else None,
    )
