"""Whom an initiative may still ask."""

from allaboard.areas.initiatives.choices import Status
from allaboard.errors import RuleBroken
from allaboard.words import gettext as _


def closed_because(status: str) -> str:
    """Why nobody is asked any more, in a sentence; nothing while the initiative is under way."""
    if status == Status.CLOSED:
        return _("The loop of this initiative is closed, so nobody is asked any more.")
    return _("This initiative was stopped, so nobody is asked any more.") if status == Status.STOPPED else ""


def require_open(status: str) -> None:
    """Raise RuleBroken, saying what to do first, unless the initiative is under way."""
    if reason := closed_because(status):
        raise RuleBroken(_("%(reason)s Open it again first, under “More” on its page.") % {"reason": reason})


def require_open_to_answers(status: str) -> None:
    """Raise RuleBroken, for the leader who answers, unless the initiative is under way."""
    if reason := closed_because(status):
        raise RuleBroken(
            _("%(reason)s What you wrote was not kept; tell HR if it still matters.") % {"reason": reason}
        )
