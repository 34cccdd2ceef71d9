"""Counts answers per block once, at the close; results are computed from these counts alone."""

import json
from collections.abc import Sequence

from django.db import connection

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.rules import Asked

# A question with several choices is also counted under the empty value: how many answered it at all.
_TALLY = """
INSERT INTO listening_tally (wave_id, block_id, question, value, people)
SELECT a.wave_id, a.block_id, said.key, given.value, count(*)
FROM listening_answer a
CROSS JOIN LATERAL jsonb_each(a."values") said
CROSS JOIN LATERAL (
    SELECT said.value #>> '{}' AS value WHERE jsonb_typeof(said.value) <> 'array'
    UNION ALL SELECT jsonb_array_elements_text(said.value) WHERE jsonb_typeof(said.value) = 'array'
    UNION ALL SELECT '' WHERE jsonb_typeof(said.value) = 'array'
) given
WHERE a.wave_id = %s
GROUP BY a.wave_id, a.block_id, said.key, given.value
"""
_ENGAGEMENT = """
UPDATE listening_block b
SET index_answers = summed.answers, index_total = summed.total, index_squares = summed.squares
FROM (
    SELECT scored.block_id, count(score) AS answers, coalesce(sum(score), 0) AS total,
           coalesce(sum(score * score), 0) AS squares
    FROM (
        SELECT a.block_id, (
            SELECT avg(100.0 * ((a."values" ->> q.key)::float - q.low) / (q.high - q.low))
            FROM jsonb_to_recordset(%s::jsonb) AS q(key text, low int, high int)
        ) AS score
        FROM listening_answer a WHERE a.wave_id = %s
    ) scored
    GROUP BY scored.block_id
) summed
WHERE b.id = summed.block_id
"""


def tally(wave: Wave, asked: Sequence[Asked]) -> None:
    """Count the wave's answers per block, question and value, and each block's engagement scores."""
    scales = [
        {"key": q.key, "low": q.low, "high": q.high} for q in asked if q.counts_for_index and q.is_rated
    ]
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, [wave.pk])
        cursor.execute(_ENGAGEMENT, [json.dumps(scales), wave.pk])
