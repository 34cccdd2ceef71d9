"""Messages of the inbox, rendered when they are read, so that nothing is kept twice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from allaboard.errors import NotFound
from allaboard.foundation.access.queries import language_of
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.choices import UNTRACED
from allaboard.foundation.delivery.composing.fields import FIELD, KNOWN_FIELDS, filled
from allaboard.foundation.delivery.composing.languages import language_for
from allaboard.foundation.delivery.composing.personal import PersonalFieldsError, personal_fields
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.delivery.queries import inbox_of
from allaboard.foundation.delivery.services.packing import shapes_for
from allaboard.foundation.delivery.services.steering import values_for


@dataclass(frozen=True, slots=True)
class Entry:
    """One message as its reader sees it."""

    pk: int
    subject: str
    html: str
    sent_at: datetime | None
    is_new: bool
    action_label: str
    action_url: str
    reason: str
    held_back: str = ""  # the reference of a fault; while there is one, the message cannot be put together


@dataclass(frozen=True, slots=True)
class Headline:
    """One message as the list of the inbox names it."""

    pk: int
    subject: str
    sent_at: datetime | None
    is_new: bool
    minutes: float
    is_sample: bool

    @property
    def whole_minutes(self) -> int:
        """The minutes it takes, at least one."""
        return max(1, round(self.minutes))


def headlines(deliveries: Iterable[Delivery]) -> list[Headline]:
    """The messages of these deliveries by name, in the same order; no area is asked for what only the message needs."""
    return [_headline(delivery) for delivery in deliveries]


def entries(deliveries: Iterable[Delivery]) -> list[Entry]:
    """The messages of these deliveries, in the same order."""
    return [_entry(delivery) for delivery in deliveries]


def open_message(by: Actor, pk: int) -> Entry:
    """The actor's own message, marked as seen at its first opening; an invitation only with the day.

    What cannot be shown now has not been seen.
    """
    return _opened(_own(by, pk))


def act_on_message(by: Actor, pk: int) -> Entry:
    """The actor follows the message's button; the first time is kept, but never of an invitation to a survey."""
    delivery = _own(by, pk)
    shown = _opened(delivery)
    if not shown.held_back and not _is_untraced(delivery):
        Delivery.objects.filter(pk=pk, acted_at=None).update(acted_at=timezone.now())
    return shown


def _own(by: Actor, pk: int) -> Delivery:
    delivery = inbox_of(by).filter(pk=pk).first()
    if delivery is None:
        raise NotFound
    return delivery


def _opened(delivery: Delivery) -> Entry:
    shown = _entry(delivery)
    if shown.held_back:
        return shown
    Delivery.objects.filter(pk=delivery.pk, seen_at=None).update(seen_at=_instant_for(delivery))
    return replace(shown, is_new=False)


def _instant_for(delivery: Delivery) -> datetime:
    now = timezone.now()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) if _is_untraced(delivery) else now


def _is_untraced(delivery: Delivery) -> bool:
    return delivery.sending.category in UNTRACED


def _headline(delivery: Delivery) -> Headline:
    sending = delivery.sending
    fields = {found[1] for words in sending.contents.values() for found in FIELD.finditer(words["subject"])}
    entry = _filled(delivery, {}) if fields <= set(KNOWN_FIELDS) else _entry(delivery)
    return Headline(
        pk=entry.pk,
        subject=entry.subject,
        sent_at=entry.sent_at,
        is_new=entry.is_new,
        minutes=sending.minutes,
        is_sample=sending.is_sample,
    )


def _entry(delivery: Delivery) -> Entry:
    try:
        personal = personal_fields(delivery.sending.personal, [delivery.person_id])
    except PersonalFieldsError as fault:
        return replace(
            _filled(delivery, {}), held_back=fault.reference, html="", action_label="", action_url=""
        )
    return _filled(delivery, personal.get(delivery.person_id, {}))


def _filled(delivery: Delivery, personal: dict[str, str]) -> Entry:
    sending, person = delivery.sending, delivery.person
    language = language_for(language_of(person), frozenset(sending.contents), sending.language)
    message, shapes = shapes_for(sending, language)
    values = values_for(person, message, personal)
    return Entry(
        pk=delivery.pk,
        subject=filled(shapes.subject, values),
        html=filled(shapes.inbox, values),
        sent_at=delivery.sent_at,
        is_new=delivery.seen_at is None,
        action_label=filled(shapes.action_label, values),
        action_url=values["action_url"] if message.action_label else "",
        reason=filled(shapes.reason, values),
    )
