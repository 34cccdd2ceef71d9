"""Intervals for shares and scores."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """A range from low to high, in the unit of its figure."""

    low: float
    high: float


def wilson_interval(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """Interval for a share that stays sensible for small groups and for 0 % or 100 %.

    Args:
        successes: people who said yes, 0 ≤ successes ≤ trials.
        trials: people who answered, at least 1.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        Interval(low, high), shares within [0, 1].

    Raises:
        ValueError: the counts contradict each other.

    Source:
        Wilson (1927), J. Am. Stat. Assoc. 22:209-212.
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError(f"{successes} of {trials} is not a share")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = successes / trials, 1 / (1 + z**2 / trials)
    centre = weight * (share + z**2 / (2 * trials))
    reach = weight * z * sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return Interval(max(0.0, centre - reach), min(1.0, centre + reach))
