"""The queue's own housekeeping."""

from allaboard.foundation.jobs import queue, services

KEPT_HOURS = 24 * 7
PROGRESS_KEPT_DAYS = 90


@queue.periodic("* * * * *")
@queue.job("jobs.rescue_stalled", retries=0)
def rescue_stalled() -> None:
    """Give the jobs of dead workers to the living."""
    queue.rescue_stalled()


@queue.periodic("17 3 * * *")
@queue.job("jobs.forget_old", retries=0)
def forget_old() -> None:
    """Delete jobs that ended more than a week ago, and what people saw of work that has stood still for 90 days."""
    queue.forget_ended(KEPT_HOURS)
    services.forget_progress(PROGRESS_KEPT_DAYS)
