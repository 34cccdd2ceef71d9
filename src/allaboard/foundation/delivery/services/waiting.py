"""Puts aside what a person wants later: after their quiet hours, or in their next digest."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import connection

from allaboard.foundation.delivery.choices import TOGETHER, Channel
from allaboard.foundation.delivery.parcels import ClaimedRow
from allaboard.foundation.delivery.rules import next_digest, quiet_until
from allaboard.foundation.delivery.services.gathering import gather

PUT_BACK = """
UPDATE delivery_delivery d SET state = 'planned', claim = NULL, due_at = r.due_at
FROM unnest(%s::bigint[], %s::timestamptz[]) AS r (id, due_at) WHERE d.id = r.id
"""


@lru_cache(maxsize=1_000)
def zone_of(name: str, fallback: str) -> ZoneInfo:
    """The time zone of this name, or the fallback's when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no zone; no name at all; a folder of zones
        return ZoneInfo(fallback)


def put_aside(rows: Sequence[ClaimedRow], now: datetime) -> list[ClaimedRow]:
    """Give back the claimed rows that must wait, and return those that go out now."""
    digests = {row.id: moment for row in rows if (moment := _digest_for(row, now))}
    quiet = {row.id: end for row in rows if row.id not in digests and (end := _quiet_for(row, now))}
    if digests:
        gather([(row, digests[row.id]) for row in rows if row.id in digests])
    if quiet:
        with connection.cursor() as cursor:
            cursor.execute(PUT_BACK, [list(quiet), list(quiet.values())])
    return [row for row in rows if row.id not in digests and row.id not in quiet]


def _digest_for(row: ClaimedRow, now: datetime) -> datetime | None:
    """When the digest comes that this row belongs into; what would be too late by then goes by itself."""
    if row.rhythm not in TOGETHER or row.is_urgent:
        return None
    moment = next_digest(now, zone_of(row.timezone, settings.TIME_ZONE), row.rhythm)
    return None if row.expires_at and row.expires_at < moment else moment


def _quiet_for(row: ClaimedRow, now: datetime) -> datetime | None:
    """The end of the person's quiet hours, while they last and the row is an e-mail that can wait."""
    if row.quiet_from is None or row.quiet_until is None or row.is_urgent or row.channel != Channel.EMAIL:
        return None
    return quiet_until(now, zone_of(row.timezone, settings.TIME_ZONE), row.quiet_from, row.quiet_until)
