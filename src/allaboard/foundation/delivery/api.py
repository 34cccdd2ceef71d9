"""Delivery for programs."""

from datetime import datetime
from typing import Annotated

from ninja import Body, Field, Router, Schema

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, paginate, scope
from allaboard.foundation.delivery import queries
from allaboard.foundation.delivery.messages import Progress
from allaboard.foundation.delivery.models import Delivery, Sending
from allaboard.foundation.delivery.services import bouncing, inbox_page, preferences

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
        return str(sending)


class ProgressOut(Schema):
    """How far a send has come; seen and acted are null when too few people were reached to be counted."""

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


class BounceIn(Schema):
    """A delivery notice as it arrived, headers and all."""

    mail: Annotated[str, Field(min_length=1, max_length=200_000)]


class BounceOut(Schema):
    """One address a notice was about."""

    address: str
    action: str
    status: str
    reason: str
    is_for_good: bool


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


@router.get("/inbox", response=list[InboxOut], auth=scope("delivery:read"))
def list_inbox(request: ActorRequest, limit: Limit) -> list[InboxOut]:
    """The caller's newest messages; reading them here does not mark them as seen."""
    return [_inbox(entry) for entry in inbox_page.entries(list(queries.inbox_of(request.actor)[:limit]))]


@router.post("/inbox/{delivery_id}/seen", response=InboxOut, auth=scope("delivery:write"))
def mark_seen(request: ActorRequest, delivery_id: Id) -> InboxOut:
    """Mark one of the caller's messages as seen."""
    delivery: Delivery = preferences.open_message(request.actor, delivery_id)
    delivery.refresh_from_db(fields=["seen_at"])
    return _inbox(inbox_page.entry(delivery))


@router.post("/bounces", response=list[BounceOut], auth=scope("delivery:write"))
def record_bounce(request: ActorRequest, body: Annotated[BounceIn, Body()]) -> list[BounceOut]:
    """Take in a delivery notice (multipart/report)."""
    found = bouncing.record_bounce(body.mail.encode("utf-8", "surrogatepass"), request.actor)
    return [
        BounceOut(
            address=bounce.address,
            action=bounce.action,
            status=bounce.status,
            reason=bounce.reason,
            is_for_good=bounce.is_for_good,
        )
        for bounce in found
    ]


def _inbox(entry: inbox_page.Entry) -> InboxOut:
    return InboxOut(
        id=entry.pk,
        subject=entry.subject,
        html=entry.html,
        sent_at=entry.sent_at,
        is_new=entry.is_new,
        action_label=entry.action_label,
        action_url=entry.action_url,
    )
