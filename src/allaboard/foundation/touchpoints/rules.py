"""Pure decisions about contacts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from allaboard.foundation.touchpoints.choices import Direction, Kind, Tone

LONGEST_SUMMARY = 300
# An instant before our era could be written, but never be read again.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
MOST_MINUTES = 24 * 60  # of one contact
# What messages may ask of a person in a week before they are no longer read: 15 until the company sets another.
WEEKLY_MINUTES, FEWEST_WEEKLY_MINUTES, MOST_WEEKLY_MINUTES = 15, 1, 600
# Looked up for every contact of a send: `values` would make its list anew each time.
KINDS, DIRECTIONS, TONES = frozenset(Kind.values), frozenset(Direction.values), frozenset(Tone.values)


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact with one person; `minutes` is what it took of the person's time."""

    person_id: int
    kind: str
    direction: str
    area: str
    object_ref: str
    at: datetime
    minutes: float = 0.0
    tone: str = ""
    who_id: int | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """How many people of one group were met."""

    group: str
    met: int
    total: int

    @property
    def share(self) -> float:
        """Share of the group that was met, 0 to 1."""
        return self.met / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many people were met, and how evenly."""

    met: int
    total: int
    by_group: tuple[GroupCoverage, ...]

    @property
    def share(self) -> float:
        """Share of all people who were met, 0 to 1."""
        return self.met / self.total if self.total else 0.0


def require_known(touch: Touch) -> None:
    """Raise ValueError for a contact whose kind, direction, tone, instant or minutes the ledger does not know."""
    if touch.kind not in KINDS:
        raise ValueError(f"“{touch.kind}” is no kind of contact; the ledger knows {', '.join(Kind.values)}")
    if touch.direction not in DIRECTIONS:
        raise ValueError(f"“{touch.direction}” is no direction")
    if touch.tone not in TONES:
        raise ValueError(
            f"“{touch.tone}” is no tone; the ledger knows {', '.join(filter(None, Tone.values))}"
        )
    if touch.at.tzinfo is None:
        raise ValueError("a contact needs an instant with its time zone")
    if touch.at < EARLIEST:
        raise ValueError(f"{touch.at} is before every contact there can be")
    if not 0 <= touch.minutes <= MOST_MINUTES:
        raise ValueError(f"{touch.minutes} minutes do not fit into a day")


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def widest_gap(groups: tuple[GroupCoverage, ...], smallest: int = 5) -> GroupCoverage | None:
    """The group met least, among those too large to point to a person; none when all are met alike.

    Args:
        groups: people met and people in all, by group.
        smallest: people of the smallest group that may be named.
    """
    large = [group for group in groups if group.total >= smallest and group.group]
    if len(large) < 2 or len({group.share for group in large}) == 1:
        return None
    return min(large, key=lambda group: (group.share, -group.total))


def coverage_of(rows: Mapping[str, tuple[int, int]]) -> Coverage:
    """The coverage made of (met, total) by group, in the order of the groups' names.

    Args:
        rows: people met and people in all, by the group's name.
    """
    groups = tuple(GroupCoverage(name, *rows[name]) for name in sorted(rows))
    return Coverage(sum(group.met for group in groups), sum(group.total for group in groups), groups)
