"""What stands behind a leader for programs: role, conditions, and whether answers were enough."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Router, Schema

from allaboard.areas.initiatives import choices, undoing
from allaboard.areas.initiatives.api.leaders import LeaderOut, ObjectionOut, leader_out
from allaboard.areas.initiatives.models import Condition, Objection
from allaboard.areas.initiatives.queries.initiatives import (
    condition_of,
    conditions_of,
    initiative_for,
    objection_of,
)
from allaboard.areas.initiatives.queries.leaders import leader_in
from allaboard.areas.initiatives.services.leaders import change_leader, judge_answer, meet_condition
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import idempotent, scope
from allaboard.foundation.undo.facade import Offer, Undoable

router = Router()


class LeaderChange(Schema):
    """What is to be another; what is left out stays. The stage cannot be set: it follows from evidence."""

    role: choices.Role | None = None
    influence: choices.Influence | None = None


class ConditionOut(Schema):
    """What a leader wants to see before the yes counts."""

    id: int
    text: str
    set_at: datetime
    met_at: datetime | None
    met_note: str


class MetIn(Schema):
    """How a condition was met."""

    note: Annotated[str, Field(min_length=1, max_length=250)]


class JudgementIn(Schema):
    """Whether the answer was enough for the leader."""

    is_accepted: bool


@router.patch("/{int:pk}/leaders/{int:leader_pk}", response=LeaderOut, auth=scope("initiatives:write"))
def change(request: ActorRequest, pk: int, leader_pk: int, body: LeaderChange) -> LeaderOut:
    """Correct what a leader can do for the initiative."""
    initiative = initiative_for(request.actor, pk)
    now = leader_in(initiative, leader_pk).stakeholder
    role, influence = body.role or now.role, body.influence or now.influence
    change_leader(now, role, influence, request.actor)
    return leader_out(leader_in(initiative, leader_pk))


@router.delete("/{int:pk}/leaders/{int:leader_pk}", response=Undoable, auth=scope("initiatives:write"))
def remove(request: ActorRequest, pk: int, leader_pk: int) -> dict[str, Offer]:
    """Take a leader off the list, with everything noted of them here."""
    row = leader_in(initiative_for(request.actor, pk), leader_pk)
    return {"undo": undoing.take_leader_out(row.stakeholder, request.actor)}


@router.get(
    "/{int:pk}/leaders/{int:leader_pk}/conditions",
    response=list[ConditionOut],
    auth=scope("initiatives:read"),
)
def list_conditions(request: ActorRequest, pk: int, leader_pk: int) -> list[Condition]:
    """What a leader wants to see, oldest first."""
    row = leader_in(initiative_for(request.actor, pk), leader_pk)
    return list(conditions_of(row.stakeholder))


@router.post(
    "/{int:pk}/conditions/{int:condition_pk}/meet", response=ConditionOut, auth=scope("initiatives:write")
)
@idempotent
def meet(request: ActorRequest, pk: int, condition_pk: int, body: MetIn) -> Condition:
    """Say that a condition holds, and how it was met."""
    condition = condition_of(initiative_for(request.actor, pk), condition_pk)
    meet_condition(condition, body.note, request.actor)
    return condition


@router.post(
    "/{int:pk}/objections/{int:objection_pk}/judge", response=ObjectionOut, auth=scope("initiatives:write")
)
@idempotent
def judge(request: ActorRequest, pk: int, objection_pk: int, body: JudgementIn) -> Objection:
    """Keep whether the answer was enough for the leader; if not, the question is open again."""
    objection = objection_of(initiative_for(request.actor, pk), objection_pk)
    judge_answer(objection, body.is_accepted, request.actor)
    return objection
