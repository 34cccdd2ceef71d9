"""Lets a worker group the comments of a closed wave, and tells whoever runs the survey that its results are ready."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.areas.listening import emails
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.themes import shown_comments
from allaboard.areas.listening.services.themes import require_comments_open
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.jobs.facade import defer, finish, start_progress, work_of

PARTS = 100  # of the bar


@transaction.atomic
def begin_grouping(wave: Wave, *, by: Actor, tells: bool = False) -> None:
    """Hand the comments over to a worker, unless one has them already.

    Args:
        wave: a closed wave.
        by: who wants it.
        tells: whether the one who runs the survey hears of the end.

    Raises:
        RuleBroken: the wave is open, or too few answered for comments to be shown.
    """
    require_writer(by)
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    require_comments_open(wave)
    work = work_of(wave.themes_progress)
    if work is not None and work.is_under_way:
        return
    there = reverse("listening:results", args=[wave.pk])
    progress = start_progress(by, _("Reading the comments of %(wave)s") % {"wave": wave.title}, PARTS, there)
    wave.themes_progress = progress
    wave.save(update_fields=["themes_progress"])
    defer("listening.find_themes", wave_id=wave.pk, progress_id=progress, tells=tells)


def begin_or_tell(wave: Wave, *, by: Actor) -> None:
    """After a close: have the comments grouped, and the one who runs the survey told; at once where there are none."""
    if shown_comments(wave):
        begin_grouping(wave, by=by, tells=True)
    elif by.is_system:  # whoever closes by hand has the results before them
        emails.tell_ready(wave, by=by)


@transaction.atomic
def end_grouping(wave: Wave, progress_id: int, *, tells: bool) -> None:
    """Say that the themes are there."""
    finish(progress_id)
    if tells:
        emails.tell_ready(wave, by=SYSTEM)
