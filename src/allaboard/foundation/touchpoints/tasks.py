"""Later work of the ledger."""

from allaboard.foundation.jobs.facade import job, periodic
from allaboard.foundation.touchpoints import services


@periodic("40 2 * * *")
@job("touchpoints.ensure_months", retries=3)
def ensure_months() -> None:
    """Keep partitions ready for the months ahead."""
    services.ensure_months()


@periodic("45 2 * * *")
@job("touchpoints.fold_asked_minutes", retries=3)
def fold_asked_minutes() -> None:
    """Keep the sums of what was asked short."""
    services.fold_asked_minutes()
