"""The leaders of an initiative for programs: who, where they stand, what they did and asked."""

from datetime import datetime

from django.utils import timezone
from ninja import Field, Router, Schema, Status

from allaboard.areas.initiatives import choices, undoing
from allaboard.areas.initiatives.models import Evidence, Objection
from allaboard.areas.initiatives.queries import wording
from allaboard.areas.initiatives.queries.initiatives import (
    evidence_of,
    initiative_for,
    objection_of,
    objections_of,
)
from allaboard.areas.initiatives.queries.leaders import LeaderRow, everyone_listed_in, leader_in
from allaboard.areas.initiatives.services.leaders import (
    add_leader,
    answer_objection,
    note_evidence,
    raise_objection,
)
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import idempotent, scope
from allaboard.foundation.people.facade import person_ref
from allaboard.foundation.undo.facade import Offer, Undoable

router = Router()


class LeaderOut(Schema):
    """A leader, with the stage that follows from the evidence."""

    id: int
    person_id: int
    role: str
    influence: int
    share: float
    stage: str
    is_stale: bool
    has_left: bool
    what_we_know: str
    next_move: str


class LeaderIn(Schema):
    """Who must be on board, and what they can do for it; the stage follows from evidence."""

    person_id: int = Field(ge=1, le=2**63 - 1)
    role: choices.Role = choices.Role.INFLUENCER
    influence: choices.Influence = choices.Influence.SOME


class ObjectionOut(Schema):
    """What a leader asked or objected, and what was answered."""

    id: int
    kind: choices.ObjectionKind
    text: str
    raised_at: datetime
    answer: str
    answered_at: datetime | None
    is_accepted: bool | None


class ObjectionIn(Schema):
    """What a leader asked or objected, in their words."""

    kind: choices.ObjectionKind
    text: str = Field(min_length=1, max_length=4000)


class AnswerIn(Schema):
    """The answer to a leader."""

    answer: str = Field(min_length=1, max_length=4000)


class EvidenceOut(Schema):
    """One dated thing that a leader did, or that was done towards the leader."""

    id: int
    kind: choices.Kind
    note: str
    at: datetime
    noted_by_id: int | None


class EvidenceIn(Schema):
    """What a leader did."""

    kind: choices.Kind
    note: str = Field("", max_length=250)
    at: datetime | None = None


def leader_out(row: LeaderRow) -> LeaderOut:
    """A leader as programs see them."""
    return LeaderOut(
        id=row.stakeholder.pk,
        person_id=row.person.pk,
        role=row.stakeholder.role,
        influence=row.stakeholder.influence,
        share=row.share,
        stage=row.leader.standing.stage,
        is_stale=row.leader.standing.is_stale,
        has_left=row.has_left,
        what_we_know=wording.what_we_know(row),
        next_move=row.move,
    )


@router.get("/{int:pk}/leaders", response=list[LeaderOut], auth=scope("initiatives:read"))
def list_leaders(request: ActorRequest, pk: int) -> list[LeaderOut]:
    """Who must be on board, most influential first; those who have left the company last."""
    return [leader_out(row) for row in everyone_listed_in(initiative_for(request.actor, pk).pk)]


@router.post("/{int:pk}/leaders", response={201: LeaderOut}, auth=scope("initiatives:write"))
@idempotent
def add_a_leader(request: ActorRequest, pk: int, body: LeaderIn) -> Status[LeaderOut]:
    """Put a leader on the list."""
    initiative, person = initiative_for(request.actor, pk), person_ref(request.actor, body.person_id)
    added = add_leader(initiative, person.id, body.role, body.influence, request.actor)
    return Status(201, leader_out(leader_in(initiative, added.pk)))


@router.get(
    "/{int:pk}/leaders/{int:leader_pk}/objections",
    response=list[ObjectionOut],
    auth=scope("initiatives:read"),
)
def list_objections(request: ActorRequest, pk: int, leader_pk: int) -> list[Objection]:
    """All that a leader asked or objected, oldest first."""
    row = leader_in(initiative_for(request.actor, pk), leader_pk)
    return list(objections_of(row.stakeholder))


@router.post(
    "/{int:pk}/leaders/{int:leader_pk}/objections",
    response={201: ObjectionOut},
    auth=scope("initiatives:write"),
)
@idempotent
def add_objection(request: ActorRequest, pk: int, leader_pk: int, body: ObjectionIn) -> Status[Objection]:
    """Keep what a leader asked or objected until it is answered; the same one is kept once."""
    row = leader_in(initiative_for(request.actor, pk), leader_pk)
    return Status(201, raise_objection(row.stakeholder, body.kind, body.text, request.actor))


@router.post(
    "/{int:pk}/objections/{int:objection_pk}/answer", response=ObjectionOut, auth=scope("initiatives:write")
)
@idempotent
def answer(request: ActorRequest, pk: int, objection_pk: int, body: AnswerIn) -> Objection:
    """Answer what a leader asked or objected, once."""
    objection = objection_of(initiative_for(request.actor, pk), objection_pk)
    answer_objection(objection, body.answer, request.actor)
    return objection


@router.get(
    "/{int:pk}/leaders/{int:leader_pk}/evidence", response=list[EvidenceOut], auth=scope("initiatives:read")
)
def list_evidence(request: ActorRequest, pk: int, leader_pk: int) -> list[Evidence]:
    """What a leader did, and what was done towards them, newest first; the stage follows from it."""
    row = leader_in(initiative_for(request.actor, pk), leader_pk)
    return list(row.stakeholder.evidence.all())


@router.post(
    "/{int:pk}/leaders/{int:leader_pk}/evidence", response={201: LeaderOut}, auth=scope("initiatives:write")
)
@idempotent
def add_evidence(request: ActorRequest, pk: int, leader_pk: int, body: EvidenceIn) -> Status[LeaderOut]:
    """Note what a leader did; answers with where the leader stands now."""
    initiative = initiative_for(request.actor, pk)
    stakeholder = leader_in(initiative, leader_pk).stakeholder
    at = body.at or timezone.now()
    at = timezone.make_aware(at) if timezone.is_naive(at) else at
    note_evidence(stakeholder, body.kind, body.note, at, request.actor)
    return Status(201, leader_out(leader_in(initiative, leader_pk)))


@router.delete("/{int:pk}/evidence/{int:evidence_pk}", response=Undoable, auth=scope("initiatives:write"))
def take_evidence_back(request: ActorRequest, pk: int, evidence_pk: int) -> dict[str, Offer]:
    """Take back what a colleague noted of a leader; what leaders did themselves stands."""
    found = evidence_of(initiative_for(request.actor, pk), evidence_pk)
    return {"undo": undoing.take_evidence_back(found, request.actor)}
