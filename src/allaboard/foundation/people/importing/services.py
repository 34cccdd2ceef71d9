"""The verbs of an import: upload, map, check, mend a cell, apply, undo, discard."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import limits, rows, staging
from allaboard.foundation.people.importing.applying import apply
from allaboard.foundation.people.importing.checking import Plan, Verdict, check
from allaboard.foundation.people.importing.freshness import kept_verdict, state_of_directory
from allaboard.foundation.people.importing.mapping import fingerprint, folded, guessed_targets, problems_of
from allaboard.foundation.people.importing.source import open_source
from allaboard.foundation.people.importing.staging import Tell, quiet, table
from allaboard.foundation.people.importing.stored import forget_file
from allaboard.foundation.people.importing.undoing import require_untouched, restore
from allaboard.foundation.people.models import Import, RememberedMapping
from allaboard.foundation.people.permissions import may_import

KEPT_DAYS = 7
AT_REST = (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED)
OPEN = (*AT_REST, ImportStatus.CHECKING, ImportStatus.RUNNING)


@transaction.atomic
def upload(path: Path, file_name: str, *, by: Actor, encoding: str = "", tell: Tell = quiet) -> Import:
    """Read a file and guess what its columns mean; the directory stays as it is.

    Raises:
        RuleBroken: the file cannot be a list of people; the message says why.
    """
    run = new_import(file_name, by=by)
    read(run, path, encoding, tell)
    return run


def new_import(file_name: str, *, by: Actor, stored_as: str = "") -> Import:
    """Begin an import of a file that is still to be read."""
    require(may_import(by))
    _forget_old_files()
    return Import.objects.create(
        file_name=file_name[:255],
        stored_as=stored_as,
        status=ImportStatus.READING,
        uploaded_by_id=by.person_id,
        uploaded_by_name=by.name,
    )


def read(run: Import, path: Path, encoding: str, tell: Tell) -> None:
    """Bring the file's cells into the database. The caller holds the transaction."""
    with tempfile.TemporaryDirectory(prefix="allaboard-import-") as folder:
        source = open_source(path, Path(folder), encoding)
        run.headers, run.encoding, run.delimiter = list(source.headers), source.encoding, source.delimiter
        run.row_count = staging.stage(run.pk, source, tell)
    run.targets = remembered_targets(run.headers)
    run.options = {
        "date_order": rows.date_order(run),
        "clear_empty": False,
        "titles": [title for title in source.titles if title],
        "other_names": list(source.other_names),
    }
    run.status = ImportStatus.UPLOADED
    run.save()


def remembered_targets(headers: Sequence[str]) -> list[str]:
    """What the columns meant last time a file had them; a guess the first time."""
    known = RememberedMapping.objects.filter(fingerprint=fingerprint(headers)).first()
    if known is None:
        return guessed_targets(headers)
    return [known.targets.get(folded(header) or header, "") for header in headers]


def choose_mapping(
    run: Import, targets: Sequence[str], *, by: Actor, options: Mapping[str, object] | None = None
) -> None:
    """Say what each column means, and remember it for the next file with these columns.

    Raises:
        RuleBroken: the mapping cannot be used, for example because no column holds an e-mail or an id.
    """
    require(may_import(by))
    _require(run, AT_REST)
    wrong = problems_of(targets, run.headers)
    if wrong:
        raise RuleBroken(" ".join(wrong))
    run.targets = list(targets)
    run.options = {**run.options, **(options or {})}
    run.status, run.checked_against = ImportStatus.UPLOADED, ""
    run.save()
    meanings = {folded(header) or header: target for header, target in zip(run.headers, targets, strict=True)}
    RememberedMapping.objects.update_or_create(
        fingerprint=fingerprint(run.headers), defaults={"targets": meanings}
    )


@transaction.atomic
def dry_run(run: Import, *, by: Actor, tell: Tell = quiet) -> Verdict:
    """Find out what the file would do, row by row; the directory stays as it is."""
    require(may_import(by))
    _require(run, OPEN)
    wrong = problems_of(run.targets, run.headers)
    if wrong:
        raise RuleBroken(" ".join(wrong))
    run.checked_against = state_of_directory()  # before the check: a change during it makes the check void
    found = check(plan_of(run), tell)
    _keep_counts(run, found)
    run.status = ImportStatus.CHECKED
    run.save()
    return found


