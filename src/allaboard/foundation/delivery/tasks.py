"""Delivery by the clock and on demand."""

from allaboard.foundation.delivery.services import running
from allaboard.foundation.jobs.facade import job, periodic


@periodic("* * * * *")
@job("delivery.run_due", queue="delivery", retries=3)
def run_due() -> None:
    """Deliver what is due; several workers may do this at once."""
    running.run_due()
