"""The door to long and later work."""

from allaboard.foundation.jobs.queries import Work, queue_state, work_of
from allaboard.foundation.jobs.queue import defer, is_stopping, job, periodic
from allaboard.foundation.jobs.services import advance, fail, finish, one_by_one, restart, start_progress

__all__ = [
    "Work",
    "advance",
    "defer",
    "fail",
    "finish",
    "is_stopping",
    "job",
    "one_by_one",
    "periodic",
    "queue_state",
    "restart",
    "start_progress",
    "work_of",
]
