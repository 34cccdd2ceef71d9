"""The steps of a campaign for programs."""

from datetime import date, time
from typing import Annotated

from ninja import Field, Router, Schema, Status

from allaboard.areas.campaigns.choices import Channel, StepKind
from allaboard.areas.campaigns.models import Step
from allaboard.areas.campaigns.queries import campaigns as queries
from allaboard.areas.campaigns.services import steps
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import idempotent, scope

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Line = Annotated[str, Field(max_length=150, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


class StepOut(Schema):
    """A step of the plan."""

    id: int
    position: int
    kind: str
    channels: list[str]
    segment_text: str
    subject: str
    body: str
    action_label: str
    action_url: str
    on: date | None
    at: time | None
    expires_on: date | None


class StepIn(Schema):
    """A new step at the end of the plan."""

    kind: StepKind = StepKind.TELL
    channels: list[Channel] = [Channel.EMAIL, Channel.INBOX]
    segment_text: Text = ""
    subject: Line = ""
    body: Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")] = ""
    action_label: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""
    action_url: Annotated[str, Field(max_length=500, pattern=r"^(https?://[^\s\x00]+)?$")] = ""
    on: date | None = None
    at: time | None = time(9)
    expires_on: date | None = None


@router.get("/{campaign_id}/steps", response=list[StepOut], auth=scope("campaigns:read"))
def list_steps(request: ActorRequest, campaign_id: Id) -> list[Step]:
    """The plan, in order."""
    return list(queries.campaign_for(request.actor, campaign_id).steps.all())


@router.post("/{campaign_id}/steps", response={201: StepOut}, auth=scope("campaigns:write"))
@idempotent
def add_step(request: ActorRequest, campaign_id: Id, new: StepIn) -> Status[Step]:
    """Add a step; an approval that stood is void."""
    return Status(201, steps.add_step(campaign_id, new.model_dump(), by=request.actor))
