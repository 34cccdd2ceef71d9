"""What was deleted is gone for good once nobody may take it back."""

from allaboard.foundation.jobs.facade import job, periodic
from allaboard.foundation.undo import services


@periodic("*/10 * * * *")
@job("undo.forget_old", retries=0)
def forget_old() -> None:
    """Forget old offers."""
    services.forget_old()
