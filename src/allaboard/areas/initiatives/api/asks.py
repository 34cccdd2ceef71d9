"""Asking for programs: leaders by their brief, and people although not everything holds."""

from typing import Annotated

from ninja import Field, Router, Schema

from allaboard.areas.initiatives.api.initiatives import ReadinessOut
from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.queries.readiness import Readiness, readiness_of
from allaboard.areas.initiatives.services.asks import override_readiness, withdraw_override
from allaboard.areas.initiatives.services.briefs import send_briefs
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import idempotent, scope

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class AskIn(Schema):
    """Which leaders get the brief, and a personal line above its button."""

    leader_ids: Annotated[list[Id], Field(max_length=1000)]
    note: Annotated[str, Field(max_length=500)] = ""


class AskedOut(Schema):
    """How many leaders were written to."""

    leaders: int


class OverrideIn(Schema):
    """Why people are asked although not everything holds, and in which part of the company; empty: all of it."""

    reason: Annotated[str, Field(max_length=4000)]
    unit: Annotated[str, Field(max_length=150)] = ""


@router.post("/{int:pk}/ask", response=AskedOut, auth=scope("initiatives:write"))
@idempotent
def ask_leaders(request: ActorRequest, pk: int, body: AskIn) -> AskedOut:
    """Send leaders the brief, each with a personal link that nobody else is shown."""
    initiative = initiative_for(request.actor, pk)
    return AskedOut(leaders=send_briefs(initiative, body.leader_ids, body.note, request.actor))


@router.post("/{int:pk}/override", response=ReadinessOut, auth=scope("initiatives:write"))
@idempotent
def override(request: ActorRequest, pk: int, body: OverrideIn) -> Readiness:
    """Open the ask on the caller's name; for HR."""
    initiative = initiative_for(request.actor, pk)
    override_readiness(initiative, body.reason, request.actor, unit=body.unit)
    return readiness_of(initiative, unit=body.unit)


@router.delete("/{int:pk}/override", response=ReadinessOut, auth=scope("initiatives:write"))
def take_override_back(request: ActorRequest, pk: int, unit: str = "") -> Readiness:
    """Close the ask until everything holds; for HR."""
    initiative = initiative_for(request.actor, pk)
    withdraw_override(initiative, request.actor, unit=unit)
    return readiness_of(initiative, unit=unit)
