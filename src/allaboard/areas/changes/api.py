"""Changes for programs: list, read, draft, publish, proof."""

from datetime import date, datetime

from ninja import Field, Router, Schema, Status

from allaboard.areas.changes import choices, services
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.queries.changes import change_for, proof_of, visible_to
from allaboard.errors import NotFound
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope

router = Router()
LARGEST_ID = 2**63 - 1


class ChangeOut(Schema):
    """One “you said, we did”."""

    id: int
    kind: choices.Kind
    you_said: str
    we_did: str
    outcome: str
    status: choices.Status
    theme_title: str
    theme_comments: int
    all_comments: int
    wave_title: str
    asked: int
    answered: int
    initiative_title: str
    due_on: date | None
    promised_on: date | None
    published_at: datetime | None


class ChangeIn(Schema):
    """What it takes to write a draft."""

    kind: choices.Kind
    you_said: str = Field(min_length=1, max_length=250)
    we_did: str = Field(min_length=1, max_length=2000)
    outcome: str = Field("", max_length=1000)
    is_public: bool = True
    promised_on: date | None = None
    theme_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    wave_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    initiative_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    campaign_id: int | None = Field(None, ge=1, le=LARGEST_ID)


class ProofOut(Schema):
    """Whom a change reached of those asked."""

    asked: int
    delivered: int
    waiting: int
    outside: int
    is_exact: bool


@router.get("", response=Page[ChangeOut], auth=scope("changes:read"))
def list_changes(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[Change]:
    """Changes that the caller may see."""
    return paginate(visible_to(request.actor), cursor, limit)


@router.post("", response={201: ChangeOut}, auth=scope("changes:write"))
@idempotent
def draft_change(request: ActorRequest, body: ChangeIn) -> Status[Change]:
    """Write a draft; counts of what it rests on are frozen now."""
    words = services.Words(
        body.kind, body.you_said, body.we_did, body.outcome, body.is_public, body.promised_on
    )
    origin = Origin(body.theme_id, body.wave_id, body.initiative_id, body.campaign_id)
    return Status(201, services.draft_change(words, origin, request.actor))


@router.get("/{int:pk}", response=ChangeOut, auth=scope("changes:read"))
def read_change(request: ActorRequest, pk: int) -> Change:
    """One change."""
    return change_for(request.actor, pk)


@router.post("/{int:pk}/publish", response=ChangeOut, auth=scope("changes:write"))
@idempotent
def publish_change(request: ActorRequest, pk: int) -> Change:
    """Tell exactly the people who were asked."""
    services.publish_change(change_for(request.actor, pk), request.actor)
    return change_for(request.actor, pk)


@router.get("/{int:pk}/proof", response=ProofOut, auth=scope("changes:read"))
def read_proof(request: ActorRequest, pk: int) -> object:
    """Whom the change reached of those asked; 404 when nobody was asked."""
    proof = proof_of(change_for(request.actor, pk))
    if proof is None:
        raise NotFound
    return proof
