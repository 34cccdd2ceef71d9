"""Delivery by the clock and on demand."""

from allaboard.foundation.delivery.services import running
from allaboard.foundation.jobs.facade import defer, is_stopping, job, periodic


@periodic("* * * * *")
@job("delivery.run_due", queue="delivery", retries=3)
def run_due() -> None:
    """Deliver what is due; several workers may do this at once. One that is stopped leaves the rest to another."""
    running.run_due()
    if is_stopping():
        defer("delivery.run_due", once="delivery.run_due")
