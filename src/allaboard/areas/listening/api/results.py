"""Results of surveys that were run elsewhere, for programs: sent in, their columns told, imported."""

from datetime import date
from typing import Annotated, Literal

from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from allaboard.areas.listening.api.waves import WaveOut
from allaboard.areas.listening.columns import Column, guessed
from allaboard.areas.listening.forms.imports import MappingForm
from allaboard.areas.listening.models import ResultsFile, Wave
from allaboard.areas.listening.queries.surveys import results_file_for
from allaboard.areas.listening.rules import MINIMUM_GROUP
from allaboard.areas.listening.services.files import import_file, keep_file
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import filled, idempotent, scope

router = Router()
Role = Literal["skip", "scale", "recommend", "choice", "comment", "group"]
Title = Annotated[str, Field(min_length=1, max_length=120)]
End = Annotated[int, Field(ge=0, le=100)]


class ColumnOut(Schema):
    """A column of the file, with what it probably is; on a scale `low` is the worst and `high` the best."""

    place: int
    name: str
    role: Role
    low: int
    high: int
    filled: int
    distinct: int
    example: str


class FileOut(Schema):
    """A file between its upload and its import; it is forgotten after a day."""

    id: int
    name: str
    answers: int
    columns: list[ColumnOut]


class ColumnIn(Schema):
    """What a column is; columns that are not named stay as they were guessed."""

    place: Annotated[int, Field(ge=0, le=1000)]
    role: Role
    low: End | None = None
    high: End | None = None


class ImportIn(Schema):
    """What the file is."""

    survey_title: Title
    wave_title: Title
    opened_on: date
    closed_on: date
    minimum_group: Annotated[int, Field(ge=MINIMUM_GROUP, le=100)] = MINIMUM_GROUP
    columns: Annotated[list[ColumnIn], Field(max_length=300)] = []


class ImportedOut(Schema):
    """The closed run that the file became."""

    wave: WaveOut
    unreadable_cells: int


@router.post("", response={201: FileOut}, auth=scope("surveys:write"))
@idempotent
def send_results(request: ActorRequest, file: Annotated[UploadedFile, File()]) -> Status[FileOut]:
    """Send in a CSV or XLSX file: a row for each person who answered, a column for each question."""
    return Status(201, _told(keep_file(file.name or "file", file.read(), by=request.actor)))


@router.get("/{int:file_id}", response=FileOut, auth=scope("surveys:read"))
def read_results(request: ActorRequest, file_id: int) -> FileOut:
    """One of the caller's files, with what its columns probably are."""
    return _told(results_file_for(request.actor, file_id))


@router.post("/{int:file_id}/import", response={201: ImportedOut}, auth=scope("surveys:write"))
@idempotent
def import_results(request: ActorRequest, file_id: int, body: ImportIn) -> Status[dict[str, Wave | int]]:
    """Make a closed run of the file, under the same rules as our own; the file is forgotten."""
    kept = results_file_for(request.actor, file_id)
    columns = guessed(kept.headers, kept.rows)
    form = MappingForm(_sent(columns, body), columns=columns, name=kept.name)
    filled(form)
    wave, unreadable = import_file(kept, form.mapped(), by=request.actor)
    return Status(201, {"wave": wave, "unreadable_cells": unreadable})


def _sent(columns: list[Column], body: ImportIn) -> dict[str, object]:
    """What was sent, as the page's form takes it."""
    sent: dict[str, object] = body.dict(exclude={"columns"})
    for column in columns:
        sent[f"role_{column.place}"] = column.role
    for given in body.columns:
        sent[f"role_{given.place}"] = given.role
        sent |= {f"low_{given.place}": given.low, f"high_{given.place}": given.high}
    return sent


def _told(kept: ResultsFile) -> FileOut:
    columns = [ColumnOut.from_orm(column) for column in guessed(kept.headers, kept.rows)]
    return FileOut(id=kept.pk, name=kept.name, answers=len(kept.rows), columns=columns)