@transaction.atomic
def mend(run: Import, cells: Mapping[tuple[int, int], str], *, by: Actor) -> None:
    """Write other text into cells, each given by its row's number and its column's position; a check has to follow."""
    require(may_import(by))
    _require(run, AT_REST)
    with connection.cursor() as cursor:
        for (number, position), text in cells.items():
            if not 1 <= position <= len(run.headers) or len(text) > limits.CELL_CHARACTERS:
                raise RuleBroken(_("This cell cannot be changed."))
            statement = sql.SQL("UPDATE {} SET {} = %s WHERE number = %s")
            cursor.execute(statement.format(table("staged", run.pk), staging.cell(position)), [text, number])
    run.status, run.checked_against = ImportStatus.UPLOADED, ""
    run.save()


@transaction.atomic
def apply_import(run: Import, *, by: Actor, skip_bad: bool = False, tell: Tell = quiet) -> Verdict:
    """Bring the checked rows into the directory, all in one transaction.

    Raises:
        RuleBroken: rows have problems and were not said to be skipped; nothing is changed.
    """
    require(may_import(by))
    run = Import.objects.select_for_update().get(pk=run.pk)
    with connection.cursor() as cursor:  # nobody else writes people between the check and the end
        cursor.execute("LOCK TABLE people_person IN SHARE ROW EXCLUSIVE MODE")
    found = kept_verdict(run)
    tell_of_writing = tell
    if found is None:
        found = dry_run(run, by=by, tell=_portion(tell, 0.0, 0.4))
        tell_of_writing = _portion(tell, 0.4, 1.0)
    if found.bad and not skip_bad:
        raise RuleBroken(
            _(
                "%(bad)d of %(rows)d rows have problems. Mend them, or choose to leave them out; nothing was changed."
            )
            % {"bad": found.bad, "rows": run.row_count}
        )
    day = timezone.localdate()
    apply(plan_of(run), day, found, tell_of_writing)
    run.status, run.applied_at, run.applied_on = ImportStatus.DONE, timezone.now(), day
    run.save()
    _keep_bad_rows_only(run)
    record("people.imported", by=by, on=run, created=found.created, updated=found.updated, skipped=found.bad)
    return found


@transaction.atomic
def undo_import(run: Import, *, by: Actor, tell: Tell = quiet) -> None:
    """Take the import back: every value as it was, and the people whom it created are gone.

    Raises:
        RuleBroken: it was not applied, or its people were changed or used since; nothing is changed.
    """
    require(may_import(by))
    run = Import.objects.select_for_update().get(pk=run.pk)
    if run.status not in (ImportStatus.DONE, ImportStatus.UNDOING) or run.applied_on is None:
        raise RuleBroken(_("This import is not in force, so there is nothing to undo."))
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_person IN SHARE ROW EXCLUSIVE MODE")
    require_untouched(run)
    restore(run, run.applied_on, tell)
    run.status, run.undone_at = ImportStatus.UNDONE, timezone.now()
    run.save()
    run.changes.all()._raw_delete("default")
    record("people.import_undone", by=by, on=run)


@transaction.atomic
def discard(run: Import, *, by: Actor) -> None:
    """Throw away a file that was not imported."""
    require(may_import(by))
    if run.status not in AT_REST:
        raise RuleBroken(_("This import is finished, or at work just now."))
    _forget(run)
    run.delete()


def plan_of(run: Import) -> Plan:
    """How the import's rows are to be read."""
    return Plan(
        run_id=run.pk,
        targets=tuple(run.targets),
        date_order=str(run.options.get("date_order", "dmy")),
        clear_empty=bool(run.options.get("clear_empty", False)),
    )


def _require(run: Import, statuses: Sequence[ImportStatus]) -> None:
    if run.status not in statuses:
        raise RuleBroken(_("This import is finished, or at work just now."))
    if not staging.is_staged(run.pk):
        raise RuleBroken(_("The file is no longer kept. Upload it again."))


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


def _forget_old_files() -> None:
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    for run in Import.objects.filter(uploaded_at__lt=old):
        _forget(run)
        if run.status in (*AT_REST, ImportStatus.READING):
            run.delete()


def _forget(run: Import) -> None:
    staging.drop_tables(run.pk)
    forget_file(run)


def _portion(tell: Tell, begin: float, end: float) -> Tell:
    """Tell of a part of the work as of its portion of the whole."""
    return lambda done, total: tell(round(1000 * (begin + (end - begin) * done / max(total, 1))), 1000)
