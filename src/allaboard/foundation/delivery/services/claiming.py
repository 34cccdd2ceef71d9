"""Takes a batch of due deliveries, and decides which of them must not go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from allaboard.foundation.delivery.journal import Journal

LEASE = timedelta(minutes=5)
BATCH = 500

# Preferences and suppressions are read now, not at planning time, so that the latest word of a person counts.
# A claim that has run out is taken over; its mail may have been sent, which is kept as unknown_outcome.
CLAIM = """
WITH due AS (
    SELECT d.id FROM delivery_delivery d JOIN delivery_sending s ON s.id = d.sending_id
    WHERE d.state IN ('planned', 'claimed', 'deferred') AND d.due_at <= %(now)s AND s.status = 'active'
    ORDER BY d.due_at, d.id LIMIT %(limit)s FOR UPDATE OF d SKIP LOCKED
), decided AS (
    SELECT d.id, s.contents, s.category, s.language AS sending_language, p.preferred_language, p.email, p.title,
           COALESCE(NULLIF(p.preferred_name, ''), p.given_name) AS given_name, p.family_name, p.formatted_name,
           p.department, p.work_location,
           COALESCE(NULLIF(m.formatted_name, ''), trim(concat_ws(' ', m.given_name, m.family_name))) AS manager_name,
           CASE
               WHEN s.expires_at < %(now)s THEN 'expired'
               WHEN NOT p.active THEN 'left'
               WHEN d.channel = 'email' AND COALESCE(p.email, '') = '' THEN 'no_address'
               WHEN s.category <> '' AND EXISTS (
                   SELECT FROM delivery_mute q
                   WHERE q.person_id = p.id AND q.category = s.category AND q.channel = d.channel
               ) THEN 'unsubscribed'
               WHEN d.channel = 'email' AND EXISTS (
                   SELECT FROM delivery_deadaddress a WHERE a.address = lower(p.email)
               ) THEN 'bounced'
           END AS reason
    FROM due JOIN delivery_delivery d ON d.id = due.id
    JOIN delivery_sending s ON s.id = d.sending_id
    JOIN people_person p ON p.id = d.person_id
    LEFT JOIN people_person m ON m.id = p.manager_id
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
          r.manager_name
"""


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    """One delivery of a claim, with what its message may need of the person."""

    id: int
    sending_id: int
    person_id: int
    channel: str
    state: str
    attempts: int
    sending_language: str
    preferred_language: str
    category: str
    email: str | None
    given_name: str
    family_name: str
    formatted_name: str
    title: str
    department: str
    work_location: str
    manager_name: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's lease on some deliveries; `taken` counts those that were decided against, too."""

    token: UUID
    rows: Sequence[ClaimedRow]
    taken: int


def claim_due(limit: int = BATCH, journal: Journal | None = None) -> Claim:
    """Claim up to `limit` due deliveries; rows that another worker holds are passed over."""
    token, now = uuid4(), timezone.now()
    if journal:
        journal.claims(token)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "limit": limit, "lease_until": now + LEASE, "claim": token})
        rows = [ClaimedRow(*row) for row in cursor.fetchall()]
    return Claim(token, [row for row in rows if row.state == "claimed"], len(rows))


def renew(token: UUID) -> None:
    """Hold the claim's open deliveries for another while, because they are still being sent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_delivery SET due_at = %s WHERE claim = %s AND state = 'claimed'",
            [timezone.now() + LEASE, token],
        )
