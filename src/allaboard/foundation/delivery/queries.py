"""Questions about sendings and deliveries; the viewer is the first argument."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Count, Max, QuerySet, Sum

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import HR, Actor, Role
from allaboard.foundation.delivery.choices import DIGEST, OPEN_STATES, Channel, State
from allaboard.foundation.delivery.messages import Arrivals, Progress
from allaboard.foundation.delivery.models import DeadAddress, Delivery, OutboxMail, Sending, Tally
from allaboard.foundation.delivery.rules import BROKEN, BROKEN_SECONDS, may_show_count
from allaboard.foundation.jobs import clock

# Of the people who do not have it in the inbox.
OTHERWISE = """
SELECT count(*) FILTER (WHERE is_reached), count(*) FILTER (WHERE is_waiting AND NOT is_reached) FROM (
    SELECT bool_or(d.state = 'sent') AS is_reached, bool_or(d.state = ANY(%s)) AS is_waiting
    FROM delivery_delivery i
    JOIN delivery_delivery d ON d.sending_id = i.sending_id AND d.person_id = i.person_id
    WHERE i.sending_id = %s AND i.channel = 'inbox' AND i.state <> 'sent'
    GROUP BY i.person_id
) people
"""


def visible_to(actor: Actor) -> QuerySet[Sending]:
    """HR, communications and administrators see every sending; others those they made themselves.

    A digest is no sending of its own: what is in it is seen where it belongs.
    """
    sendings = Sending.objects.exclude(category=DIGEST)
    if actor.is_system or actor.has(*HR, Role.COMMUNICATIONS, Role.ADMIN):
        return sendings
    if actor.person_id is None:
        return sendings.none()
    return sendings.filter(created_by=actor.person_id)


def sending_for(actor: Actor, pk: int) -> Sending:
    """The sending with this number; NotFound unless the actor may see it."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def deliveries_visible_to(actor: Actor, sending: Sending) -> QuerySet[Delivery]:
    """Who was sent what: for HR and for the sender alone."""
    if actor.is_hr or (actor.person_id is not None and sending.created_by_id == actor.person_id):
        return sending.deliveries.all()
    return sending.deliveries.none()


def inbox_of(actor: Actor) -> QuerySet[Delivery]:
    """The actor's own messages, newest first."""
    if actor.person_id is None:
        return Delivery.objects.none()
    mine = Delivery.objects.filter(person=actor.person_id, channel=Channel.INBOX, state=State.SENT)
    return mine.select_related("sending", "person__manager", "person__user").order_by("-sent_at", "-pk")


def unread_count(actor: Actor) -> int:
    """How many messages of the actor's inbox have not been opened."""
    return inbox_of(actor).filter(seen_at=None).count()


def state_queryset(*send_ids: int) -> QuerySet[Delivery]:
    """Every delivery of the sendings; for counting, never for listing who has seen what."""
    return Delivery.objects.filter(sending__in=send_ids)


def progress(send_id: int) -> Progress:
    """How far the sending has come; seen and acted are shown only when enough people were reached."""
    return progress_of([send_id])[send_id]


def progress_of(send_ids: Sequence[int]) -> dict[int, Progress]:
    """How far each of the sendings has come, without looking at their deliveries one by one."""
    return {send_id: _progress(found) for send_id, found in _lots(send_ids).items()}


def _lots(send_ids: Sequence[int]) -> dict[int, list[_Lot]]:
    alike = Tally.objects.filter(sending_id__in=send_ids).values_list(
        "sending_id", "channel", "state", "reason"
    )
    lots: dict[int, list[_Lot]] = {send_id: [] for send_id in send_ids}
    for send_id, *lot in alike.annotate(Sum("number"), Sum("seen"), Sum("acted")):
        lots[send_id].append(_Lot(*lot))
    return lots


