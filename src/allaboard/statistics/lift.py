"""How many more people acted because they were told: the difference between two shares, with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from allaboard.statistics.intervals import Interval, wilson_interval
from allaboard.statistics.told import Told


@dataclass(frozen=True, slots=True)
class Arms:
    """Who acted in the two groups that chance made; both groups hold at least one person."""

    treated_acted: int
    treated: int
    holdout_acted: int
    holdout: int

    def __post_init__(self) -> None:
        for acted, people in ((self.treated_acted, self.treated), (self.holdout_acted, self.holdout)):
            if people < 1 or not 0 <= acted <= people:
                raise ValueError(f"{acted} of {people} is not a share")


@dataclass(frozen=True, slots=True)
class Lift:
    """The difference of the two shares (-1 to 1) and the range that fits the counts."""

    difference: float
    interval: Interval


def newcombe_lift(arms: Arms, confidence: float = 0.95) -> Lift:
    """Difference of two independent shares with the hybrid score interval.

    Args:
        arms: people and those who acted, in each of the two groups.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        Lift whose interval lies within [-1, 1] and holds the difference.

    Source:
        Newcombe (1998), Interval estimation for the difference between independent proportions,
        Statistics in Medicine 17:873-890, method 10.
    """
    treated_share, holdout_share = arms.treated_acted / arms.treated, arms.holdout_acted / arms.holdout
    treated = wilson_interval(arms.treated_acted, arms.treated, confidence)
    holdout = wilson_interval(arms.holdout_acted, arms.holdout, confidence)
    difference = treated_share - holdout_share
    below = sqrt((treated_share - treated.low) ** 2 + (holdout.high - holdout_share) ** 2)
    above = sqrt((treated.high - treated_share) ** 2 + (holdout_share - holdout.low) ** 2)
    return Lift(difference, Interval(max(-1.0, difference - below), min(1.0, difference + above)))


def lift_between(treated: Told, holdout: Told, confidence: float = 0.95) -> Lift:
    """Difference of two shares of which at least one may be told as a range only.

    The interval holds Newcombe's interval for every pair of counts that the ranges leave open; the difference is
    that of their middles. So it says nothing of the counts that the ranges do not say. Of two exact counts it is
    `newcombe_lift`.

    Args:
        treated: who acted among the treated; at least one was.
        holdout: who acted among the held out; at least one was.
        confidence: long-run coverage, strictly between 0 and 1.

    Source: docs/statistics/lift.md, “Ranges”.
    """
    least = newcombe_lift(Arms(treated.fewest, treated.of, holdout.most, holdout.of), confidence)
    greatest = newcombe_lift(Arms(treated.most, treated.of, holdout.fewest, holdout.of), confidence)
    return Lift(treated.share - holdout.share, Interval(least.interval.low, greatest.interval.high))


def stratified_lift(strata: Sequence[Arms], confidence: float = 0.95) -> Lift:
    """Difference of two shares when chance drew the holdout within each stratum on its own.

    Strata count by the Mantel-Haenszel weight, so a stratum with few people on one side counts little.

    Args:
        strata: the two groups within each stratum, at least one stratum.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        Lift; with a single stratum the same as `newcombe_lift`.

    Raises:
        ValueError: there is no stratum.

    Source:
        Yan and Su (2010), Stratified Wilson and Newcombe confidence intervals for multiple binomial
        proportions, Statistics in Biopharmaceutical Research 2:329-335.
    """
    if not strata:
        raise ValueError("a stratified lift needs at least one stratum")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    weights = _mantel_haenszel_weights(strata)
    treated = _StratifiedShare.of([(arms.treated_acted, arms.treated) for arms in strata], weights, z)
    holdout = _StratifiedShare.of([(arms.holdout_acted, arms.holdout) for arms in strata], weights, z)
    difference = treated.share - holdout.share
    below = z * sqrt(treated.variance_at_low + holdout.variance_at_high)
    above = z * sqrt(treated.variance_at_high + holdout.variance_at_low)
    return Lift(difference, Interval(max(-1.0, difference - below), min(1.0, difference + above)))


def _mantel_haenszel_weights(strata: Sequence[Arms]) -> list[float]:
    raw = [arms.treated * arms.holdout / (arms.treated + arms.holdout) for arms in strata]
    return [weight / sum(raw) for weight in raw]


@dataclass(frozen=True, slots=True)
class _StratifiedShare:
    """One side's weighted share, and its variance at both ends of its stratified Wilson interval."""

    share: float
    variance_at_low: float
    variance_at_high: float

    @classmethod
    def of(cls, counts: Sequence[tuple[int, int]], weights: Sequence[float], z: float) -> "_StratifiedShare":
        confidence = 2 * NormalDist().cdf(_stratum_z(counts, weights, z)) - 1
        intervals = [wilson_interval(acted, people, confidence) for acted, people in counts]
        low = sum(weight * interval.low for weight, interval in zip(weights, intervals, strict=True))
        high = sum(weight * interval.high for weight, interval in zip(weights, intervals, strict=True))
        share = sum(weight * acted / people for weight, (acted, people) in zip(weights, counts, strict=True))
        spread = sum(weight**2 / people for weight, (_, people) in zip(weights, counts, strict=True))
        return cls(share, spread * low * (1 - low), spread * high * (1 - high))


def _stratum_z(counts: Sequence[tuple[int, int]], weights: Sequence[float], z: float) -> float:
    """The narrower quantile for each stratum that gives the weighted sum the wanted coverage."""
    variances = [acted / people * (1 - acted / people) / people for acted, people in counts]
    if not any(variances):  # everybody or nobody acted: only the sizes tell the strata apart
        variances = [1 / people for _, people in counts]
    together = sqrt(sum(weight**2 * variance for weight, variance in zip(weights, variances, strict=True)))
    apart = sum(weight * sqrt(variance) for weight, variance in zip(weights, variances, strict=True))
    return z * together / apart
