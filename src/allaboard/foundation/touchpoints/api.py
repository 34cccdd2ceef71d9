"""The ledger of contacts for programs."""

from datetime import datetime
from typing import Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.people.facade import group_attributes, person_ref, present_people, visible_people
from allaboard.foundation.touchpoints import permissions, queries, services
from allaboard.foundation.touchpoints.attention import Attention, attention_of
from allaboard.foundation.touchpoints.choices import Direction, Kind, Tone
from allaboard.foundation.touchpoints.rules import (
    FEWEST_WEEKLY_MINUTES,
    MOST_MINUTES,
    MOST_WEEKLY_MINUTES,
    Coverage,
    Touch,
)

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class TouchOut(Schema):
    """One contact."""

    id: int
    person_id: int
    kind: str
    direction: str
    area: str
    object_ref: str
    at: datetime
    minutes: float
    tone: str
    who_id: int | None
    summary: str
    is_sample: bool


class AttentionOut(Schema):
    """What was asked of one person since Monday, beside what may be asked, in minutes; and the last talk."""

    minutes: int
    limit: int
    is_used_up: bool
    talked_at: datetime | None


class ErasedOut(Schema):
    """How many contacts are gone for good."""

    contacts: int


class TouchIn(Schema):
    """A contact the caller had with a person; without an instant it was now."""

    person_id: Id
    kind: Kind
    direction: Direction = Direction.OUT
    at: datetime | None = None
    minutes: Annotated[float, Field(ge=0, le=MOST_MINUTES)] = 0
    tone: Tone = Tone.UNKNOWN
    object_ref: Annotated[str, Field(max_length=120)] = ""
    summary: Annotated[str, Field(max_length=300)] = ""


class Added(Schema):
    """How many contacts were added."""

    added: int


class AttentionLimit(Schema):
    """Minutes a week that messages may ask of one person."""

    weekly_minutes: Annotated[int, Field(ge=FEWEST_WEEKLY_MINUTES, le=MOST_WEEKLY_MINUTES)]


class GroupOut(Schema):
    """How many people of one group were met; an empty name: of no group."""

    group: str
    met: int
    total: int


class CoverageOut(Schema):
    """How many people had a talk, a check-in or an event lately."""

    met: int
    total: int
    by_group: list[GroupOut]


GroupBy = Annotated[
    str, Query("shift", max_length=40, description="The attribute by which people are grouped")
]
Days = Annotated[int, Query(90, ge=1, le=365, description="How far back")]
PersonFilter = Annotated[
    int | None, Query(None, ge=1, le=2**63 - 1, description="Only contacts with this person")
]


@router.get("", response=Page[TouchOut], auth=scope("touchpoints:read"))
def list_touchpoints(
    request: ActorRequest, cursor: Cursor, limit: Limit, person_id: PersonFilter
) -> Page[TouchOut]:
    """Contacts the caller may read, latest written first."""
    seen = queries.visible_to(request.actor)
    return paginate(seen.filter(person_id=person_id) if person_id else seen, cursor, limit, order="-id")


@router.post("", response={201: Added}, auth=scope("touchpoints:write"))
@idempotent
def add_touchpoint(request: ActorRequest, body: TouchIn) -> Status[Added]:
    """Add a contact that the caller had; the ledger never takes it back."""
    given = body.dict()
    at = given.pop("at") or timezone.now()
    touch = Touch(**given, area="people", at=timezone.make_aware(at) if timezone.is_naive(at) else at)
    return Status(201, Added(added=services.note_own(touch, by=request.actor)))


@router.get("/coverage", response=CoverageOut, auth=scope("touchpoints:read"))
def read_coverage(request: ActorRequest, by: GroupBy, days: Days) -> Coverage:
    """How many people were met in the last days, by group; for HR."""
    require(request.actor.has(*HR))
    if by not in dict(group_attributes()):
        raise RuleBroken(f"People cannot be grouped by {by}.")
    return queries.coverage(visible_people(request.actor) & present_people(), days, by)


@router.get("/attention-limit", response=AttentionLimit, auth=scope("touchpoints:read"))
def read_attention_limit(request: ActorRequest) -> AttentionLimit:
    """What messages may ask of one person in a week."""
    require(request.actor.is_team or permissions.may_set_attention_limit(request.actor))
    return AttentionLimit(weekly_minutes=queries.weekly_minutes())


@router.put("/attention-limit", response=AttentionLimit, auth=scope("touchpoints:write"))
def set_attention_limit(request: ActorRequest, body: AttentionLimit) -> AttentionLimit:
    """Set what messages may ask of one person in a week."""
    services.set_weekly_minutes(body.weekly_minutes, by=request.actor)
    return body


@router.get("/people/{person_id}/attention", response=AttentionOut, auth=scope("touchpoints:read"))
def read_attention(request: ActorRequest, person_id: Id) -> Attention:
    """How much of a person's week messages have asked for, and the last talk; for HR and the person."""
    person_ref(request.actor, person_id)
    found = attention_of(request.actor, person_id)
    if found is None:
        raise NotAllowed
    return found


@router.delete("/people/{person_id}", response=ErasedOut, auth=scope("touchpoints:write"))
def erase_person(request: ActorRequest, person_id: Id) -> ErasedOut:
    """Erase every contact of a person who has the right to be forgotten, for good; for HR leaders."""
    return ErasedOut(contacts=services.erase_person(person_id, by=request.actor))
