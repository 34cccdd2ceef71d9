"""Campaigns for programs: the same queries and services as the pages."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Router, Schema, Status
from pydantic import ConfigDict

from allaboard.areas.campaigns import undoing
from allaboard.areas.campaigns.choices import Aim, Balance, OutcomeKind
from allaboard.areas.campaigns.models import Campaign, Measurement
from allaboard.areas.campaigns.queries import campaigns as queries
from allaboard.areas.campaigns.queries.figures import FigureRow, figure_rows
from allaboard.areas.campaigns.services import drafts, launch, review
from allaboard.areas.campaigns.services.measure import measure_campaign
from allaboard.areas.initiatives.facade import initiative_ref
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.undo.facade import Offer, Undoable

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Title = Annotated[str, Field(min_length=1, max_length=150, pattern=r"^[^\x00]*\S[^\x00]*$")]
Line = Annotated[str, Field(max_length=150, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


class CampaignOut(Schema):
    """A campaign and how far it is."""

    id: int
    title: str
    goal: str
    aim: str
    status: str
    outcome: str
    outcome_kind: str
    outcome_rule: str
    outcome_days: int
    segment_id: int | None
    audience_text: str
    ask_unit: str
    holdout_share: float
    balance: str
    expected_share: float
    initiative_id: int | None
    owner_id: int | None
    is_sample: bool
    launched_at: datetime | None
    results_due_on: date | None
    archived_at: datetime | None
    updated_at: datetime


class CampaignIn(Schema):
    """A new draft."""

    title: Title
    goal: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    aim: Aim = Aim.ACT
    outcome: Line = ""
    outcome_kind: OutcomeKind = OutcomeKind.RULE
    outcome_rule: Text = ""
    outcome_days: Annotated[int, Field(ge=1, le=365)] = 14
    audience_text: Text = ""
    holdout_share: Annotated[float, Field(ge=0, le=0.5)] = 0
    expected_share: Annotated[float, Field(ge=0, le=1)] = 0.3
    balance: Balance = Balance.NONE
    initiative_id: Id | None = None
    owner_id: Annotated[Id | None, Field(description="Who answers replies; without one, the caller")] = None
    ask_unit: Line = ""


class GoalIn(Schema):
    """What is to be another in the goal; what is left out stays, null takes it out of its initiative."""

    model_config = ConfigDict(str_strip_whitespace=True)

    title: Title | None = None
    goal: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] | None = None
    aim: Aim | None = None
    outcome: Line | None = None
    outcome_kind: OutcomeKind | None = None
    outcome_rule: Text | None = None
    outcome_days: Annotated[int, Field(ge=1, le=365)] | None = None
    owner_id: Id | None = None
    initiative_id: Id | None = None


class ResultsOut(Schema):
    """The newest measurement: the same numbers as on the page and in its export."""

    measured_at: datetime
    is_final: bool
    hours: float
    minutes_each: float
    undelivered: dict[str, int]
    figures: list[FigureRow]


@router.get("", response=Page[CampaignOut], auth=scope("campaigns:read"))
def campaigns(request: ActorRequest, cursor: Cursor, limit: Limit) -> Page[Campaign]:
    """Campaigns the caller may know of."""
    return paginate(queries.visible_to(request.actor), cursor, limit)


@router.post("", response={201: CampaignOut}, auth=scope("campaigns:write"))
@idempotent
def start(request: ActorRequest, new: CampaignIn) -> Status[Campaign]:
    """Open a draft."""
    if new.initiative_id is not None:
        initiative_ref(request.actor, new.initiative_id)
    values = _with_owner(new.model_dump())
    return Status(201, drafts.start_campaign(values.pop("title"), by=request.actor, **values))


@router.get("/{int:campaign_id}", response=CampaignOut, auth=scope("campaigns:read"))
def campaign(request: ActorRequest, campaign_id: Id) -> Campaign:
    """One campaign."""
    return queries.campaign_for(request.actor, campaign_id)


@router.patch("/{int:campaign_id}", response=CampaignOut, auth=scope("campaigns:write"))
def change_goal(request: ActorRequest, campaign_id: Id, body: GoalIn) -> Campaign:
    """Change the goal of a campaign that was not launched; an approval that stood is void."""
    sent = body.model_dump(exclude_unset=True)
    if body.initiative_id is not None:
        initiative_ref(request.actor, body.initiative_id)
    values = {name: value for name, value in sent.items() if value is not None or name == "initiative_id"}
    return drafts.change_campaign(campaign_id, _with_owner(values), by=request.actor)


def _with_owner(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the owner in the place of their number; none when nobody was named."""
    owner_id = values.pop("owner_id", None)
    return values if owner_id is None else values | {"owner": drafts.owner_with(owner_id)}


