"""Tells the ledger of contacts what has been sent."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from allaboard.foundation.delivery.models import Sending
from allaboard.foundation.touchpoints.facade import MOST_MINUTES, Direction, Kind, Touch, note

KINDS = {"survey": Kind.INVITATION, "event": Kind.INVITATION}

# A message that reaches a person by e-mail and inbox is one contact: the first of them that arrived.
FIRST_TO_ARRIVE = """
SELECT d.sending_id, d.person_id FROM delivery_delivery d JOIN delivery_sending s ON s.id = d.sending_id
WHERE d.id = ANY(%(written)s) AND d.state = 'sent' AND s.area <> 'test' AND s.category <> 'digest' AND NOT EXISTS (
    SELECT FROM delivery_delivery o
    WHERE o.sending_id = d.sending_id AND o.person_id = d.person_id AND o.state = 'sent' AND o.id <> d.id
      AND (o.id < d.id OR o.id <> ALL(%(written)s))
)
"""


def note_sent(written: Collection[int], *, at: datetime) -> int:
    """Note one contact for each person and sending that a batch has reached first, at this moment; how many."""
    if not written:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(FIRST_TO_ARRIVE, {"written": list(written)})
        reached = cursor.fetchall()
    sendings = Sending.objects.in_bulk({sending_id for sending_id, _person in reached})
    return note(
        Touch(
            person_id=person_id,
            kind=KINDS.get(sendings[sending_id].category, Kind.MESSAGE),
            direction=Direction.OUT,
            area=sendings[sending_id].area,
            object_ref=sendings[sending_id].object_ref,
            at=at,
            minutes=min(MOST_MINUTES, sendings[sending_id].minutes),
            who_id=sendings[sending_id].created_by_id,
            summary=str(sendings[sending_id]),
        )
        for sending_id, person_id in reached
    )
