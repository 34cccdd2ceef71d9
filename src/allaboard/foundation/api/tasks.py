"""The API's own housekeeping."""

from allaboard.foundation.api import idempotency
from allaboard.foundation.jobs.facade import job, periodic


@periodic("25 * * * *")
@job("api.forget_answers", retries=3)
def forget_answers() -> None:
    """Delete the answers whose day is over; no call does it, or others would wait until that one has ended."""
    idempotency.forget_answers()
