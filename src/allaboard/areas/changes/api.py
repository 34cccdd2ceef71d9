"""Changes for programs: list, read, draft, rewrite, publish, correct, take back, proof."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Router, Schema, Status

from allaboard.areas.changes import choices, services, undoing
from allaboard.areas.changes.forms import words_of
from allaboard.areas.changes.models import Change, Revision
from allaboard.areas.changes.origins import Origin, as_it_stands, as_they_stand, origin_of
from allaboard.areas.changes.queries.changes import change_for, proof_of, visible_to
from allaboard.errors import NotFound
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.undo.facade import Offer, Undoable
from allaboard.ui.seen import undisturbed

router = Router()
LARGEST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Reason = Annotated[str, Field(min_length=1, max_length=250, description="Readers see it")]
CAN_BE_EMPTIED = frozenset({"promised_on", "theme_id", "wave_id", "initiative_id", "campaign_id"})


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
    asked: int | None = Field(
        description="null when it rests on no survey, or nobody knows how many were asked"
    )
    answered: int = Field(description="0 when they were too few to be told how many")
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
    theme_id: Id | None = None
    wave_id: Id | None = None
    initiative_id: Id | None = None
    campaign_id: Id | None = None


class WordsIn(Schema):
    """What is to be said otherwise; what is left out stays."""

    kind: choices.Kind | None = None
    you_said: str | None = Field(None, min_length=1, max_length=250)
    we_did: str | None = Field(None, min_length=1, max_length=2000)
    outcome: str | None = Field(None, max_length=1000)
    is_public: bool | None = None
    promised_on: date | None = Field(None, description="null takes the promise back")


class DraftIn(WordsIn):
    """What is to be another in a draft; what is left out stays, null takes away what it rests on."""

    theme_id: Id | None = None
    wave_id: Id | None = None
    initiative_id: Id | None = None
    campaign_id: Id | None = None


class CorrectionIn(WordsIn):
    """New words for what was published, and why; what is left out stays."""

    reason: Reason


class WithdrawalIn(Schema):
    """Why it is taken back."""

    reason: Reason


class CorrectionOut(Schema):
    """How a published change read before it was corrected, and why it was."""

    kind: choices.Kind
    you_said: str
    we_did: str
    outcome: str
    promised_on: date | None
    reason: str
    at: datetime
    by_name: str


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
    page = paginate(visible_to(request.actor), cursor, limit)
    as_they_stand(request.actor, page.items)
    return page


@router.post("", response={201: ChangeOut}, auth=scope("changes:write"))
@idempotent
def draft_change(request: ActorRequest, body: ChangeIn) -> Status[Change]:
    """Write a draft; counts of what it rests on are read anew until it is published."""
    words = services.Words(
        body.kind, body.you_said, body.we_did, body.outcome, body.is_public, body.promised_on
    )
    origin = Origin(body.theme_id, body.wave_id, body.initiative_id, body.campaign_id)
    return Status(201, services.draft_change(words, origin, request.actor))


@router.get("/{int:pk}", response=ChangeOut, auth=scope("changes:read"))
def read_change(request: ActorRequest, pk: int) -> Change:
    """One change; a draft as publishing it now would keep it."""
    return as_it_stands(request.actor, change_for(request.actor, pk))


@router.patch("/{int:pk}", response=ChangeOut, auth=scope("changes:write"))
def rewrite_draft(request: ActorRequest, pk: int, body: DraftIn) -> Change:
    """Change a draft, its words or what it rests on."""
    change = change_for(request.actor, pk)
    with undisturbed(request, change):
        origin = replace(origin_of(change), **_given(body, Origin))
        services.rewrite_draft(change, _words(change, body), origin, request.actor)
    return change_for(request.actor, pk)


@router.post("/{int:pk}/publish", response=ChangeOut, auth=scope("changes:write"))
@idempotent
def publish_change(request: ActorRequest, pk: int) -> Change:
    """Tell exactly the people who were asked."""
    services.publish_change(change_for(request.actor, pk), request.actor)
    return change_for(request.actor, pk)


@router.post("/{int:pk}/correct", response=ChangeOut, auth=scope("changes:write"))
@idempotent
def correct_change(request: ActorRequest, pk: int, body: CorrectionIn) -> Change:
    """Correct what was published; the old words and the reason stay to be read."""
    change = change_for(request.actor, pk)
    with undisturbed(request, change):
        services.correct_change(change, _words(change, body), body.reason, request.actor)
    return change_for(request.actor, pk)


@router.post("/{int:pk}/withdraw", response=ChangeOut, auth=scope("changes:write"))
@idempotent
def withdraw_change(request: ActorRequest, pk: int, body: WithdrawalIn) -> Change:
    """Take back what was published; that it was there, and why it went, stays to be read."""
    services.withdraw_change(change_for(request.actor, pk), body.reason, request.actor)
    return change_for(request.actor, pk)


@router.delete("/{int:pk}", response=Undoable, auth=scope("changes:write"))
def delete_draft(request: ActorRequest, pk: int) -> dict[str, Offer]:
    """Throw a draft away; what was published can only be taken back."""
    return {"undo": undoing.delete(change_for(request.actor, pk), request.actor)}


@router.get("/{int:pk}/corrections", response=list[CorrectionOut], auth=scope("changes:read"))
def list_corrections(request: ActorRequest, pk: int) -> list[Revision]:
    """How it read before each correction, newest first."""
    return list(change_for(request.actor, pk).revisions.all())


@router.get("/{int:pk}/proof", response=ProofOut, auth=scope("changes:read"))
def read_proof(request: ActorRequest, pk: int) -> object:
    """Whom the change reached of those asked; 404 when nobody was asked, and for all but the team."""
    proof = proof_of(change_for(request.actor, pk)) if request.actor.is_team else None
    if proof is None:
        raise NotFound
    return proof


def _words(change: Change, body: WordsIn) -> services.Words:
    """The words of a change, with those sent in place of the old ones."""
    return replace(services.Words(**words_of(change)), **_given(body, services.Words))


def _given(body: WordsIn, kept_in: type[services.Words] | type[Origin]) -> dict[str, Any]:
    """What was sent of the words, or of the origin; null stands only where something can be taken away."""
    wanted = {field.name for field in fields(kept_in)}
    sent = body.model_dump(exclude_unset=True, include=wanted)
    return {name: value for name, value in sent.items() if value is not None or name in CAN_BE_EMPTIED}
