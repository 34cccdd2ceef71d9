"""Writes a sending and all its deliveries."""

from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.choices import Channel
from allaboard.foundation.delivery.composing.fields import KNOWN_FIELDS, check_fields
from allaboard.foundation.delivery.composing.languages import in_every_language
from allaboard.foundation.delivery.composing.personal import personal_fields, where_from
from allaboard.foundation.delivery.messages import Message, Send, SendRef, as_plain
from allaboard.foundation.delivery.models import Sending
from allaboard.foundation.jobs import clock
from allaboard.foundation.jobs.facade import defer
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.facade import members

# The day is the installation's, the hour each person's; nobody's moment lies in the past.
PLAN = """
WITH audience (id) AS ({audience}),
given AS (
    SELECT %s::bigint AS sending, %s::text[] AS channels, %s::time AS hour, %s::timestamptz AS not_before,
           %s::timestamptz AS now, %s::date AS day, %s::text AS zone
)
INSERT INTO delivery_delivery (sending_id, person_id, channel, state, due_at, attempts, reason, unknown_outcome)
SELECT given.sending, p.id, c.channel, 'planned',
       CASE WHEN given.hour IS NULL THEN given.not_before
            WHEN l.moment >= given.now THEN l.moment
            ELSE l.next_moment END,
       0, '', false
FROM given
CROSS JOIN audience
JOIN people_person p ON p.id = audience.id
LEFT JOIN pg_timezone_names z ON z.name = p.timezone
CROSS JOIN LATERAL (
    SELECT (given.day + given.hour) AT TIME ZONE COALESCE(z.name, given.zone) AS moment,
           (given.day + 1 + given.hour) AT TIME ZONE COALESCE(z.name, given.zone) AS next_moment
) l
CROSS JOIN LATERAL unnest(given.channels) AS c (channel)
ON CONFLICT (sending_id, person_id, channel) DO NOTHING
"""


@transaction.atomic
def schedule(send: Send, by: Actor) -> SendRef:
    """Plan every delivery of a message; planning the same key again returns the first plan unchanged.

    Raises:
        RuleBroken: a field is unknown, no channel is given, or the message has no subject or text.
    """
    sending, is_new = keep_sending(send, by)
    if not is_new:
        return SendRef(sending.pk, sending.planned)
    sending.planned = _plan(sending, send)
    sending.save(update_fields=["planned"])
    defer("delivery.run_due", at=send.not_before, once="" if send.not_before else "delivery.run_due")
    record("message.scheduled", by=by, on=sending, area=send.area, planned=sending.planned)
    return SendRef(sending.pk, sending.planned)


def keep_sending(send: Send, by: Actor) -> tuple[Sending, bool]:
    """Keep a message without any delivery; the sending, and whether its key is new.

    Raises:
        RuleBroken: a field is unknown, no channel is given, or the message has no subject or text.
    """
    messages = {**send.variants, **in_every_language(send.message)}
    _require_complete(send, messages)
    return Sending.objects.get_or_create(key=send.key, defaults=_kept(send, messages, by))


def _kept(send: Send, messages: dict[str, Message], by: Actor) -> dict[str, object]:
    language = settings.LANGUAGE_CODE
    if isinstance(send.message, Message):
        language = send.message.language or language
    return {
        "area": send.area,
        "object_ref": send.object_ref,
        "channels": list(send.channels),
        "language": language,
        "contents": {language: as_plain(message) for language, message in messages.items()},
        "category": messages[language].category,
        "personal": where_from(send.personal),
        "minutes": send.minutes,
        "not_before": send.not_before,
        "local_time": send.local_time,
        "expires_at": send.expires_at,
        "is_urgent": send.is_urgent,
        "created_by_id": by.person_id,
        "is_sample": send.is_sample,
    }


def _require_complete(send: Send, messages: dict[str, Message]) -> None:
    if not send.channels or set(send.channels) - set(Channel.values):
        raise RuleBroken(_("Choose e-mail, inbox or both."))
    personal = _personal_names(send)
    known = None if personal is None else {*KNOWN_FIELDS, *personal}
    for message in messages.values():
        require_valid(message, known)


def require_valid(message: Message, known: set[str] | None) -> None:
    """Raise RuleBroken unless the message is complete and every field in it is known, where that can be told."""
    if not message.subject.strip() or not message.body_markdown.strip():
        raise RuleBroken(_("A message needs a subject and a text."))
    if known is None:
        return
    check_fields(message.subject, known, _("Subject"))
    check_fields(message.body_markdown, known, _("Message"))
    check_fields(message.action_label, known, _("Button"))
    check_fields(message.action_url, known, _("Button's address"))
    check_fields(message.reason, known, _("Reason"))


def _personal_names(send: Send) -> set[str] | None:
    """The fields that the area adds, learnt by asking for the first person of the audience; None when nobody is there."""
    place = where_from(send.personal)
    if place is None:
        return set()
    first = audience_of(send).order_by("pk").values_list("pk", flat=True).first()
    if first is None:
        return None
    return {name for fields in personal_fields(place, [first]).values() for name in fields}


def audience_of(send: Send) -> QuerySet[Person]:
    """The people a message is for."""
    return members(send.audience) if isinstance(send.audience, int) else send.audience


def _plan(sending: Sending, send: Send) -> int:
    """Insert the deliveries in one statement and return how many there are."""
    now = clock.database_now()
    not_before = max(now, send.not_before) if send.not_before else now
    try:
        audience, parameters = audience_of(send).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    given: list[Any] = [sending.pk, list(send.channels), send.local_time, not_before, now]
    with connection.cursor() as cursor:
        cursor.execute(
            PLAN.format(audience=audience),
            [
                *parameters,
                *given,
                timezone.localdate(not_before, timezone.get_default_timezone()),
                settings.TIME_ZONE,
            ],
        )
        return int(cursor.rowcount)
