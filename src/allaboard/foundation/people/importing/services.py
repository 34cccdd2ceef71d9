"""The verbs of an import whose file was taken in: check, mend a cell, apply, undo, discard."""

from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from allaboard.errors import RuleBroken
from allaboard.foundation.access.facade import follow_directory
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.jobs.facade import one_by_one
from allaboard.foundation.people.choices import AT_REST, ImportStatus
from allaboard.foundation.people.importing.checking.freshness import kept_verdict, state_of_directory
from allaboard.foundation.people.importing.checking.plan import Plan
from allaboard.foundation.people.importing.checking.verdicts import Verdict, check
from allaboard.foundation.people.importing.reading import limits, staging
from allaboard.foundation.people.importing.reading.mapping import problems_of
from allaboard.foundation.people.importing.reading.staging import Tell, quiet, table
from allaboard.foundation.people.importing.receiving import forget, hold, require_ready
from allaboard.foundation.people.importing.writing.applying import apply
from allaboard.foundation.people.importing.writing.undoing import require_untouched, restore
from allaboard.foundation.people.models import UNDO_OFFERED_FOR, Import, ImportChange
from allaboard.foundation.people.permissions import may_import
from allaboard.foundation.people.rules import UNDO_DAYS
from allaboard.words import all_grouped

OPEN = (*AT_REST, ImportStatus.CHECKING, ImportStatus.RUNNING)


@transaction.atomic
def dry_run(run: Import, *, by: Actor, tell: Tell = quiet) -> Verdict:
    """Find out what the file would do, row by row; the directory stays as it is.

    Raises:
        NotAllowed: the actor does not import.
        RuleBroken: the columns do not fit together; the message says why.
    """
    require(may_import(by))
    require_ready(run, OPEN)
    wrong = problems_of(run.targets, run.headers)
    if wrong:
        raise RuleBroken(" ".join(wrong))
    run.checked_against = state_of_directory()  # before the check: a change during it makes the check void
    found = check(plan_of(run), tell)
    _keep_counts(run, found)
    run.status, run.failure = ImportStatus.CHECKED, ""
    run.save()
    return found


@transaction.atomic
def mend(run: Import, cells: Mapping[tuple[int, int], str], *, by: Actor) -> None:
    """Write other text into cells, each given by its row's number and its column's position; a check has to follow.

    From here on a person decides, also where the file came from a program.

    Raises:
        NotAllowed: the actor does not import.
        RuleBroken: the cell is not one that can be mended, or the import is at work.
    """
    require(may_import(by))
    require_ready(run, AT_REST)
    with connection.cursor() as cursor:
        for (number, position), text in cells.items():
            if not 1 <= position <= len(run.headers) or len(text) > limits.CELL_CHARACTERS:
                raise RuleBroken(_("This cell cannot be changed."))
            statement = sql.SQL("UPDATE {} SET {} = %s WHERE number = %s")
            cursor.execute(statement.format(table("staged", run.pk), staging.cell(position)), [text, number])
    run.status, run.checked_against, run.wishes = ImportStatus.UPLOADED, "", {}
    run.save()


@transaction.atomic
def apply_import(run: Import, *, by: Actor, skip_bad: bool = False, tell: Tell = quiet) -> Verdict:
    """Bring the checked rows into the directory, all in one transaction.

    Raises:
        RuleBroken: rows have problems and were not said to be skipped; nothing is changed.
    """
    require(may_import(by))
    require_ready(run, OPEN)
    with connection.cursor() as cursor:  # nobody else writes people between the check and the end
        cursor.execute("LOCK TABLE people_person IN SHARE ROW EXCLUSIVE MODE")
    found = kept_verdict(run)
    tell_of_writing = tell
    if found is None:
        found = dry_run(run, by=by, tell=_portion(tell, 0.0, 0.4))
        tell_of_writing = _portion(tell, 0.4, 1.0)
    require_good_rows(run, skip_bad=skip_bad)
    day = timezone.localdate()
    apply(plan_of(run), day, found, tell_of_writing)
    follow_directory(by=by)
    run.status, run.applied_at, run.applied_on = ImportStatus.DONE, timezone.now(), day
    run.save()
    _keep_bad_rows_only(run)
    record("people.imported", by=by, on=run, created=found.created, updated=found.updated, skipped=found.bad)
    return found


