"""What a person wants to hear of, and by which way."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from allaboard.errors import NotAllowed, NotFound
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.choices import CATEGORIES, UNTRACED, Channel
from allaboard.foundation.delivery.models import DeadAddress, Delivery, Mute
from allaboard.foundation.delivery.permissions import may_lift_address
from allaboard.foundation.delivery.queries import inbox_of


@transaction.atomic
def stop_category(person_id: int, category: str) -> None:
    """The person gets no e-mail of this category any more; asked for by the link in a mail, so without sign-in."""
    Mute.objects.get_or_create(person_id=person_id, category=category, channel=Channel.EMAIL)


@transaction.atomic
def set_preferences(by: Actor, wanted: Collection[tuple[str, str]]) -> None:
    """Keep which categories the actor wants by which channel; the pairs not named are muted."""
    if by.person_id is None:
        raise NotAllowed
    unwanted = {(category, channel) for category in CATEGORIES for channel in Channel.values} - set(wanted)
    mine = Mute.objects.filter(person=by.person_id)
    for mute in mine:
        if (mute.category, mute.channel) not in unwanted:
            mute.delete()
    Mute.objects.bulk_create(
        [
            Mute(person_id=by.person_id, category=category, channel=channel)
            for category, channel in sorted(unwanted)
        ],
        ignore_conflicts=True,
    )


def open_message(by: Actor, pk: int) -> Delivery:
    """The actor's own message, marked as seen at its first opening; an invitation only with the day."""
    delivery = inbox_of(by).filter(pk=pk).first()
    if delivery is None:
        raise NotFound
    Delivery.objects.filter(pk=pk, seen_at=None).update(seen_at=_instant_for(delivery))
    return delivery


def _instant_for(delivery: Delivery) -> datetime:
    now = timezone.now()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) if _is_untraced(delivery) else now


def _is_untraced(delivery: Delivery) -> bool:
    return delivery.sending.category in UNTRACED


def act_on_message(by: Actor, pk: int) -> Delivery:
    """The actor follows the message's button; the first time is kept, but never of an invitation to a survey."""
    delivery = open_message(by, pk)
    if _is_untraced(delivery):
        return delivery
    Delivery.objects.filter(pk=pk, acted_at=None).update(acted_at=timezone.now())
    return delivery


@transaction.atomic
def lift_dead_address(address: str, by: Actor) -> None:
    """Say that an address works again."""
    require(may_lift_address(by))
    found = DeadAddress.objects.filter(address=address.lower()).first()
    if found is None:
        raise NotFound
    found.delete()
    record("address.lifted", by=by, address=address.lower())