def arrivals_of(send_id: int) -> Arrivals:
    """How many people the sending has reached by any channel.

    Whoever has it in the inbox is counted beside the ledger; only the others are looked at one by one.
    """
    lots = _lots([send_id])[send_id]
    by_channel = {channel: [lot for lot in lots if lot.channel == channel] for channel in Channel.values}
    usual = by_channel[Channel.INBOX] or by_channel[Channel.EMAIL]
    reached = sum(lot.number for lot in usual if lot.state == State.SENT)
    waiting = sum(lot.number for lot in usual if lot.state in OPEN_STATES)
    if not all(by_channel.values()):
        return Arrivals(reached, waiting)
    with connection.cursor() as cursor:
        cursor.execute(OTHERWISE, [list(OPEN_STATES), send_id])
        otherwise, waiting = cursor.fetchone()
    return Arrivals(reached + otherwise, waiting)


@dataclass(frozen=True, slots=True)
class _Lot:
    """Deliveries of one sending that are alike."""

    channel: str
    state: str
    reason: str
    number: int
    seen: int
    acted: int


def _progress(lots: Sequence[_Lot]) -> Progress:
    counts, suppressed = Counter[str](), Counter[str]()
    for lot in lots:
        if lot.state == State.SUPPRESSED and lot.number:
            suppressed[lot.reason] += lot.number
        counts[lot.state] += lot.number
    read = [lot for lot in lots if lot.channel == Channel.INBOX and lot.state == State.SENT]
    people = sum(lot.number for lot in read)
    seen, acted = sum(lot.seen for lot in read), sum(lot.acted for lot in read)
    return Progress(
        planned=counts[State.PLANNED],
        claimed=counts[State.CLAIMED],
        sent=counts[State.SENT],
        deferred=counts[State.DEFERRED],
        failed=counts[State.FAILED],
        suppressed=dict(suppressed),
        seen=seen if may_show_count(seen, people) else None,
        clicked_or_acked=acted if may_show_count(acted, people) else None,
    )


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A message that waits because something of ours is broken."""

    subject: str
    deliveries: int
    reference: str  # of the last try, in the log


def held_back() -> list[HeldBack]:
    """Messages that could not be made, with the reference of the fault in the log."""
    soon = clock.database_now() + timedelta(seconds=BROKEN_SECONDS)
    waiting = Delivery.objects.filter(state=State.DEFERRED, digest=None, due_at__lte=soon)
    broken = waiting.filter(reason__startswith=BROKEN).order_by().values("sending")
    counted = broken.annotate(number=Count("pk"), last=Max("reason"))
    subjects = Sending.objects.in_bulk([row["sending"] for row in counted])
    return [
        HeldBack(str(subjects[row["sending"]]), row["number"], row["last"].removeprefix(BROKEN))
        for row in counted
    ]


def held_back_visible_to(actor: Actor) -> list[HeldBack]:
    """Messages that could not be made, for HR and administrators."""
    return held_back() if actor.is_hr or actor.has(Role.ADMIN) else []


def outbox_visible_to(actor: Actor) -> QuerySet[OutboxMail]:
    """The on-screen outbox: administrators see all of it, HR only what was sent to people by the product.

    Sign-in codes and password links would let their reader sign in as an administrator.
    """
    if actor.has(Role.ADMIN):
        return OutboxMail.objects.all()
    return OutboxMail.objects.filter(delivery__isnull=False) if actor.is_hr else OutboxMail.objects.none()


def dead_addresses_visible_to(actor: Actor) -> QuerySet[DeadAddress]:
    """Addresses that do not work, for HR and administrators."""
    allowed = actor.is_hr or actor.has(Role.ADMIN)
    return DeadAddress.objects.order_by("-since") if allowed else DeadAddress.objects.none()


def outbox_mail_for(actor: Actor, pk: int) -> OutboxMail:
    """The mail of the outbox with this number; NotFound unless the actor may see it."""
    found = outbox_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
