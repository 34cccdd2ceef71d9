"""Writes the past into the ledgers of deliveries and contacts, in bulk: what workers and people would have written."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

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
NOTE = """
INSERT INTO touchpoints_touchpoint
    (person_id, kind, direction, area, object_ref, at, minutes, tone, who_id, summary, is_sample)
SELECT DISTINCT d.person_id, 'message', 'out', s.area, s.object_ref, %(at)s::timestamptz, s.minutes, '', s.created_by_id,
       left(s.contents -> s.language ->> 'subject', 300), true
FROM delivery_delivery d JOIN delivery_sending s ON s.id = d.sending_id
WHERE d.sending_id = %(sending)s AND d.state = 'sent'
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
def deliver(sending_id: int, at: datetime) -> int:
    """Let everything planned of a sending have arrived at a moment; returns how many deliveries it had."""
    values: dict[str, int | datetime] = {"sending": sending_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(DELIVER, values)
        delivered = int(cursor.rowcount)
        cursor.execute(NOTE, values)
    return delivered
