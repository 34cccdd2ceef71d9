"""When the cost is earned back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Payback:
    """Months until the cost is earned back; None means never."""

    likely: float | None
    soonest: float | None
    latest: float | None


def payback(cost_once: float, cost_yearly: float, low: float, likely: float, high: float) -> Payback:
    """Months until the once-only cost is earned back from the yearly benefit less the yearly cost.

    Args:
        cost_once: money spent once, 0 or more.
        cost_yearly: money spent each year, 0 or more.
        low: yearly benefit that is almost sure, low ≤ likely ≤ high.
        likely: yearly benefit expected.
        high: yearly benefit if all goes well.

    Raises:
        ValueError: the benefits are not in order or a cost is negative.
    """
    if min(cost_once, cost_yearly) < 0 or not low <= likely <= high:
        raise ValueError("Costs are 0 or more, and low ≤ likely ≤ high.")

    def months(benefit: float) -> float | None:
        earned = benefit - cost_yearly
        return None if earned <= 0 else 12 * cost_once / earned

    return Payback(likely=months(likely), soonest=months(high), latest=months(low))
