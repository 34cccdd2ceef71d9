"""Questions about sendings and deliveries; the viewer is the first argument."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import HR, Actor, Role
from allaboard.foundation.delivery.choices import DIGEST, Channel, State
from allaboard.foundation.delivery.messages import Progress
from allaboard.foundation.delivery.models import DeadAddress, Delivery, OutboxMail, Sending
from allaboard.foundation.delivery.rules import may_show_count

DeliveryState = tuple[int, str, str, str, datetime | None, datetime | None]


def visible_to(actor: Actor) -> QuerySet[Sending]:
    """HR, communications and administrators see every sending; others those they made themselves.

    A digest is no sending of its own: what is in it is seen where it belongs.
    """
    sendings = Sending.objects.exclude(category=DIGEST)
    if actor.has(*HR, Role.COMMUNICATIONS, Role.ADMIN, "system"):
        return sendings
    if actor.person_id is None:
        return sendings.none()
    return sendings.filter(created_by=actor.person_id)


def sending_for(actor: Actor, pk: int) -> Sending:
    """The sending with this number, if the actor may see it."""
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
    return mine.select_related("sending", "person").order_by("-sent_at", "-pk")


def unread_count(actor: Actor) -> int:
    """How many messages of the actor's inbox have not been opened."""
    return inbox_of(actor).filter(seen_at=None).count()


def state_queryset(send_id: int) -> QuerySet[Delivery]:
    """Every delivery of a sending."""
    return Delivery.objects.filter(sending=send_id)


def states(send_id: int) -> Iterator[DeliveryState]:
    """Person, channel, state, reason, sent and seen instants of every delivery; for counting, never for listing seen."""
    rows = state_queryset(send_id).order_by("pk")
    return rows.values_list("person_id", "channel", "state", "reason", "sent_at", "seen_at").iterator(5_000)


def progress(send_id: int) -> Progress:
    """How far the sending has come; seen and acted are shown only when enough people were reached."""
    rows = state_queryset(send_id)
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    suppressed = (
        rows.filter(state=State.SUPPRESSED).order_by().values_list("reason").annotate(number=Count("pk"))
    )
    reached, seen, acted = (
        rows.filter(channel=Channel.INBOX, state=State.SENT)
        .aggregate(
            reached=Count("pk"),
            seen=Count("pk", Q(seen_at__isnull=False)),
            acted=Count("pk", Q(acted_at__isnull=False)),
        )
        .values()
    )
    is_shown = may_show_count(reached)
    return Progress(
        planned=counts.get(State.PLANNED, 0),
        claimed=counts.get(State.CLAIMED, 0),
        sent=counts.get(State.SENT, 0),
        deferred=counts.get(State.DEFERRED, 0),
        failed=counts.get(State.FAILED, 0),
        suppressed=dict(suppressed),
        seen=seen if is_shown else None,
        clicked_or_acked=acted if is_shown else None,
    )


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
    """The mail of the outbox with this number, if the actor may see it."""
    found = outbox_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
