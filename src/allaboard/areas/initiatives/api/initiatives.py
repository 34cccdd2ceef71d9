"""Initiatives for programs: list, read, start, steps of the loop, readiness."""

from datetime import date, datetime

from ninja import Field, Router, Schema, Status

from allaboard.areas.initiatives import choices
from allaboard.areas.initiatives.models import Initiative, StepNote
from allaboard.areas.initiatives.queries.initiatives import initiative_for, workable_by
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.initiatives.queries.readiness import Readiness, readiness_of
from allaboard.areas.initiatives.queries.step_notes import step_note_of, step_notes_of
from allaboard.areas.initiatives.services import initiatives as services
from allaboard.areas.initiatives.services.step_notes import withdraw_step_note
from allaboard.areas.initiatives.undoing import note_step
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.undo.facade import Undoable

router = Router()


class InitiativeOut(Schema):
    """An initiative."""

    id: int
    title: str
    unit: str
    problem: str
    status: choices.Status
    owner_id: int | None
    decided_on: date | None
    created_at: datetime


class SourceIn(Schema):
    """A piece of evidence for the case."""

    label: str = Field(min_length=1, max_length=200)
    url: str = Field("", max_length=500, pattern=r"^(|/[^/\\].*|https?://.+)$")
    detail: str = Field("", max_length=4000)
    kind: choices.SourceKind = choices.SourceKind.FIGURE


class InitiativeIn(Schema):
    """What it takes to start one."""

    title: str = Field(min_length=1, max_length=120)
    problem: str = Field("", max_length=20_000)
    unit: str = Field("", max_length=120)
    evidence: list[SourceIn] = Field(default_factory=list, max_length=50)


class StepOut(Schema):
    """One stop of the ribbon."""

    key: str
    label: str
    state: str
    note: str
    by_hand: bool


class StepNoteIn(Schema):
    """What was done for a step outside the product."""

    step: choices.Step
    progress: choices.Progress = choices.Progress.DONE
    text: str = Field(min_length=1, max_length=250)
    on: date


class StepNoteOut(Schema):
    """A step as somebody noted it."""

    id: int
    step: choices.Step
    progress: choices.Progress
    text: str
    on: date
    noted_by_name: str


class NewStepNoteOut(StepNoteOut, Undoable):
    """A step that was noted, and the way back."""


class CheckOut(Schema):
    """One condition for asking."""

    text: str
    ok: bool
    detail: str
    url: str


class ReadinessOut(Schema):
    """Whether people may be asked, and in which part of the company; an empty unit means all of it."""

    unit: str
    has_own_leaders: bool
    is_ready: bool
    may_ask: bool
    checks: list[CheckOut]
    overridden_by: str
    override_reason: str


@router.get("", response=Page[InitiativeOut], auth=scope("initiatives:read"))
def list_initiatives(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[Initiative]:
    """Initiatives that the caller works on."""
    return paginate(workable_by(request.actor), cursor, limit)


@router.post("", response={201: InitiativeOut}, auth=scope("initiatives:write"))
@idempotent
def start_initiative(request: ActorRequest, body: InitiativeIn) -> Status[Initiative]:
    """Start an initiative with its evidence."""
    evidence = [services.EvidenceLink(**given.dict()) for given in body.evidence]
    return Status(
        201, services.start_initiative(body.title, body.problem, evidence, request.actor, unit=body.unit)
    )


@router.get("/{int:pk}", response=InitiativeOut, auth=scope("initiatives:read"))
def read_initiative(request: ActorRequest, pk: int) -> Initiative:
    """One initiative."""
    return initiative_for(request.actor, pk)


@router.get("/{int:pk}/steps", response=list[StepOut], auth=scope("initiatives:read"))
def read_steps(request: ActorRequest, pk: int) -> list[StepOut]:
    """The eight steps of the loop."""
    steps = ribbon_of(request.actor, initiative_for(request.actor, pk))
    return [
        StepOut(key=step.key, label=step.label, state=step.state, note=step.note, by_hand=step.by_hand)
        for step in steps
    ]


@router.get("/{int:pk}/step-notes", response=list[StepNoteOut], auth=scope("initiatives:read"))
def list_step_notes(request: ActorRequest, pk: int) -> list[StepNote]:
    """Steps that were taken outside the product, as they were noted; newest first."""
    return list(step_notes_of(initiative_for(request.actor, pk)))


@router.post("/{int:pk}/step-notes", response={201: NewStepNoteOut}, auth=scope("initiatives:write"))
@idempotent
def add_step_note(request: ActorRequest, pk: int, body: StepNoteIn) -> Status[dict[str, object]]:
    """Note a step that was taken outside the product; only steps that nothing here answers for."""
    initiative = initiative_for(request.actor, pk)
    note, offer = note_step(initiative, body.step, body.progress, body.text, body.on, request.actor)
    return Status(201, {**StepNoteOut.from_orm(note).dict(), "undo": offer})


@router.delete("/{int:pk}/step-notes/{int:note_pk}", response={204: None}, auth=scope("initiatives:write"))
def remove_step_note(request: ActorRequest, pk: int, note_pk: int) -> Status[None]:
    """Take a note back; the audit trail keeps it."""
    withdraw_step_note(step_note_of(initiative_for(request.actor, pk), note_pk), request.actor)
    return Status(204, None)


@router.get("/{int:pk}/readiness", response=ReadinessOut, auth=scope("initiatives:read"))
def read_readiness(request: ActorRequest, pk: int, unit: str = "") -> Readiness:
    """Whether people may be asked, in the whole company or in one part of it."""
    return readiness_of(initiative_for(request.actor, pk), unit=unit)
