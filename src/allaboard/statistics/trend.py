"""Whether two shares or two means differ, and which of many differences hold up together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from statistics import NormalDist

from allaboard.statistics.intervals import Interval
from allaboard.statistics.lift import Arms, newcombe_lift


@dataclass(frozen=True, slots=True)
class Change:
    """A difference, new minus old, with its interval; it holds when the interval leaves out 0."""

    difference: float
    interval: Interval

    @property
    def holds(self) -> bool:
        """Whether the interval leaves out no change at all."""
        return self.interval.low > 0 or self.interval.high < 0


@dataclass(frozen=True, slots=True)
class Sample:
    """Enough of a set of scores to compare its mean."""

    answers: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The average score; needs at least one answer."""
        return self.total / self.answers

    @property
    def variance(self) -> float:
        """The sample variance; 0 for a single answer."""
        if self.answers < 2:
            return 0.0
        return max(0.0, (self.squares - self.total**2 / self.answers) / (self.answers - 1))


def mean_interval(sample: Sample, confidence: float = 0.95) -> Interval:
    """Interval of a mean, by the normal approximation.

    Args:
        sample: at least one answer.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        An interval around the mean, in its unit; without width for a single answer or when all are equal.

    Raises:
        ValueError: there is no answer.

    Source:
        Central limit theorem; Altman et al. (2000), Statistics with Confidence, ch. 4. With fewer than about 15
        answers read it as a lower limit of the doubt.
    """
    if sample.answers < 1:
        raise ValueError("a mean needs at least one answer")
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt(sample.variance / sample.answers)
    return Interval(sample.mean - reach, sample.mean + reach)


def score_interval(sample: Sample, lowest: float, highest: float, confidence: float = 0.95) -> Interval:
    """Interval of the mean of scores on a bounded scale, which never shrinks to nothing.

    One more answer at each end of the scale is added, so that a few people who agree do not look certain, and
    the width does not tell that they all said the same.

    Args:
        sample: at least one answer, each between lowest and highest.
        lowest: the lowest score there is.
        highest: the highest score there is.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        An interval within the scale that holds the mean.

    Source:
        One answer more at each end, as Agresti and Caffo (2000), Am. Stat. 54:280-288, add one yes and one no
        to each group when shares are compared; here with the sample variance of scores.
    """
    fuller = Sample(
        sample.answers + 2, sample.total + lowest + highest, sample.squares + lowest**2 + highest**2
    )
    wide = mean_interval(fuller, confidence)
    return Interval(max(lowest, min(wide.low, sample.mean)), min(highest, max(wide.high, sample.mean)))


def mean_change(old: Sample, new: Sample, confidence: float = 0.95) -> Change:
    """How far a mean has moved between two sets of scores that are treated as independent.

    Args:
        old: scores then, at least one.
        new: scores now, at least one.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        New mean minus old mean and its interval, in the unit of the scores.

    Raises:
        ValueError: one of the two sets holds no answer.

    Source:
        Standard error of Welch (1938), Biometrika 29:350-362, with the normal quantile in place of Student's.
    """
    if min(old.answers, new.answers) < 1:
        raise ValueError("a mean needs at least one answer")
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt(
        old.variance / old.answers + new.variance / new.answers
    )
    difference = new.mean - old.mean
    return Change(difference, Interval(difference - reach, difference + reach))


def share_change(
    old_successes: int, old_trials: int, new_successes: int, new_trials: int, confidence: float = 0.95
) -> Change:
    """How far a share has moved, with an interval that stays sensible for small groups.

    Args:
        old_successes: people who said yes then, 0 ≤ old_successes ≤ old_trials.
        old_trials: people who answered then, at least 1.
        new_successes: people who said yes now.
        new_trials: people who answered now, at least 1.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        New share minus old share, both in [0, 1], and its interval within [-1, 1].

    Raises:
        ValueError: the counts contradict each other.

    Source:
        Newcombe (1998), Stat. Med. 17:873-890, method 10 (hybrid of two Wilson intervals).
    """
    moved = newcombe_lift(Arms(new_successes, new_trials, old_successes, old_trials), confidence)
    return Change(moved.difference, moved.interval)


def share_difference_p(
    first_successes: int, first_trials: int, second_successes: int, second_trials: int
) -> float:
    """How often chance alone would put two shares at least this far apart.

    Args:
        first_successes: people who said yes in one group, 0 ≤ first_successes ≤ first_trials.
        first_trials: people in that group, at least 1.
        second_successes: people who said yes in the other group.
        second_trials: people in the other group, at least 1.

    Returns:
        The two-sided p-value of the pooled z-test; 1 when nobody or everybody said yes.

    Raises:
        ValueError: the counts contradict each other.

    Source:
        Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3.1.
    """
    for successes, of in ((first_successes, first_trials), (second_successes, second_trials)):
        if of < 1 or not 0 <= successes <= of:
            raise ValueError(f"{successes} of {of} is not a share")
    trials = first_trials + second_trials
    pooled = (first_successes + second_successes) / trials
    variance = pooled * (1 - pooled) * (1 / first_trials + 1 / second_trials)
    if variance == 0:
        return 1.0
    z = abs(first_successes / first_trials - second_successes / second_trials) / sqrt(variance)
    return erfc(z / sqrt(2))


def holm(p_values: Sequence[float], chance: float = 0.05) -> list[bool]:
    """Which differences hold up when all of them are looked at together.

    Args:
        p_values: one per difference, each in [0, 1].
        chance: how often at least one may be marked although nothing differs.

    Returns:
        One truth per p-value, in the same order.

    Raises:
        ValueError: a p-value lies outside 0 to 1, or is none.

    Source:
        Holm (1979), Scand. J. Stat. 6:65-70.
    """
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("a p-value lies between 0 and 1")
    held = [False] * len(p_values)
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    for step, index in enumerate(order):
        if p_values[index] > chance / (len(p_values) - step):
            break
        held[index] = True
    return held
