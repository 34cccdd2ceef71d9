"""Questions about work in progress, and about the queue it waits in."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.jobs import clock, rules
from allaboard.foundation.jobs.models import Progress

WORKER_ANSWERS_WITHIN = timedelta(minutes=1)
LATE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class QueueState:
    """Who works through the queue, and what should long have begun."""

    workers: int
    late_jobs: int


def queue_state() -> QueueState:
    """How many workers have given a sign of life, and how many jobs wait longer than they should."""
    now = clock.database_now()
    late = Q(scheduled_at__lt=now - LATE_AFTER) | Q(
        scheduled_at=None, procrastinateevent__type="deferred", procrastinateevent__at__lt=now - LATE_AFTER
    )
    return QueueState(
        ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - WORKER_ANSWERS_WITHIN).count(),
        ProcrastinateJob.objects.filter(late, status="todo").distinct().count(),
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a piece of work will still take, and whether it moves at all."""

    seconds_left: float | None
    is_stalled: bool


def pace_of(work: Progress) -> Pace:
    """The pace of a piece of work as it stands now."""
    now = timezone.now()
    silent = (now - work.moved_at).total_seconds()
    return Pace(
        rules.seconds_left(work.done, work.total, (now - work.started_at).total_seconds()),
        rules.is_stalled(silent, work.finished_at is not None),
    )


@dataclass(frozen=True, slots=True)
class Work:
    """How far a piece of work has come, for a page of those whom the work is for, whoever began it."""

    done: int
    total: int
    failure: str
    is_finished: bool
    is_stalled: bool  # its worker has probably gone

    @property
    def is_under_way(self) -> bool:
        """Whether somebody may wait for its end."""
        return not (self.is_finished or self.is_stalled)


def work_of(pk: int | None) -> Work | None:
    """The work with this number; none when it was never begun, or is forgotten. Who may know is for the caller to say."""
    found = Progress.objects.filter(pk=pk).first() if pk is not None else None
    if found is None:
        return None
    ended = found.finished_at is not None
    return Work(found.done, found.total, found.failure, ended, pace_of(found).is_stalled)


def visible_to(actor: Actor) -> QuerySet[Progress]:
    """The work the actor has started, a program by its token; administrators see all of it."""
    if actor.has(Role.ADMIN):
        return Progress.objects.all()
    if actor.person_id is not None:
        return Progress.objects.filter(owner=actor.person_id)
    return Progress.objects.filter(token_id=actor.token_id) if actor.token_id else Progress.objects.none()


def progress_for(actor: Actor, pk: int) -> Progress:
    """The progress with this number; NotFound unless the actor may see it."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
