"""Writes down how far work has come, and does the same for many things."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.jobs.models import Progress

LONGEST_LABEL = 200
log = logging.getLogger(__name__)
T = TypeVar("T")


def start_progress(by: Actor, label: str, total: int, result_url: str = "") -> int:
    """Begin to show a determinate bar at /jobs/<id>/ and return its id."""
    progress = Progress.objects.create(
        owner_id=by.person_id,
        token_id=None if by.person_id else by.token_id,
        label=label[:LONGEST_LABEL],
        total=max(0, total),
        result_url=result_url,
    )
    return progress.pk


def restart(pk: int) -> None:
    """Say that the work begins now, from its first part: for a worker that takes it up, or takes it over from a dead one."""
    now = timezone.now()
    Progress.objects.filter(pk=pk, finished_at=None).update(done=0, started_at=now, moved_at=now)


def advance(pk: int, done: int, note: str = "") -> None:
    """Say that so many parts are done in all; seen by others once the caller's transaction ends."""
    changes: dict[str, object] = {"done": Least(F("total"), done), "moved_at": timezone.now()}
    Progress.objects.filter(pk=pk).update(**changes | ({"note": note[:500]} if note else {}))


def finish(pk: int, result_url: str = "", note: str = "") -> None:
    """Say that all is done, and where to go from here."""
    now = timezone.now()
    changes: dict[str, object] = {"done": F("total"), "finished_at": now, "moved_at": now}
    if result_url:
        changes["result_url"] = result_url
    Progress.objects.filter(pk=pk).update(**changes | ({"note": note[:500]} if note else {}))


def fail(pk: int, reason: str) -> None:
    """Say that the work stopped, and why, in words for the person who waits."""
    now = timezone.now()
    Progress.objects.filter(pk=pk).update(failure=reason[:500], finished_at=now, moved_at=now)


def forget_progress(kept_days: int) -> int:
    """Delete the bars that have not moved for so many days, ended or not; returns how many."""
    return Progress.objects.filter(moved_at__lt=timezone.now() - timedelta(days=kept_days)).delete()[0]


def one_by_one(things: Iterable[T], work: Callable[[T], object]) -> int:
    """Do the work for each thing in a transaction of its own; returns for how many it was done.

    One that fails is written into the log and keeps none of the others waiting; the next run tries it again.
    """
    done = 0
    for thing in things:
        try:
            with transaction.atomic():
                work(thing)
            done += 1
        except Exception:
            log.exception("%s failed for %r", work, thing)
    return done
