"""The door to the ledger of contacts for every other room."""

from allaboard.foundation.touchpoints.choices import Direction, Kind, Tone
from allaboard.foundation.touchpoints.queries import (
    coverage,
    last_talks,
    minutes_by_week,
    minutes_this_week,
    touches_of,
    weekly_minutes,
)
from allaboard.foundation.touchpoints.rules import Coverage, GroupCoverage, Touch
from allaboard.foundation.touchpoints.services import ensure_months, erase_person, note, remove_sample

__all__ = [
    "Coverage",
    "Direction",
    "GroupCoverage",
    "Kind",
    "Tone",
    "Touch",
    "coverage",
    "ensure_months",
    "erase_person",
    "last_talks",
    "minutes_by_week",
    "minutes_this_week",
    "note",
    "remove_sample",
    "touches_of",
    "weekly_minutes",
]
