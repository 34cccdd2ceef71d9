"""Seals ballots until the close: the key lies outside the database, so a copy of the database alone says nothing."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from allaboard import sealing
from allaboard.areas.listening.models import PendingBallot
from allaboard.areas.listening.rules import Ballot

PURPOSE = "listening ballots"
LOT = 2_000
STEP = 2_048  # bytes: were a sheet as long as its words, its length would find them again after the close


def _place_of(wave_id: int) -> str:
    return f"listening.ballot|{wave_id}"


def seal(wave_id: int, ballot: Ballot, room: int = STEP) -> bytes:
    """Encrypt a ballot, or a part of one, so that it opens for this wave only and its length says little.

    Args:
        wave_id: the wave.
        ballot: what was answered.
        room: bytes that the sheet takes up, or the least multiple of them that holds it.
    """
    kept = {"values": dict(ballot.values), "comments": dict(ballot.comments)}
    plain = json.dumps(kept, ensure_ascii=False).encode()
    padded = plain.ljust(-(-len(plain) // room) * room)
    return sealing.seal(padded, purpose=PURPOSE, place=_place_of(wave_id))


def unseal(wave_id: int, sealed: bytes | memoryview) -> Ballot:
    """Open what `seal` closed, with the present key or one that was replaced by it.

    Raises:
        CannotOpenError: sealed for another wave, with a key that is gone, or tampered with.
    """
    plain = sealing.unseal(bytes(sealed), purpose=PURPOSE, place=_place_of(wave_id))
    kept: Mapping[str, dict[str, str]] = json.loads(plain)
    return Ballot(kept["values"], kept["comments"])


def opens(sheet: PendingBallot) -> bool:
    """Whether a known key opens the sheet."""
    return sealing.opens(bytes(sheet.sealed), purpose=PURPOSE, place=_place_of(sheet.wave_id))


def shut_sheets(sheets: QuerySet[PendingBallot]) -> list[UUID]:
    """Those of the waiting sheets that no known key opens."""
    return [sheet.pk for sheet in sheets.iterator(LOT) if not opens(sheet)]


def how_many_cannot_be_opened() -> int:
    """How many waiting ballots no known key opens."""
    return len(shut_sheets(PendingBallot.objects.all()))
