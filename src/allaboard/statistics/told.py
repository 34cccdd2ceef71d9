"""A count as it may be told: exactly, or as the fewest and the most that it can be."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from allaboard.statistics.ranges import FEW, NOTHING, Lot, Range, end_range, wide_range


@dataclass(frozen=True, slots=True)
class Told:
    """How many of some people did a thing, 0 ≤ fewest ≤ most ≤ of; both ends are one where it is told exactly."""

    of: int
    fewest: int
    most: int

    @property
    def is_exact(self) -> bool:
        """Whether the count itself is told."""
        return self.fewest == self.most

    @property
    def share(self) -> float:
        """The share that stands for the count, 0 to 1: the middle of what it can be; 0 of nobody."""
        return (self.fewest + self.most) / (2 * self.of) if self.of else 0.0


def told_by(lot: Lot, told: Range | None) -> Told | None:
    """The count of a group under the range that it is told as; None where nothing is told of it.

    The ends are the fewest and the most of its people for whom the range would be the same, so they say no
    more than the range does.

    Args:
        lot: the people and how many did it.
        told: what `told_ranges` gave the group; None tells the count itself.

    Source: docs/statistics/anonymity.md, “All alike”.
    """
    if told is None:
        return Told(lot.answers, lot.yes, lot.yes)
    if told == NOTHING:
        return None
    counts = range(lot.answers + 1)
    first = bisect_left(counts, told.low, key=lambda yes: wide_range(Lot(lot.answers, yes)).low)
    after = bisect_right(counts, told.low, key=lambda yes: wide_range(Lot(lot.answers, yes)).low)
    return Told(lot.answers, first, after - 1)


def told_of_all(lot: Lot) -> Told | None:
    """The count of everyone together: near an end of the scale a range where they are few; None of fewer than five.

    Of nobody it is told that nobody did it.

    Args:
        lot: everyone, and how many of them did it.

    Source: docs/statistics/anonymity.md, “All alike”.
    """
    if not lot.answers:
        return Told(0, 0, 0)
    return told_by(lot, end_range(lot.share, lot.answers)) if lot.answers >= FEW else None