@router.delete("/{int:campaign_id}", response=Undoable, auth=scope("campaigns:write"))
def archive(request: ActorRequest, campaign_id: Id) -> dict[str, Offer]:
    """Take a campaign out of the lists; one under way is cancelled first."""
    return {"undo": undoing.archive(campaign_id, request.actor)}


@router.post("/{int:campaign_id}/submit", response=CampaignOut, auth=scope("campaigns:write"))
@idempotent
def submit(request: ActorRequest, campaign_id: Id) -> Campaign:
    """Send it for review; a person approves it on the pages."""
    return review.submit_for_review(campaign_id, by=request.actor).campaign


@router.post("/{int:campaign_id}/launch", response=CampaignOut, auth=scope("campaigns:write"))
@idempotent
def launch_it(request: ActorRequest, campaign_id: Id) -> Campaign:
    """Launch what was approved."""
    return launch.launch_campaign(campaign_id, by=request.actor)


@router.post("/{int:campaign_id}/pause", response=CampaignOut, auth=scope("campaigns:write"))
@idempotent
def pause(request: ActorRequest, campaign_id: Id) -> Campaign:
    """Send nothing more for now; nobody is lost."""
    launch.pause_campaign(campaign_id, by=request.actor)
    return queries.campaign_for(request.actor, campaign_id)


@router.post("/{int:campaign_id}/resume", response=CampaignOut, auth=scope("campaigns:write"))
@idempotent
def resume(request: ActorRequest, campaign_id: Id) -> Campaign:
    """Go on with what was paused."""
    launch.resume_campaign(campaign_id, by=request.actor)
    return queries.campaign_for(request.actor, campaign_id)


@router.post("/{int:campaign_id}/cancel", response=CampaignOut, auth=scope("campaigns:write"))
@idempotent
def cancel(request: ActorRequest, campaign_id: Id) -> Campaign:
    """Stop for good: what was sent stays sent, the rest will not be."""
    launch.cancel_campaign(campaign_id, by=request.actor)
    return queries.campaign_for(request.actor, campaign_id)


@router.post("/{int:campaign_id}/measure", response=ResultsOut, auth=scope("campaigns:write"))
@idempotent
def measure(request: ActorRequest, campaign_id: Id) -> ResultsOut:
    """Measure now."""
    return _results(measure_campaign(campaign_id, by=request.actor))


@router.get("/{int:campaign_id}/results", response=ResultsOut, auth=scope("campaigns:read"))
def results(request: ActorRequest, campaign_id: Id) -> ResultsOut:
    """The newest figures, for the team; 404 before the first measurement."""
    found = queries.campaign_for(request.actor, campaign_id)
    require(request.actor.is_team)
    measured = queries.latest_measurement(found)
    if measured is None:
        raise NotFound
    return _results(measured)


def _results(measured: Measurement) -> ResultsOut:
    return ResultsOut(
        measured_at=measured.measured_at,
        is_final=measured.is_final,
        hours=measured.hours,
        minutes_each=measured.minutes_each,
        undelivered=measured.undelivered,
        figures=list(figure_rows(measured)),
    )
