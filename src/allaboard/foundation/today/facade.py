"""The door for areas that put cards on Today and Home, and objects into the palette."""

from allaboard.foundation.today.contributions import (
    Card,
    Contribution,
    Figure,
    FirstStep,
    Hit,
    News,
    Panel,
    contribute,
)

__all__ = [
    "Card",
    "Contribution",
    "Figure",
    "FirstStep",
    "Hit",
    "News",
    "Panel",
    "contribute",
]
