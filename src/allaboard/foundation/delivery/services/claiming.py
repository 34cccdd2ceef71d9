"""Takes a batch of due deliveries, and decides which of them must not go out."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction

from allaboard.foundation.delivery.choices import State
from allaboard.foundation.delivery.journal import Journal
from allaboard.foundation.delivery.parcels import Claim, ClaimedRow
from allaboard.foundation.delivery.services.gathering import take_along
from allaboard.foundation.delivery.services.waiting import put_aside
from allaboard.foundation.jobs import clock

LEASE = timedelta(minutes=5)
BATCH = 500

# Preferences and suppressions are read now, not at planning time, so that the latest word of a person counts.
# A claim that has run out is taken over; its mail may have been sent, which is kept as unknown_outcome. What was in a
# worker's hands when its sending was cancelled, and did not leave, is accounted for here.
CLAIM = """
WITH due AS (
    SELECT d.id FROM delivery_delivery d JOIN delivery_sending s ON s.id = d.sending_id
    WHERE d.state IN ('planned', 'claimed', 'deferred') AND d.digest_id IS NULL AND d.due_at <= %(now)s
      AND s.status <> 'paused'
    ORDER BY d.due_at, d.id LIMIT %(limit)s FOR UPDATE OF d SKIP LOCKED
), decided AS (
    SELECT d.id, s.category, s.language AS sending_language, s.is_urgent, s.expires_at,
           COALESCE(NULLIF(u.language, ''), p.preferred_language) AS preferred_language, p.email, p.title,
           COALESCE(NULLIF(p.preferred_name, ''), p.given_name) AS given_name, p.family_name, p.formatted_name,
           p.department, p.work_location, p.timezone, w.rhythm, q.starts, q.ends,
           COALESCE(NULLIF(m.formatted_name, ''), trim(concat_ws(' ', m.given_name, m.family_name))) AS manager_name,
           CASE
               WHEN s.status = 'cancelled' THEN 'cancelled'
               WHEN s.expires_at < %(now)s THEN 'expired'
               WHEN NOT p.active THEN 'left'
               WHEN d.channel = 'email' AND COALESCE(p.email, '') = '' THEN 'no_address'
               WHEN w.rhythm = 'off' AND s.area <> 'test' THEN 'unsubscribed'
               WHEN d.channel = 'email' AND EXISTS (
                   SELECT FROM delivery_deadaddress a WHERE a.address = lower(p.email)
               ) THEN 'bounced'
           END AS reason
    FROM due JOIN delivery_delivery d ON d.id = due.id
    JOIN delivery_sending s ON s.id = d.sending_id
    JOIN people_person p ON p.id = d.person_id
    LEFT JOIN access_user u ON u.person_id = p.id
    LEFT JOIN people_person m ON m.id = p.manager_id
    LEFT JOIN delivery_wish w ON w.person_id = p.id AND w.category = s.category AND w.channel = d.channel
    LEFT JOIN delivery_quiethours q ON q.person_id = p.id
)
UPDATE delivery_delivery d SET
    state = CASE WHEN r.reason IS NULL THEN 'claimed' ELSE 'suppressed' END,
    reason = COALESCE(r.reason, ''),
    due_at = CASE WHEN r.reason IS NULL THEN %(lease_until)s ELSE d.due_at END,
    claim = CASE WHEN r.reason IS NULL THEN %(claim)s END,
    unknown_outcome = d.unknown_outcome OR d.state = 'claimed'
FROM decided r WHERE d.id = r.id
RETURNING d.id, d.sending_id, d.person_id, d.channel, d.state, d.attempts, r.sending_language, r.preferred_language,
          r.category, r.email, r.given_name, r.family_name, r.formatted_name, r.title, r.department, r.work_location,
          r.manager_name, r.is_urgent, r.expires_at, r.rhythm, r.timezone, r.starts, r.ends
"""


@transaction.atomic
def claim_due(limit: int = BATCH, journal: Journal | None = None) -> Claim:
    """Claim up to `limit` due deliveries; rows that another worker holds are passed over.

    What is due, and when a lease ends, goes by the database's clock: that of this machine may be wrong. What a person wants later is put aside in the same transaction, and a digest takes along what was gathered for it.
    """
    token, now = uuid4(), clock.database_now()
    if journal:
        journal.claims(token)
    rows = _claimed(limit, token, now)
    decided_against = [row for row in rows if row.state == State.SUPPRESSED]
    ready = put_aside([row for row in rows if row.state == State.CLAIMED], now)
    return Claim(token, take_along(ready, decided_against, token, now, now + LEASE), len(rows))


def _claimed(limit: int, token: UUID, now: datetime) -> list[ClaimedRow]:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "limit": limit, "lease_until": now + LEASE, "claim": token})
        return [ClaimedRow(*row) for row in cursor.fetchall()]


def renew(token: UUID) -> None:
    """Hold the claim's open deliveries for another while, because they are still being sent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_delivery SET due_at = %s WHERE claim = %s AND state = 'claimed'",
            [clock.database_now() + LEASE, token],
        )
