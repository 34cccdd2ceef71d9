"""Campaigns brought back, copied, taken back from review and given another audience, for programs."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Router, Schema, Status

from allaboard.areas.campaigns.api.campaigns import CampaignOut, Id, Text
from allaboard.areas.campaigns.choices import Balance, Decision
from allaboard.areas.campaigns.forms.audience import AudienceForm
from allaboard.areas.campaigns.models import Campaign, Version
from allaboard.areas.campaigns.permissions import may_see_each
from allaboard.areas.campaigns.queries.campaigns import campaign_for
from allaboard.areas.campaigns.queries.missed import missed_in_order, with_reasons
from allaboard.areas.campaigns.services import drafts, review
from allaboard.areas.campaigns.services.acts import ListResult, note_listed
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, filled, idempotent, paginate, scope
from allaboard.ui.seen import undisturbed

router = Router()
PERCENT = {"holdout_share": "holdout_percent", "expected_share": "expected_percent"}


class AudienceIn(Schema):
    """What is to be another in the audience and the experiment; what is left out stays."""

    segment_id: Annotated[
        Id | None, Field(description="Its rule is taken and followed; null takes the segment away")
    ] = None
    audience_text: Text | None = None
    ask_unit: Annotated[str, Field(max_length=150)] | None = None
    holdout_share: Annotated[float, Field(ge=0, le=0.5)] | None = None
    balance: Balance | None = None
    expected_share: Annotated[float, Field(ge=0, le=1)] | None = None


class VersionOut(Schema):
    """A campaign as it was sent for review, and what was decided."""

    number: int
    submitted_at: datetime
    submitted_by_id: int | None
    due_on: date
    decision: Decision
    decided_at: datetime | None
    decided_by_id: int | None
    note: str
    answer: str
    voided_because: str
    audience_count: int
    holdout_count: int


class AnswerIn(Schema):
    """What the reviewer asked, answered."""

    answer: Annotated[str, Field(min_length=1, max_length=2000)]


class ListedIn(Schema):
    """Who acted, by e-mail, external id or employee number."""

    people: Annotated[list[Annotated[str, Field(min_length=1, max_length=254)]], Field(max_length=100_000)]


class ListedOut(Schema):
    """What became of a list; some of those whom nobody knows stand in `unknown`."""

    rows: int
    noted: int
    known_before: int
    outside: Annotated[int, Field(description="In the directory, but not of this audience")]
    unknown: list[str]
    unknown_count: int


class MissedOut(Schema):
    """Somebody whom nothing was delivered to, and why."""

    person_id: int
    name: str
    reason: str


@router.patch("/{campaign_id}/audience", response=CampaignOut, auth=scope("campaigns:write"))
def change_audience(request: ActorRequest, campaign_id: Id, body: AudienceIn) -> Campaign:
    """Change whom it is for and who is held out; an approval that stood is void."""
    campaign = campaign_for(request.actor, campaign_id)
    with undisturbed(request, campaign):
        stored = AudienceForm.values_of(campaign)
        sent = stored | _typed(body)
        form = AudienceForm(sent, actor=request.actor, campaign=campaign, initial=stored)
        filled(form)
        return drafts.change_campaign(campaign_id, form.values(), by=request.actor)


def _typed(body: AudienceIn) -> dict[str, object]:
    """What was sent, as the page's form takes it."""
    given = body.dict(exclude_unset=True)
    kept: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    typed = {PERCENT.get(name, name): value for name, value in kept.items() if name != "segment_id"}
    for share, percent in PERCENT.items():
        if share in kept:
            typed[percent] = float(str(kept[share])) * 100
    return typed | ({"segment": given["segment_id"] or ""} if "segment_id" in given else {})


@router.post("/{campaign_id}/restore", response=CampaignOut, auth=scope("campaigns:write"))
@idempotent
def restore(request: ActorRequest, campaign_id: Id) -> Campaign:
    """Bring a campaign back that was put away, whenever that was."""
    drafts.restore_campaign(campaign_id, by=request.actor)
    return campaign_for(request.actor, campaign_id)


@router.post("/{campaign_id}/duplicate", response={201: CampaignOut}, auth=scope("campaigns:write"))
@idempotent
def duplicate(request: ActorRequest, campaign_id: Id) -> Status[Campaign]:
    """A fresh draft with the same messages, without dates."""
    return Status(201, drafts.duplicate_campaign(campaign_id, by=request.actor))


@router.post("/{campaign_id}/withdraw", response=CampaignOut, auth=scope("campaigns:write"))
@idempotent
def withdraw(request: ActorRequest, campaign_id: Id) -> Campaign:
    """Take it back from review; it is a draft again."""
    review.withdraw_from_review(campaign_id, by=request.actor)
    return campaign_for(request.actor, campaign_id)


@router.get("/{campaign_id}/versions", response=list[VersionOut], auth=scope("campaigns:read"))
def list_versions(request: ActorRequest, campaign_id: Id) -> list[Version]:
    """What was sent for review, newest first, and what became of it."""
    return list(campaign_for(request.actor, campaign_id).versions.all())


@router.post("/{campaign_id}/versions/{number}/answer", response=VersionOut, auth=scope("campaigns:write"))
@idempotent
def answer(request: ActorRequest, campaign_id: Id, number: Id, body: AnswerIn) -> Version:
    """Answer what the reviewer asked; the version waits for a decision again."""
    return review.answer_question(campaign_id, number, body.answer, by=request.actor)


@router.post("/{campaign_id}/acted", response=ListedOut, auth=scope("campaigns:write"))
@idempotent
def note_acted(request: ActorRequest, campaign_id: Id, body: ListedIn) -> ListResult:
    """Note who did what a running campaign that counts by list is after."""
    return note_listed(campaign_id, body.people, by=request.actor)


@router.get("/{campaign_id}/unreached", response=Page[MissedOut], auth=scope("campaigns:read"))
def list_unreached(
    request: ActorRequest, campaign_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> Page[MissedOut]:
    """Whom nothing was delivered to, and why; for HR and those who send the campaign."""
    campaign = campaign_for(request.actor, campaign_id)
    require(may_see_each(request.actor, campaign))
    page = paginate(missed_in_order(campaign), cursor, limit)
    missed = [
        MissedOut(person_id=one.person.id, name=one.person.name, reason=one.reason)
        for one in with_reasons(page.items)
    ]
    return Page(items=missed, next=page.next)
