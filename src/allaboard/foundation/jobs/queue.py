"""Our few words over procrastinate: a job is declared, deferred in the caller's transaction, and run by a worker."""

import functools
import inspect
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from django.db import transaction
from procrastinate import RetryStrategy, exceptions, sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from allaboard.foundation.jobs import clock

P = ParamSpec("P")
R = TypeVar("R")

STALLED_AFTER_SECONDS = 60
_names: dict[object, str] = {}
_stopping = threading.Event()
# Always the caller's own connection, in a worker too, so that a job exists exactly when its transaction commits.
_connector = DjangoConnector()
_manager = JobManager(_connector)


def job(name: str, *, queue: str = "default", retries: int = 3) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a function in a room's `tasks.py` as a job; a failed run is tried again after 3, 9, 27 … seconds."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        wants_timestamp = "timestamp" in inspect.signature(function).parameters

        @functools.wraps(function)
        def run(*args: P.args, **arguments: P.kwargs) -> None:
            if not wants_timestamp:
                arguments.pop("timestamp", None)
            function(*args, **arguments)

        strategy = RetryStrategy(max_attempts=retries, exponential_wait=3) if retries else False
        app.task(name=name, queue=queue, retry=strategy)(run)
        _names[function] = name
        return function

    return declare


def periodic(cron: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a declared job by the clock; at most one run waits in the queue, so runs never pile up."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        name = _names[function]
        app.periodic(cron=cron, queueing_lock=name)(app.tasks[name])
        return function

    return declare


def defer(name: str, *, at: datetime | None = None, once: str = "", **arguments: object) -> bool:
    """Put a job into the queue when the caller's transaction commits.

    Args:
        name: the job's name; an unknown one is a fault.
        at: not before this instant.
        once: a word that at most one waiting job may carry.

    Returns:
        False when a job with the same `once` is waiting already.
    """
    queue = app.tasks[name].queue
    deferrer = configure_task(
        name=name, job_manager=_manager, queue=queue, schedule_at=at, queueing_lock=once or None
    )
    try:
        with transaction.atomic():
            deferrer.defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return False
    return True


def rescue_stalled() -> int:
    """Put the jobs of workers that fell silent back into the queue and return how many.

    A job of which another one waits already, as the clock or somebody has asked again since, is ended instead.
    """
    stalled = _connector.execute_query_all(
        sql.queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=STALLED_AFTER_SECONDS,
    )
    at_once = clock.database_now() - timedelta(minutes=1)  # past for a transaction that began before, too
    return sum(_is_put_back(row["id"], at_once) for row in stalled)


def _is_put_back(job_id: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            _manager.retry_job_by_id(job_id, retry_at=at)
    except exceptions.UniqueViolation:
        failed = Status.FAILED.value
        _connector.execute_query(sql.queries["finish_job"], job_id=job_id, status=failed, delete_job=False)
        return False
    return True


def forget_ended(kept_hours: int) -> None:
    """Delete the jobs that ended longer ago than this."""
    ended = [Status.SUCCEEDED.value, Status.FAILED.value, Status.CANCELLED.value, Status.ABORTED.value]
    _connector.execute_query(sql.queries["delete_old_jobs"], nb_hours=kept_hours, queue=None, statuses=ended)


def ask_to_stop() -> None:
    """Tell running jobs that this process is going down."""
    _stopping.set()


def is_stopping() -> bool:
    """Whether a long job should leave the rest to another worker."""
    return _stopping.is_set()
