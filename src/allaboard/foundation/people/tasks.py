"""Long steps of imports, run by a worker."""

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.jobs.facade import fail, finish, job, restart
from allaboard.foundation.people.importing import steps
from allaboard.foundation.people.importing.beacon import beacon
from allaboard.foundation.people.models import Import


@job("people.import_step")
def import_step(run: int, step: str, user: int, parts: int, skip_bad: bool = False) -> None:
    """Read, check, apply or undo, in the name of the user who asked; a second run finds the work done and stops."""
    found = Import.objects.get(pk=run)
    if found.status != step:
        return
    progress = found.progress_id or 0
    restart(progress)
    try:
        with beacon(progress, parts) as tell:
            steps.do(found, by=actor_of(User.objects.get(pk=user)), skip_bad=skip_bad, tell=tell)
    except (RuleBroken, NotAllowed) as error:
        steps.give_up(found, str(error))
        fail(progress, str(error))
    else:
        finish(progress)
