"""The steps of a campaign for programs."""

from datetime import date, time
from typing import Annotated

from django.conf import settings
from ninja import Field, Router, Schema, Status

from allaboard.areas.campaigns import undoing
from allaboard.areas.campaigns.api.campaigns import Id, Line, Text
from allaboard.areas.campaigns.choices import Channel, StepKind
from allaboard.areas.campaigns.models import Step, Wording
from allaboard.areas.campaigns.queries import campaigns as queries
from allaboard.areas.campaigns.services import launch, steps
from allaboard.errors import NotFound
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import idempotent, scope
from allaboard.foundation.undo.facade import Offer, Undoable

router = Router()
Body = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
Label = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
Address = Annotated[str, Field(max_length=500, pattern=r"^(https?://[^\s\x00]+)?$")]
CAN_BE_EMPTIED = frozenset({"on", "at", "expires_on"})


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
    body: Body = ""
    action_label: Label = ""
    action_url: Address = ""
    on: date | None = None
    at: time | None = time(9)
    expires_on: date | None = None


class StepChange(Schema):
    """What is to be another in a step; what is left out stays, null empties a day or sends at once."""

    kind: StepKind | None = None
    channels: list[Channel] | None = None
    segment_text: Text | None = None
    subject: Line | None = None
    body: Body | None = None
    action_label: Label | None = None
    action_url: Address | None = None
    on: date | None = None
    at: time | None = None
    expires_on: date | None = None


class MoveIn(Schema):
    """Which neighbour it changes places with."""

    earlier: bool


class TestOut(Schema):
    """Where the test is on its way to."""

    email: str


class WordingOut(Schema):
    """A step's message in another language."""

    language: str
    subject: str
    body: str
    action_label: str


class WordingIn(Schema):
    """A step's message in another language; without a subject or a text the language is taken out."""

    subject: Line = ""
    body: Body = ""
    action_label: Label = ""


@router.get("/{campaign_id}/steps", response=list[StepOut], auth=scope("campaigns:read"))
def list_steps(request: ActorRequest, campaign_id: Id) -> list[Step]:
    """The plan, in order."""
    return list(queries.campaign_for(request.actor, campaign_id).steps.all())


@router.post("/{campaign_id}/steps", response={201: StepOut}, auth=scope("campaigns:write"))
@idempotent
def add_step(request: ActorRequest, campaign_id: Id, new: StepIn) -> Status[Step]:
    """Add a step; an approval that stood is void."""
    return Status(201, steps.add_step(campaign_id, new.model_dump(), by=request.actor))


@router.patch("/{campaign_id}/steps/{step_id}", response=StepOut, auth=scope("campaigns:write"))
def change_step(request: ActorRequest, campaign_id: Id, step_id: Id, body: StepChange) -> Step:
    """Change a step; an approval that stood is void."""
    sent = body.model_dump(exclude_unset=True)
    values = {name: value for name, value in sent.items() if value is not None or name in CAN_BE_EMPTIED}
    return steps.change_step(campaign_id, step_id, values, by=request.actor)


@router.delete("/{campaign_id}/steps/{step_id}", response=Undoable, auth=scope("campaigns:write"))
def remove_step(request: ActorRequest, campaign_id: Id, step_id: Id) -> dict[str, Offer]:
    """Take a step out of the plan; an approval that stood is void."""
    return {"undo": undoing.remove_step(campaign_id, step_id, request.actor)}


@router.post("/{campaign_id}/steps/{step_id}/move", response=list[StepOut], auth=scope("campaigns:write"))
@idempotent
def move_step(request: ActorRequest, campaign_id: Id, step_id: Id, body: MoveIn) -> list[Step]:
    """Let a step change places with its neighbour; answers with the plan."""
    steps.move_step(campaign_id, step_id, earlier=body.earlier, by=request.actor)
    return list_steps(request, campaign_id)


@router.post("/{campaign_id}/steps/{step_id}/test", response={202: TestOut}, auth=scope("campaigns:write"))
@idempotent
def send_test(request: ActorRequest, campaign_id: Id, step_id: Id) -> Status[TestOut]:
    """Send the message to the one who calls, by e-mail and into the inbox, as it would look to them."""
    return Status(202, TestOut(email=launch.send_test(campaign_id, step_id, by=request.actor)))


@router.get(
    "/{campaign_id}/steps/{step_id}/wordings", response=list[WordingOut], auth=scope("campaigns:read")
)
def list_wordings(request: ActorRequest, campaign_id: Id, step_id: Id) -> list[Wording]:
    """The message in the languages into which it was put."""
    return list(queries.step_for(request.actor, campaign_id, step_id).wordings.all())


@router.put(
    "/{campaign_id}/steps/{step_id}/wordings/{language}",
    response=list[WordingOut],
    auth=scope("campaigns:write"),
)
def word_step(
    request: ActorRequest, campaign_id: Id, step_id: Id, language: str, body: WordingIn
) -> list[Wording]:
    """Put the message into another language; answers with all of them."""
    if language not in dict(settings.LANGUAGES) or language == settings.LANGUAGE_CODE:
        raise NotFound
    steps.word_step(campaign_id, step_id, language, body.dict(), by=request.actor)
    return list_wordings(request, campaign_id, step_id)
