"""Campaigns brought back, copied, taken back from review and given another audience, for programs."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Router, Schema, Status

from allaboard.areas.campaigns.api.campaigns import CampaignOut, Id, Text
from allaboard.areas.campaigns.choices import Balance, Decision
from allaboard.areas.campaigns.forms.audience import AudienceForm
from allaboard.areas.campaigns.models import Campaign, Version
from allaboard.areas.campaigns.queries.campaigns import campaign_for
from allaboard.areas.campaigns.services import drafts, review
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import filled, idempotent, scope
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
