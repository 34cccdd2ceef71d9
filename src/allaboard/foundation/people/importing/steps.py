"""The long steps of an import as a worker takes them: begun once, repeated without harm, given up with a reason."""

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.importing.staging import Tell
from allaboard.foundation.people.importing.stored import forget_file, keep_file, kept_file
from allaboard.foundation.people.models import Import
from allaboard.foundation.people.permissions import may_import

STARTS_FROM = {
    ImportStatus.READING: (ImportStatus.READING,),
    ImportStatus.CHECKING: (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED),
    ImportStatus.RUNNING: (ImportStatus.CHECKED,),
    ImportStatus.UNDOING: (ImportStatus.DONE,),
}
ENDS_IN_FAILURE = {
    ImportStatus.READING: ImportStatus.FAILED,
    ImportStatus.CHECKING: ImportStatus.UPLOADED,
    ImportStatus.RUNNING: ImportStatus.FAILED,
    ImportStatus.UNDOING: ImportStatus.DONE,
}


def receive(content: "File[bytes]", file_name: str, *, by: Actor, encoding: str = "") -> Import:
    """Take a file in without looking into it; `read` is to follow."""
    require(may_import(by))
    run = services.new_import(file_name, by=by, stored_as=keep_file(content))
    run.encoding = encoding
    run.save()
    return run


@transaction.atomic
def begin(run: Import, step: ImportStatus, progress_id: int, *, by: Actor) -> None:
    """Hand a step to a worker, to be done once.

    Raises:
        RuleBroken: the import is not ready for it, or already at work.
    """
    require(may_import(by))
    run = Import.objects.select_for_update().get(pk=run.pk)
    is_taken = step == ImportStatus.READING and run.progress_id is not None
    if run.status not in STARTS_FROM[step] or is_taken:
        raise RuleBroken(_("This import is not ready, or already running."))
    run.status, run.progress_id, run.failure = step, progress_id, ""
    run.save()


def do(run: Import, *, by: Actor, skip_bad: bool, tell: Tell) -> None:
    """Do the step that was begun; each is one transaction, so that a worker killed in it leaves nothing behind."""
    match run.status:
        case ImportStatus.READING:
            _read(run, by=by, tell=tell)
        case ImportStatus.CHECKING:
            services.dry_run(run, by=by, tell=tell)
        case ImportStatus.RUNNING:
            services.apply_import(run, by=by, skip_bad=skip_bad, tell=tell)
        case ImportStatus.UNDOING:
            services.undo_import(run, by=by, tell=tell)


@transaction.atomic
def _read(run: Import, *, by: Actor, tell: Tell) -> None:
    require(may_import(by))
    run = Import.objects.select_for_update().get(pk=run.pk)
    with kept_file(run) as path:
        services.read(run, path, run.encoding, tell)
    forget_file(run)
    Import.objects.filter(pk=run.pk).update(stored_as="")


@transaction.atomic
def give_up(run: Import, reason: str) -> None:
    """Note why a step stopped; nothing of it is kept."""
    run = Import.objects.select_for_update().get(pk=run.pk)
    after = ENDS_IN_FAILURE.get(ImportStatus(run.status))
    if after is not None:
        run.status, run.failure = after, reason
        run.save()
