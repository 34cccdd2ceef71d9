"""Contacts as a page tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allaboard.foundation.people.facade import person_refs
from allaboard.foundation.touchpoints.choices import ICONS, Direction, Kind, Tone
from allaboard.foundation.touchpoints.models import Touchpoint

TONES = {Tone.GOOD: "good", Tone.BAD: "bad", Tone.NEUTRAL: "plain"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact, ready to be read."""

    at: datetime
    icon: str
    kind: str
    is_incoming: bool
    who: str
    summary: str
    minutes: float
    tone: str
    tone_kind: str
    is_sample: bool


def entries_of(touches: Iterable[Touchpoint]) -> list[Entry]:
    """The contacts with the names of those who had them."""
    rows = list(touches)
    names = {pk: ref.name for pk, ref in person_refs({row.who_id for row in rows if row.who_id}).items()}
    return [_entry(row, names) for row in rows]


def _entry(row: Touchpoint, names: dict[int, str]) -> Entry:
    return Entry(
        at=row.at,
        icon=ICONS.get(Kind(row.kind), "circle"),
        kind=str(Kind(row.kind).label),
        is_incoming=row.direction == Direction.IN,
        who=names.get(row.who_id or 0, ""),
        summary=row.summary,
        minutes=round(row.minutes),
        tone=str(Tone(row.tone).label) if row.tone else "",
        tone_kind=TONES.get(Tone(row.tone), "plain"),
        is_sample=row.is_sample,
    )
