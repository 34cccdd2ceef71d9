"""What an experiment of a given size can find out, asked before it is run."""

from math import sqrt
from statistics import NormalDist


def power_of_two_shares(
    treated: int, holdout: int, holdout_share: float, treated_share: float, significance: float = 0.05
) -> float:
    """Chance that a two-sided test of two shares notices a true difference.

    Args:
        treated: people who get the message, at least 1.
        holdout: people held out, at least 1.
        holdout_share: true share that acts without the message, 0 to 1.
        treated_share: true share that acts with it, 0 to 1.
        significance: chance of a false alarm that is accepted, strictly between 0 and 1.

    Returns:
        Power, 0 to 1. Detection in the wrong direction is not counted.

    Raises:
        ValueError: a group is empty or a share lies outside 0 to 1.

    Source:
        Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd edition,
        section 4.2, without continuity correction; the same as R's `power.prop.test`.
    """
    if treated < 1 or holdout < 1:
        raise ValueError("both groups need at least one person")
    if not (0 <= holdout_share <= 1 and 0 <= treated_share <= 1):
        raise ValueError("a share lies between 0 and 1")
    gap = abs(treated_share - holdout_share)
    pooled = (treated * treated_share + holdout * holdout_share) / (treated + holdout)
    spread_if_equal = sqrt(pooled * (1 - pooled) * (1 / treated + 1 / holdout))
    spread = sqrt(
        treated_share * (1 - treated_share) / treated + holdout_share * (1 - holdout_share) / holdout
    )
    surplus = gap - NormalDist().inv_cdf(1 - significance / 2) * spread_if_equal
    if spread == 0:
        return 1.0 if surplus > 0 else 0.0
    return NormalDist().cdf(surplus / spread)


def smallest_detectable_lift(
    treated: int, holdout: int, holdout_share: float, power: float = 0.8, significance: float = 0.05
) -> float | None:
    """The smallest rise over the holdout's share that is noticed with the wanted power.

    Args:
        treated: people who get the message, at least 1.
        holdout: people held out, at least 1.
        holdout_share: share expected to act without the message, 0 to 1.
        power: chance of noticing that is wanted, strictly between 0 and 1.
        significance: chance of a false alarm that is accepted, strictly between 0 and 1.

    Returns:
        A difference of shares above 0, or None when even everybody acting would not be noticed.

    Raises:
        ValueError: a group is empty or a share lies outside 0 to 1.

    Source:
        Solves `power_of_two_shares` for the treated share by bisection.
    """
    if power_of_two_shares(treated, holdout, holdout_share, 1.0, significance) < power:
        return None
    low, high = holdout_share, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        if power_of_two_shares(treated, holdout, holdout_share, middle, significance) < power:
            low = middle
        else:
            high = middle
    return high - holdout_share
