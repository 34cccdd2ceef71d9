"""Decides when a promise is late, and whether a reply reached exactly those who were asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from allaboard.areas.changes.choices import Kind
from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

PROMISED_DAYS = 21
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Reach:
    """Of those who were asked, how many a change reached, and for how many it is on the way."""

    asked: int
    delivered: int
    waiting: int

    @property
    def share(self) -> float:
        """Share of those asked whom it reached, 0 to 1."""
        return self.delivered / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Proof(Reach):
    """Whom a change was told: of those asked, how many it reached, and whether it went to anybody else."""

    outside: int

    @property
    def is_exact(self) -> bool:
        """Whether it went to nobody who was not asked."""
        return self.outside == 0


def require_promise(kind: str, promised_on: date | None, before: date | None, today: date) -> None:
    """Raise RuleBroken unless a day may be promised: for what is under way, and not in the past.

    Args:
        kind: what became of what was said.
        promised_on: the day by which it is to be done; None promises nothing.
        before: the day that was promised until now; it may stay when it has passed.
        today: the day on which it is said.
    """
    if promised_on is None:
        return
    if promised_on < today and promised_on != before:
        raise RuleBroken(_("This day has passed. Choose one that lies ahead."))
    if kind != Kind.DOING:
        raise RuleBroken(_("Only what you are doing can be promised for a day."))


def due_on(closed_on: date, promised_days: int = PROMISED_DAYS) -> date:
    """The day by which people who were asked hear what became of it.

    Args:
        closed_on: the day on which the wave closed.
        promised_days: days until people hear, 1 or more.
    """
    return closed_on + timedelta(days=promised_days)


def days_late(due: date, today: date) -> int:
    """Whole days since a promise ran out; 0 while it holds."""
    return max(0, (today - due).days)


def comments_in_all(comments: int, share: float) -> int:
    """How many comments there were in all, from a theme's count and its share (0-1); 0 when nothing is known.

    Args:
        comments: comments of the theme, 0 or more.
        share: their share of all comments, 0-1.
    """
    return round(comments / share) if share > 0 else 0
