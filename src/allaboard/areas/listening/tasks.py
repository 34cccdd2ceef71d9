"""Work by the clock, and work that takes its time."""

from django.db import connection
from django.utils import timezone

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.services.ballots import forget_traces, mix_pending
from allaboard.areas.listening.services.files import forget_old_files
from allaboard.areas.listening.services.grouping import PARTS, end_grouping
from allaboard.areas.listening.services.themes import find_themes
from allaboard.areas.listening.services.waves import open_and_close_due
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.jobs.facade import advance, fail, job, one_by_one, periodic, restart


@periodic("5 * * * *")
@job("listening.due")
def due() -> None:
    """Open and close waves whose day has come, then let the database forget old row versions."""
    _opened, closed = open_and_close_due(timezone.localdate())
    forget_old_files()
    if closed and not connection.in_atomic_block:
        forget_traces()


@periodic("*/10 * * * *")
@job("listening.mix")
def mix() -> None:
    """Mix what waits in the ballot boxes of open waves, then let the database forget the order of what was mixed."""
    waves = list(Wave.objects.filter(stage=Stage.OPEN))
    one_by_one(waves, mix_pending)
    if waves and not connection.in_atomic_block:
        forget_traces()


@job("listening.forget_traces")
def forget() -> None:
    """Let the database forget old row versions of a wave that was closed by hand."""
    if not connection.in_atomic_block:
        forget_traces()


@job("listening.find_themes")
def themes(wave_id: int, progress_id: int, tells: bool = False) -> None:
    """Group a wave's comments while its progress bar moves; a worker that takes over from a dead one begins anew."""
    wave = Wave.objects.filter(pk=wave_id).first()
    if wave is None:  # with the sample company it went
        return
    restart(progress_id)
    try:
        find_themes(wave, by=SYSTEM, progress=lambda share: advance(progress_id, round(PARTS * share)))
    except RuleBroken as refusal:
        fail(progress_id, str(refusal))
    else:
        end_grouping(wave, progress_id, tells=tells)