def require_good_rows(run: Import, *, skip_bad: bool) -> None:
    """Raise RuleBroken if the check found rows with problems that are not to be left out."""
    if run.skipped_count and not skip_bad:
        raise RuleBroken(
            _(
                "%(bad)s of %(rows)s rows have problems. Mend them, or choose to leave them out; nothing was changed."
            )
            % all_grouped({"bad": run.skipped_count, "rows": run.row_count})
        )


@transaction.atomic
def undo_import(run: Import, *, by: Actor, tell: Tell = quiet) -> None:
    """Take the import back: every value as it was, and the people whom it created are gone.

    Raises:
        RuleBroken: it was not applied, or its people were changed or used since; nothing is changed.
    """
    require(may_import(by))
    hold(run)
    if run.status not in (ImportStatus.DONE, ImportStatus.UNDOING) or run.applied_on is None:
        raise RuleBroken(_("This import is not in force, so there is nothing to undo."))
    require_not_forgotten(run)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_person IN SHARE ROW EXCLUSIVE MODE")
    require_untouched(run)
    restore(run, run.applied_on, tell)
    follow_directory(by=by)
    run.status, run.undone_at = ImportStatus.UNDONE, timezone.now()
    run.save()
    run.changes.all()._raw_delete("default")
    record("people.import_undone", by=by, on=run)


def require_not_forgotten(run: Import) -> None:
    """Raise RuleBroken if what the import replaced is kept no longer."""
    if not run.is_undo_offered:
        raise RuleBroken(
            _("An import can be undone for %(days)s days. What this one replaced is forgotten.")
            % {"days": UNDO_DAYS}
        )


def forget_replaced() -> int:
    """Forget whole former rows once they cannot be brought back any more; returns of how many imports."""
    late = Import.objects.filter(status=ImportStatus.DONE, applied_at__lt=timezone.now() - UNDO_OFFERED_FOR)
    kept = ImportChange.objects.filter(run=OuterRef("pk"))
    return one_by_one(late.filter(Exists(kept)), _forget_changes)


def _forget_changes(run: Import) -> None:
    hold(run)
    if not run.is_undo_offered:
        run.changes.all()._raw_delete("default")


@transaction.atomic
def discard(run: Import, *, by: Actor) -> None:
    """Throw away a file that was not imported.

    Raises:
        NotAllowed: the actor does not import.
        RuleBroken: it is finished, or at work.
    """
    require(may_import(by))
    hold(run)
    if run.status not in AT_REST:
        raise RuleBroken(_("This import is finished, or at work just now."))
    forget(run)
    run.delete()


def plan_of(run: Import) -> Plan:
    """How the import's rows are to be read."""
    return Plan(
        run_id=run.pk,
        targets=tuple(run.targets),
        date_order=str(run.options.get("date_order", "dmy")),
        clear_empty=bool(run.options.get("clear_empty", False)),
        has_new_ids=bool(run.options.get("new_ids", False)),
    )


def _keep_counts(run: Import, found: Verdict) -> None:
    run.created_count, run.updated_count, run.unchanged_count = found.created, found.updated, found.unchanged
    run.skipped_count, run.noted_count = found.bad, found.noted


def _keep_bad_rows_only(run: Import) -> None:
    """The rows that were left out stay for a week, to be downloaded; all other cells go."""
    if not run.skipped_count:
        staging.drop_tables(run.pk)
        return
    names = {"staged": table("staged", run.pk), "checked": table("checked", run.pk)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DELETE FROM {checked} WHERE problems = '{{}}'").format(**names))
        cursor.execute(
            sql.SQL(
                "DELETE FROM {staged} s WHERE NOT EXISTS (SELECT FROM {checked} c WHERE c.number = s.number)"
            ).format(**names)
        )


def _portion(tell: Tell, begin: float, end: float) -> Tell:
    """Tell of a part of the work as of its portion of the whole."""
    return lambda done, total: tell(round(1000 * (begin + (end - begin) * done / max(total, 1))), 1000)
