"""Writes results back: the only thing that moves a delivery on."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from allaboard.foundation.delivery.choices import IN_DIGEST
from allaboard.foundation.delivery.rules import Outcome
from allaboard.foundation.delivery.services.touching import note_sent
from allaboard.foundation.jobs import clock

# What has a result of its own belongs to no digest any more.
WRITE = """
UPDATE delivery_delivery d SET
    state = r.state, reason = r.reason, code = r.code, claim = NULL, digest_id = NULL,
    attempts = d.attempts + CASE WHEN r.is_attempt THEN 1 ELSE 0 END,
    due_at = %(now)s + make_interval(secs => r.retry_seconds),
    sent_at = CASE WHEN r.state = 'sent' THEN %(now)s END,
    unknown_outcome = d.unknown_outcome OR r.is_unknown
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(reasons)s::text[], %(codes)s::smallint[],
            %(retries)s::int[], %(attempts)s::bool[], %(unknowns)s::bool[])
     AS r (id, state, reason, code, retry_seconds, is_attempt, is_unknown)
WHERE d.id = r.id AND d.claim = %(claim)s AND d.state = 'claimed'
RETURNING d.id
"""

# What a digest took along shares what becomes of it.
SHARE = """
UPDATE delivery_delivery c SET
    state = d.state, reason = CASE WHEN d.state = 'sent' THEN %(in_digest)s ELSE d.reason END, code = d.code,
    claim = NULL, attempts = d.attempts, due_at = d.due_at, sent_at = d.sent_at,
    unknown_outcome = c.unknown_outcome OR d.unknown_outcome
FROM delivery_delivery d
WHERE c.digest_id = d.id AND d.id = ANY(%(written)s) AND c.claim = %(claim)s AND c.state = 'claimed'
RETURNING c.id
"""

# The address is read from the directory again: a mail server's answer is about whoever has it now.
MARK_DEAD = """
INSERT INTO delivery_deadaddress (address, code, reason, since)
SELECT DISTINCT ON (lower(p.email)) lower(p.email), COALESCE(d.code::text, ''), d.reason, %s
FROM delivery_delivery d JOIN people_person p ON p.id = d.person_id
WHERE d.id = ANY(%s) AND p.email IS NOT NULL
ON CONFLICT (address) DO NOTHING
"""


@transaction.atomic
def write_results(claim: UUID, outcomes: Sequence[Outcome]) -> list[int]:
    """Write what became of a claim's deliveries and return the ids that were still ours to write."""
    if not outcomes:
        return []
    now = clock.database_now()
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {"now": now, "claim": claim, **_as_arrays(outcomes)})
        written = [row[0] for row in cursor.fetchall()]
        cursor.execute(SHARE, {"written": written, "claim": claim, "in_digest": IN_DIGEST})
        shared = [row[0] for row in cursor.fetchall()]
        dead = [outcome.delivery_id for outcome in outcomes if outcome.is_dead_address]
        if dead:
            cursor.execute(MARK_DEAD, [now, dead])
    note_sent([*written, *shared], at=now)
    return written


def _as_arrays(outcomes: Sequence[Outcome]) -> dict[str, list[object]]:
    return {
        "ids": [outcome.delivery_id for outcome in outcomes],
        "states": [outcome.state for outcome in outcomes],
        "reasons": [outcome.reason[:300] for outcome in outcomes],
        "codes": [outcome.code for outcome in outcomes],
        "retries": [outcome.retry_seconds for outcome in outcomes],
        "attempts": [outcome.is_attempt for outcome in outcomes],
        "unknowns": [outcome.is_unknown for outcome in outcomes],
    }
