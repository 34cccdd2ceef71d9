"""Hands a long step of an import to a worker and says how far it has come."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.jobs.facade import defer, start_progress
from allaboard.foundation.jobs.models import Progress
from allaboard.foundation.jobs.rules import is_stalled, seconds_left
from allaboard.foundation.people.choices import AT_WORK, ImportStatus
from allaboard.foundation.people.importing import steps
from allaboard.foundation.people.importing.wishes import Wishes, next_step
from allaboard.foundation.people.models import Import

LABELS = {
    ImportStatus.READING: gettext_lazy("Reading the file"),
    ImportStatus.CHECKING: gettext_lazy("Checking the rows"),
    ImportStatus.RUNNING: gettext_lazy("Importing"),
    ImportStatus.UNDOING: gettext_lazy("Taking the import back"),
}
BYTES_IN_MB = 1_000_000
PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """How far a worker has come with one step."""

    label: str
    done: int
    total: int
    detail: str  # so many rows of all, or so much of the file
    seconds_left: int | None  # None while no speed is known
    is_silent: bool  # the worker may have died; another takes over

    @property
    def minutes_left(self) -> int | None:
        """For what takes longer than a minute and a half."""
        long = self.seconds_left is not None and self.seconds_left > 90
        return round((self.seconds_left or 0) / 60) if long else None


@transaction.atomic
def hand_over(run: Import, step: ImportStatus, *, by: Actor, parts: int, skip_bad: bool = False) -> None:
    """Let a worker do the step; a bar shows its parts, which are rows, or bytes of the file."""
    label = _("Import of %(file)s") % {"file": run.file_name}
    url = reverse("people:import_run", args=[run.pk])
    progress = start_progress(by, label, parts, url)
    steps.begin(run, step, progress, by=by, skip_bad=skip_bad)
    defer(
        "people.import_step",
        run=run.pk,
        step=str(step),
        parts=parts,
        skip_bad=skip_bad,
        user=by.user_id,
        token=by.token_id,
        language=get_language(),
    )


def go_on(run: Import, *, by: Actor) -> None:
    """Hand over the step that is to follow by itself, if there is one."""
    step = next_step(run)
    if step is not None:
        hand_over(run, step, by=by, parts=run.row_count, skip_bad=Wishes(**run.wishes).skip_bad)


def bar_of(run: Import) -> Bar | None:
    """The bar of the step that is at work; none when none is, or its record is gone."""
    if run.status not in AT_WORK:
        return None
    progress = Progress.objects.filter(pk=run.progress_id or 0).first()
    if progress is None:
        return None
    now = timezone.now()
    elapsed = (now - progress.started_at).total_seconds()
    silent = (now - progress.moved_at).total_seconds()
    left = seconds_left(progress.done, progress.total, elapsed)
    return Bar(
        label=str(LABELS[ImportStatus(run.status)]),
        done=progress.done,
        total=progress.total,
        detail=_detail(run, progress),
        seconds_left=None if left is None else round(left),
        is_silent=is_stalled(silent, progress.finished_at is not None, PATIENCE_SECONDS),
    )


def _detail(run: Import, progress: Progress) -> str:
    if run.status == ImportStatus.READING:
        done, total = (round(parts / BYTES_IN_MB, 1) for parts in (progress.done, progress.total))
        words = _("%(done)s of %(total)s MB")
    else:
        done, total = progress.done, progress.total
        words = _("%(done)s of %(total)s rows")
    return words % {"done": localize(done), "total": localize(total)}
