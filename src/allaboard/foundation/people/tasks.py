"""Long steps of imports, run by a worker."""

import logging

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.queries import actor_again
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.jobs.facade import fail, finish, job, periodic, restart
from allaboard.foundation.people import services
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import receiving, steps
from allaboard.foundation.people.importing import services as import_services
from allaboard.foundation.people.importing.beacon import beacon
from allaboard.foundation.people.importing.progress import go_on
from allaboard.foundation.people.models import Import

log = logging.getLogger(__name__)


@job("people.import_step")
def import_step(
    run: int,
    step: str,
    parts: int,
    skip_bad: bool = False,
    user: int | None = None,
    token: int | None = None,
    language: str = "",
) -> None:
    """Read, check, apply or undo, in the name of who asked and in their language; a second run finds the work done and stops."""
    found = Import.objects.get(pk=run)
    if found.status == step:
        with override(language):
            _do(found, step, parts, skip_bad, actor_again(user, token))


def _do(found: Import, step: str, parts: int, skip_bad: bool, by: Actor) -> None:
    progress = found.progress_id or 0
    restart(progress)
    try:
        with beacon(progress, parts) as tell, transaction.atomic():
            steps.do(found, ImportStatus(step), by=by, skip_bad=skip_bad, tell=tell)
            go_on(found, by=by)
    except (RuleBroken, NotAllowed) as error:
        _stop(found, progress, str(error) or _("Whoever began this import may no longer import people."))
    except (DatabaseError, OSError):
        log.exception("a step of import %s could not be done", found.pk)
        _stop(found, progress, _("The server could not finish this step. Nothing of it was kept. Try again."))
    else:
        finish(progress)


def _stop(run: Import, progress: int, reason: str) -> None:
    """The bar is that of this step: that of the next was taken back with what had begun it."""
    fail(progress, reason)
    steps.give_up(run, reason)


@periodic("12 * * * *")
@job("people.note_leavers", retries=3)
def note_leavers() -> None:
    """Mark those as left whose leaving date has come, each hour, since the company's day begins at any hour."""
    services.note_leavers()


@periodic("25 3 * * *")
@job("people.forget_old", retries=0)
def forget_old() -> None:
    """Forget files that nobody went on with, and what imports replaced long ago."""
    receiving.forget_old_files()
    import_services.forget_replaced()
