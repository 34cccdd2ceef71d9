"""Digests: one delivery for a person and a day, which takes along the deliveries gathered for it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from allaboard.foundation.delivery.choices import DIGEST, Channel, State
from allaboard.foundation.delivery.models import Delivery, Sending
from allaboard.foundation.delivery.parcels import ClaimedRow
from allaboard.foundation.jobs import clock
from allaboard.foundation.jobs.facade import defer

# The digest's row is locked while it is planned and untried, so that nothing is added to one that is on its way or
# may have arrived; what comes too late is looked at again after that moment, and gets into the next.
GATHER = """
WITH given AS (
    SELECT r.id, r.person_id, r.moment, s.id AS sending_id
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[]) AS r (id, person_id, key, moment)
    JOIN delivery_sending s ON s.key = r.key
), digests AS (
    INSERT INTO delivery_delivery
        (sending_id, person_id, channel, state, due_at, attempts, reason, unknown_outcome)
    SELECT DISTINCT ON (person_id, sending_id) sending_id, person_id, 'email', 'planned', moment, 0, '', false
    FROM given ORDER BY person_id, sending_id
    ON CONFLICT (sending_id, person_id, channel) DO UPDATE SET state = 'planned'
    WHERE delivery_delivery.state = 'planned' AND delivery_delivery.attempts = 0
        AND NOT delivery_delivery.unknown_outcome
    RETURNING id, sending_id, person_id
)
UPDATE delivery_delivery d SET
    state = 'planned', claim = NULL, digest_id = digests.id,
    due_at = given.moment + CASE WHEN digests.id IS NULL THEN interval '1 second' ELSE interval '0' END
FROM given LEFT JOIN digests ON digests.sending_id = given.sending_id AND digests.person_id = given.person_id
WHERE d.id = given.id
"""

# Whatever may not go out with it, because the digest does not go or the message is paused or too late, is on its own
# again and decided anew.
TAKE_ALONG = """
WITH gathered AS (
    SELECT c.id, d.state = 'claimed' AND s.status = 'active' AND COALESCE(s.expires_at >= %(now)s, true) AS goes
    FROM delivery_delivery c
    JOIN delivery_delivery d ON d.id = c.digest_id
    JOIN delivery_sending s ON s.id = c.sending_id
    WHERE c.digest_id = ANY(%(digests)s) AND c.state IN ('planned', 'claimed', 'deferred')
    ORDER BY c.id FOR UPDATE OF c
)
UPDATE delivery_delivery c SET
    state = CASE WHEN g.goes THEN 'claimed' ELSE 'planned' END,
    claim = CASE WHEN g.goes THEN %(claim)s::uuid END,
    digest_id = CASE WHEN g.goes THEN c.digest_id END,
    due_at = CASE WHEN g.goes THEN %(lease_until)s ELSE %(now)s END,
    unknown_outcome = c.unknown_outcome OR c.state = 'claimed'
FROM gathered g WHERE c.id = g.id
RETURNING c.digest_id
"""
FORGET_EMPTY = """
UPDATE delivery_delivery SET state = 'suppressed', reason = 'empty', claim = NULL WHERE id = ANY(%s)
"""


def gather(rows: Sequence[tuple[ClaimedRow, datetime]]) -> None:
    """Put the rows into their persons' digests of these moments; each person has one digest a day."""
    keys = [f"{DIGEST}:{moment.date()}" for _row, moment in rows]
    _ensure_sendings(set(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            GATHER,
            [
                [row.id for row, _moment in rows],
                [row.person_id for row, _moment in rows],
                keys,
                [moment for _row, moment in rows],
            ],
        )


def _ensure_sendings(keys: Collection[str]) -> None:
    """A digest has no words of its own: what it says is made of its deliveries when it leaves."""
    Sending.objects.bulk_create(
        [
            Sending(
                key=key,
                area="delivery",
                channels=[Channel.EMAIL],
                language=settings.LANGUAGE_CODE,
                contents={},
                category=DIGEST,
            )
            for key in sorted(keys)
        ],
        ignore_conflicts=True,
    )


def take_along(
    ready: list[ClaimedRow],
    decided_against: Sequence[ClaimedRow],
    token: UUID,
    now: datetime,
    lease_until: datetime,
) -> list[ClaimedRow]:
    """Claim with the digests what was gathered for them, and return the rows without digests that became empty."""
    leaving = {row.id for row in ready if row.category == DIGEST}
    digests = leaving | {row.id for row in decided_against if row.category == DIGEST}
    if not digests:
        return ready
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE_ALONG,
            {"now": now, "lease_until": lease_until, "claim": token, "digests": list(digests)},
        )
        filled = {digest for (digest,) in cursor.fetchall()}
        empty = leaving - filled
        cursor.execute(FORGET_EMPTY, [list(empty)])
    return [row for row in ready if row.id not in empty]


def release(person_id: int) -> None:
    """Take the person's waiting messages out of their digests, so that the wishes of now decide; in a transaction."""
    waiting = Delivery.objects.filter(person=person_id, sending__category=DIGEST, state=State.PLANNED)
    untried = waiting.filter(attempts=0, unknown_outcome=False).order_by("pk")
    digests = list(untried.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not digests:
        return
    Delivery.objects.filter(digest__in=digests).update(digest=None, due_at=clock.database_now())
    Delivery.objects.filter(pk__in=digests).delete()
    defer("delivery.run_due", once="delivery.run_due")
