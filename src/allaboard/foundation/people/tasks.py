"""Long imports, run by a worker."""

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.jobs.facade import fail, finish, job
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.importing.beacon import beacon
from allaboard.foundation.people.models import Import


@job("people.apply_import", retries=0)
def apply_import(run: int, user: int, skip_bad: bool) -> None:
    """Bring the checked rows in, in the name of the user who asked; a second run finds the work done and stops."""
    found = Import.objects.get(pk=run)
    progress = found.progress_id or 0
    try:
        with beacon(progress) as tell:
            services.apply_import(found, by=actor_of(User.objects.get(pk=user)), skip_bad=skip_bad, tell=tell)
    except (RuleBroken, NotAllowed) as error:
        services.give_up(found, str(error))
        fail(progress, str(error))
    else:
        finish(progress)
