"""Sends, the own inbox and what one wants to hear of, for programs."""

from datetime import datetime, time
from typing import Annotated

from ninja import Field, Router, Schema

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.delivery import queries
from allaboard.foundation.delivery.choices import CATEGORIES, Channel, Rhythm
from allaboard.foundation.delivery.messages import Progress
from allaboard.foundation.delivery.models import Sending
from allaboard.foundation.delivery.rules import quiet_hours
from allaboard.foundation.delivery.services import inbox_page, preferences

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class SendOut(Schema):
    """One message to one audience."""

    id: int
    key: str
    area: str
    object_ref: str
    subject: str
    channels: list[str]
    category: str
    status: str
    planned: int
    minutes: float
    not_before: datetime | None
    expires_at: datetime | None
    created_at: datetime
    is_sample: bool

    @staticmethod
    def resolve_subject(sending: Sending) -> str:
        """The subject in the message's own language."""
        return sending.subject


class ProgressOut(Schema):
    """How far a send has come; seen and acted are null where the count would say who."""

    planned: int
    claimed: int
    sent: int
    deferred: int
    failed: int
    suppressed: dict[str, int]
    seen: int | None
    clicked_or_acked: int | None


class DeliveryOut(Schema):
    """What became of a send for one person and channel. Whether the person has seen it is not told."""

    person_id: int
    channel: str
    state: str
    reason: str
    code: int | None
    attempts: int
    unknown_outcome: bool
    sent_at: datetime | None


class InboxOut(Schema):
    """A message of the caller's own inbox."""

    id: int
    subject: str
    html: str
    sent_at: datetime | None
    is_new: bool
    action_label: str
    action_url: str
    held_back: Annotated[
        str,
        Field(
            description="Reference of a fault: the message has no text while there is one, and stays unseen"
        ),
    ]


class CategoryWish(Schema):
    """How messages of one category come."""

    email: Rhythm
    inbox: bool


class Preferences(Schema):
    """What the caller wants to hear of, by category, and the hours without e-mail, by the caller's own clock."""

    categories: dict[str, CategoryWish]
    quiet_from: time | None = None
    quiet_until: time | None = None


@router.get("/sends", response=Page[SendOut], auth=scope("delivery:read"))
def list_sends(request: ActorRequest, cursor: Cursor, limit: Limit) -> Page[SendOut]:
    """Sends the caller may see, newest first."""
    return paginate(queries.visible_to(request.actor), cursor, limit, order="-created_at")


@router.get("/sends/{send_id}", response=SendOut, auth=scope("delivery:read"))
def get_send(request: ActorRequest, send_id: Id) -> Sending:
    """One send."""
    return queries.sending_for(request.actor, send_id)


@router.get("/sends/{send_id}/progress", response=ProgressOut, auth=scope("delivery:read"))
def get_progress(request: ActorRequest, send_id: Id) -> Progress:
    """How far a send has come."""
    return queries.progress(queries.sending_for(request.actor, send_id).pk)


@router.get("/sends/{send_id}/deliveries", response=Page[DeliveryOut], auth=scope("delivery:read"))
def list_deliveries(request: ActorRequest, send_id: Id, cursor: Cursor, limit: Limit) -> Page[DeliveryOut]:
    """What became of a send for each person; for HR and the sender, empty for anyone else."""
    sending = queries.sending_for(request.actor, send_id)
    return paginate(queries.deliveries_visible_to(request.actor, sending), cursor, limit)


@router.get("/inbox", response=Page[InboxOut], auth=scope("delivery:read"))
def list_inbox(request: ActorRequest, cursor: Cursor, limit: Limit) -> Page[InboxOut]:
    """The caller's messages, newest first; reading them here does not mark them as seen."""
    page = paginate(queries.inbox_of(request.actor), cursor, limit, order="-sent_at")
    return Page(items=[_inbox(entry) for entry in inbox_page.entries(page.items)], next=page.next)


@router.post("/inbox/{delivery_id}/seen", response=InboxOut, auth=scope("delivery:write"))
@idempotent
def mark_seen(request: ActorRequest, delivery_id: Id) -> InboxOut:
    """Mark one of the caller's messages as seen."""
    return _inbox(inbox_page.open_message(request.actor, delivery_id))


@router.post("/inbox/{delivery_id}/act", response=InboxOut, auth=scope("delivery:write"))
@idempotent
def act(request: ActorRequest, delivery_id: Id) -> InboxOut:
    """Press the button of one of the caller's messages; `action_url` says where it leads."""
    return _inbox(inbox_page.act_on_message(request.actor, delivery_id))


@router.get("/preferences", response=Preferences, auth=scope("delivery:read"))
def read_preferences(request: ActorRequest) -> Preferences:
    """What the caller wants to hear of, and how."""
    require(request.actor.person_id is not None)
    kept = preferences.wishes_of(request.actor.person_id)
    starts, ends = kept.quiet or (None, None)
    categories = {
        category: CategoryWish(
            email=Rhythm(kept.rhythms[category, Channel.EMAIL]),
            inbox=kept.rhythms[category, Channel.INBOX] != Rhythm.OFF,
        )
        for category in CATEGORIES
    }
    return Preferences(categories=categories, quiet_from=starts, quiet_until=ends)


@router.put("/preferences", response=Preferences, auth=scope("delivery:write"))
def set_preferences(request: ActorRequest, body: Preferences) -> Preferences:
    """Choose anew; categories that are left out stay as they are."""
    rhythms = dict(preferences.wishes_of(request.actor.person_id).rhythms)
    for category, wish in body.categories.items():
        if category not in CATEGORIES:
            raise RuleBroken(f"There is no category {category}; there are {', '.join(CATEGORIES)}.")
        rhythms[category, Channel.EMAIL] = wish.email
        rhythms[category, Channel.INBOX] = Rhythm.NOW if wish.inbox else Rhythm.OFF
    preferences.set_wishes(request.actor, preferences.Wishes(rhythms, _quiet_hours(body)))
    return read_preferences(request)


def _quiet_hours(body: Preferences) -> tuple[time, time] | None:
    if body.quiet_from is None and body.quiet_until is None:
        return None
    return quiet_hours(body.quiet_from, body.quiet_until)


def _inbox(entry: inbox_page.Entry) -> InboxOut:
    return InboxOut(
        id=entry.pk,
        subject=entry.subject,
        html=entry.html,
        sent_at=entry.sent_at,
        is_new=entry.is_new,
        action_label=entry.action_label,
        action_url=entry.action_url,
        held_back=entry.held_back,
    )
