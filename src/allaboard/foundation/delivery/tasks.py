"""Delivery by the clock and on demand."""

from allaboard.foundation.delivery.services import running, tallying
from allaboard.foundation.jobs.facade import defer, is_stopping, job, periodic


@periodic("* * * * *")
@job("delivery.run_due", queue="delivery", retries=3)
def run_due() -> None:
    """Deliver what is due; several workers may do this at once. One that is stopped leaves the rest to another."""
    running.run_due()
    if is_stopping():
        defer("delivery.run_due", once="delivery.run_due")


@periodic("*/15 * * * *")
@job("delivery.fold_tallies", retries=3)
def fold_tallies() -> None:
    """Keep the counts of sendings short."""
    tallying.fold_tallies()
