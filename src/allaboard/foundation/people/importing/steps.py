"""The long steps of an import: begun once, repeated without harm, given up with a reason."""

from dataclasses import asdict

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.files import facade as files
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import receiving, services
from allaboard.foundation.people.importing.reading.source import require_size
from allaboard.foundation.people.importing.reading.staging import Tell
from allaboard.foundation.people.importing.wishes import Wishes, choose_wished_mapping
from allaboard.foundation.people.models import Import
from allaboard.foundation.people.permissions import may_import

FOLDER = "imports"
STARTS_FROM = {
    ImportStatus.READING: (ImportStatus.READING,),
    ImportStatus.CHECKING: (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED),
    ImportStatus.RUNNING: (ImportStatus.CHECKED,),
    ImportStatus.UNDOING: (ImportStatus.DONE,),
}
ENDS_IN_FAILURE = {
    ImportStatus.READING: ImportStatus.FAILED,
    ImportStatus.CHECKING: ImportStatus.UPLOADED,
    ImportStatus.RUNNING: ImportStatus.CHECKED,
    ImportStatus.UNDOING: ImportStatus.DONE,
}


def receive(
    content: "File[bytes]", file_name: str, *, by: Actor, encoding: str = "", wishes: Wishes | None = None
) -> Import:
    """Take a file in without looking into it; `read` is to follow.

    Args:
        encoding: what the file is written in; empty to find out.
        wishes: of a program that does not decide after each step.

    Raises:
        RuleBroken: it is too large.
    """
    require(may_import(by))
    require_size(content.size)
    run = receiving.new_import(file_name, by=by)
    run.stored_as = files.keep(content, FOLDER)
    run.encoding = wishes.encoding if wishes else encoding
    run.wishes = asdict(wishes) if wishes else {}
    run.save()
    return run


@transaction.atomic
def begin(run: Import, step: ImportStatus, progress_id: int, *, by: Actor, skip_bad: bool = False) -> None:
    """Hand a step to a worker, to be done once.

    Raises:
        RuleBroken: the import is not ready for it, or already at work, or has rows that cannot be taken.
    """
    require(may_import(by))
    receiving.hold(run)
    is_taken = step == ImportStatus.READING and run.progress_id is not None
    if run.status not in STARTS_FROM[step] or is_taken:
        raise RuleBroken(_("This import is not ready, or already running."))
    if step == ImportStatus.UNDOING:
        services.require_not_forgotten(run)
    if step == ImportStatus.RUNNING:
        services.require_good_rows(run, skip_bad=skip_bad)
    run.status, run.progress_id, run.failure = step, progress_id, ""
    run.save()


def do(run: Import, step: ImportStatus, *, by: Actor, skip_bad: bool, tell: Tell) -> None:
    """Do one step; each is one transaction, so that a process killed in it leaves nothing behind."""
    match step:
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
    receiving.hold(run)
    with files.copy_of(run.stored_as) as path:
        receiving.read(run, path, run.encoding, tell)
    if run.wishes:
        choose_wished_mapping(run, by=by)
    files.forget(run.stored_as)
    Import.objects.filter(pk=run.pk).update(stored_as="")


@transaction.atomic
def give_up(run: Import, reason: str) -> None:
    """Note why a step stopped; nothing of it is kept."""
    receiving.hold(run)
    after = ENDS_IN_FAILURE.get(ImportStatus(run.status))
    if after is not None:
        run.status, run.failure = after, reason
        run.save()
