"""Decides when something may have happened."""

from datetime import datetime, timedelta

from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

LONGEST_AGO = timedelta(days=3_650)


def require_possible(at: datetime, now: datetime) -> None:
    """Raise RuleBroken for what lies ahead, or so long ago that the day must be a slip of the pen.

    Args:
        at: when it happened, with its time zone.
        now: the present instant, with its time zone.
    """
    if at > now:
        raise RuleBroken(_("Evidence is what happened. It cannot lie in the future."))
    if at < now - LONGEST_AGO:
        raise RuleBroken(_("Choose a day within the last ten years."))
