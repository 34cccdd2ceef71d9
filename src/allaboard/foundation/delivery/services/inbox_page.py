"""Messages of the inbox, rendered when they are read, so that nothing is kept twice."""

from dataclasses import dataclass
from datetime import datetime

from allaboard.foundation.delivery.composing.fields import filled
from allaboard.foundation.delivery.composing.personal import personal_fields
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.delivery.services.packing import language_for, shapes_for
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
    minutes: float
    is_sample: bool

    @property
    def whole_minutes(self) -> int:
        """The minutes it takes, at least one."""
        return max(1, round(self.minutes))


def entry(delivery: Delivery) -> Entry:
    """The message of one delivery."""
    return entries([delivery])[0]


def entries(deliveries: list[Delivery]) -> list[Entry]:
    """The messages of these deliveries, in the same order."""
    return [_entry(delivery) for delivery in deliveries]


def _entry(delivery: Delivery) -> Entry:
    sending, person = delivery.sending, delivery.person
    language = language_for(person.preferred_language, frozenset(sending.contents), sending.language)
    message, shapes = shapes_for(sending, language)
    personal = personal_fields(sending.personal, [person.pk]).get(person.pk, {})
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
        minutes=sending.minutes,
        is_sample=sending.is_sample,
    )
