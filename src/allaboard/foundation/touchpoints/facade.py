"""The door to the ledger of contacts for every other room."""

from allaboard.foundation.touchpoints.attention import Attention, attention_of
from allaboard.foundation.touchpoints.choices import Direction, Kind, Tone
from allaboard.foundation.touchpoints.queries import (
    last_talks,
    minutes_by_week,
    touches_of,
    weekly_minutes,
)
from allaboard.foundation.touchpoints.rules import MOST_MINUTES, Touch
from allaboard.foundation.touchpoints.services import note, remove_sample

__all__ = [
    "MOST_MINUTES",
    "Attention",
    "Direction",
    "Kind",
    "Tone",
    "Touch",
    "attention_of",
    "last_talks",
    "minutes_by_week",
    "note",
    "remove_sample",
    "touches_of",
    "weekly_minutes",
]
