"""Writes the past into the ledgers of deliveries and contacts, in bulk: what workers and people would have written."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from allaboard.bulk import unchecked
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.facade import Send
from allaboard.foundation.delivery.models import Sending
from allaboard.foundation.delivery.services.planning import audience_of, keep_sending

# What a worker would have written, in one statement: those who have left since get nothing, as then.
DELIVER = """
UPDATE delivery_delivery d SET
    state = CASE WHEN p.active THEN 'sent' ELSE 'suppressed' END,
    reason = CASE WHEN p.active THEN '' ELSE 'left' END,
    attempts = CASE WHEN p.active THEN 1 ELSE 0 END,
    sent_at = CASE WHEN p.active THEN %(at)s END,
    due_at = %(at)s
FROM people_person p
WHERE p.id = d.person_id AND d.sending_id = %(sending)s AND d.state = 'planned'
"""
DELIVERED = """
INSERT INTO delivery_delivery (sending_id, person_id, channel, state, reason, attempts, sent_at, due_at, unknown_outcome)
SELECT %s, p.id, c.channel,
       CASE WHEN p.active THEN 'sent' ELSE 'suppressed' END, CASE WHEN p.active THEN '' ELSE 'left' END,
       CASE WHEN p.active THEN 1 ELSE 0 END, CASE WHEN p.active THEN %s::timestamptz END, %s, false
FROM ({audience}) p CROSS JOIN unnest(%s::text[]) AS c (channel)
"""
NOTE = """
INSERT INTO touchpoints_touchpoint
    (person_id, kind, direction, area, object_ref, at, minutes, tone, who_id, summary, is_sample)
SELECT reached.person_id, 'message', 'out', s.area, s.object_ref, %(at)s::timestamptz, s.minutes, '', s.created_by_id,
       left(s.contents -> s.language ->> 'subject', 300), true
FROM delivery_sending s
CROSS JOIN (SELECT DISTINCT person_id FROM delivery_delivery WHERE sending_id = %(sending)s AND state = 'sent') reached
WHERE s.id = %(sending)s
"""

CONTACT = "person_id, kind, direction, area, at, minutes, tone, who_id, summary, is_sample"
Contact = tuple[int, str, str, str, datetime, float, str, int, str, bool]


def note(contacts: Iterable[Contact]) -> None:
    """Add contacts to their ledger, without asking for each whether its words are known."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY touchpoints_touchpoint ({CONTACT}) FROM STDIN") as copy,
    ):
        for contact in contacts:
            copy.write_row(contact)


@transaction.atomic
def deliver(sending_id: int, at: datetime) -> None:
    """Let everything planned of a sending have arrived at a moment."""
    with connection.cursor() as cursor:
        cursor.execute(DELIVER, {"sending": sending_id, "at": at})
        cursor.execute(NOTE, {"sending": sending_id, "at": at})


@transaction.atomic
def deliver_at_once(send: Send, by: Actor, at: datetime) -> None:
    """Let a message to many have arrived at a moment, before anybody plans it.

    Whoever schedules it afterwards finds that done, so that no job is queued while the rows are written.
    """
    sending, _is_new = keep_sending(send, by)
    audience, values = audience_of(send).order_by().values("id", "active").query.sql_with_params()
    with connection.cursor() as cursor, unchecked():
        cursor.execute(
            DELIVERED.format(audience=audience), [sending.pk, at, at, *values, list(send.channels)]
        )
        Sending.objects.filter(pk=sending.pk).update(planned=cursor.rowcount)
        cursor.execute(NOTE, {"sending": sending.pk, "at": at})
