"""How many would recommend the company, less how many would not."""

from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist

from allaboard.statistics.intervals import Interval
from allaboard.statistics.trend import Change


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An employee net promoter score, from -100 to +100, with its interval."""

    score: float
    interval: Interval
    answers: int


def net_recommendation(
    promoters: int, detractors: int, answers: int, confidence: float = 0.95
) -> Recommendation:
    """Score and interval from the counts of people who answered 9-10 and 0-6.

    The interval adds ¾ of an answer to each side and 1½ to the middle, which keeps it honest for small
    groups, where the plain formula shrinks to nothing when everyone agrees.

    Args:
        promoters: people who answered 9 or 10.
        detractors: people who answered 0 to 6.
        answers: all who answered, at least 1 and at least promoters + detractors.
        confidence: long-run coverage, strictly between 0 and 1.

    Returns:
        The score in points with an interval inside [-100, 100].

    Raises:
        ValueError: the counts contradict each other.

    Source:
        Multinomial variance of a difference of shares; the added answers follow Bonett & Price (2012),
        J. Educ. Behav. Stat. 37:479-488, and Rocks (2016), Am. Stat. 70:365-372.
    """
    if min(promoters, detractors) < 0 or answers < 1 or promoters + detractors > answers:
        raise ValueError(f"{promoters} for, {detractors} against of {answers} is not possible")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    people = answers + 3
    up, down = (promoters + 0.75) / people, (detractors + 0.75) / people
    reach = z * sqrt((up + down - (up - down) ** 2) / people)
    low, high = max(-1.0, up - down - reach), min(1.0, up - down + reach)
    score = (promoters - detractors) / answers
    return Recommendation(100 * score, Interval(100 * min(low, score), 100 * max(high, score)), answers)


def recommendation_change(old: Recommendation, new: Recommendation) -> Change:
    """How far the score has moved between two sets of answers that are treated as independent.

    Args:
        old: the score then, with its interval.
        new: the score now, with an interval of the same confidence.

    Returns:
        New score minus old score, in points within [-200, 200], with an interval of the same confidence.

    Source:
        Zou & Donner (2008), Stat. Med. 27:1693-1702 (the variance recovered from each side of both intervals).
    """
    difference = new.score - old.score
    down = hypot(new.score - new.interval.low, old.interval.high - old.score)
    up = hypot(new.interval.high - new.score, old.score - old.interval.low)
    return Change(difference, Interval(difference - down, difference + up))
