"""Keeps the counts beside the ledger short."""

from django.db import connection

FOLD = """
WITH folded AS (
    DELETE FROM delivery_tally WHERE (sending_id, channel, state, reason) IN (
        SELECT sending_id, channel, state, reason FROM delivery_tally GROUP BY 1, 2, 3, 4 HAVING count(*) > 1)
    RETURNING *)
INSERT INTO delivery_tally (sending_id, channel, state, reason, number, seen, acted)
SELECT sending_id, channel, state, reason, sum(number), sum(seen), sum(acted) FROM folded
GROUP BY 1, 2, 3, 4 HAVING sum(number) <> 0 OR sum(seen) <> 0 OR sum(acted) <> 0
"""


def fold_tallies() -> None:
    """Make one line of all that count the same kind of delivery."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
