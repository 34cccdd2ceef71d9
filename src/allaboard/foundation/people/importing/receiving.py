"""Takes a file in: reads it, says what its columns mean, and forgets it in time."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.files import facade as files
from allaboard.foundation.people.choices import AT_REST, ImportStatus
from allaboard.foundation.people.importing.checking import rows
from allaboard.foundation.people.importing.reading import staging
from allaboard.foundation.people.importing.reading.mapping import (
    fingerprint,
    guessed_targets,
    keys_of,
    problems_of,
    with_addresses,
)
from allaboard.foundation.people.importing.reading.source import open_source
from allaboard.foundation.people.importing.reading.staging import Tell, quiet
from allaboard.foundation.people.importing.reading.synonyms import LEAVE_OUT
from allaboard.foundation.people.models import Import, RememberedMapping
from allaboard.foundation.people.permissions import may_import

KEPT_DAYS = 7
LOOKED_AT_ROWS = 50
BUSY = (ImportStatus.CHECKING, ImportStatus.RUNNING, ImportStatus.UNDOING)


@transaction.atomic
def upload(path: Path, file_name: str, *, by: Actor, encoding: str = "", tell: Tell = quiet) -> Import:
    """Read a file and guess what its columns mean; the directory stays as it is.

    Raises:
        RuleBroken: the file cannot be a list of people; the message says why.
    """
    run = new_import(file_name, by=by)
    read(run, path, encoding, tell)
    return run


def new_import(file_name: str, *, by: Actor) -> Import:
    """Begin an import of a file that is still to be read."""
    require(may_import(by))
    return Import.objects.create(
        file_name=file_name[:255],
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
    run.targets = with_addresses(remembered_targets(run.headers), rows.first_rows(run, LOOKED_AT_ROWS))
    run.options = {
        "date_order": rows.date_order(run),
        "clear_empty": False,
        "new_ids": False,
        "titles": [title for title in source.titles if title],
        "other_names": list(source.other_names),
    }
    run.status = ImportStatus.UPLOADED
    run.save()


def remembered_targets(headers: Sequence[str]) -> list[str]:
    """What the columns meant last time a file had them; a guess the first time."""
    known = RememberedMapping.objects.filter(fingerprint=fingerprint(headers)).first()
    if known is not None:
        return [known.targets.get(key, LEAVE_OUT) for key in keys_of(headers)]
    if len(headers) > 1 and rows.is_reason(headers[-1]):
        return [*remembered_targets(headers[:-1]), LEAVE_OUT]  # rows that were downloaded and mended
    return guessed_targets(headers)


@transaction.atomic
def choose_mapping(
    run: Import,
    targets: Sequence[str],
    *,
    by: Actor,
    options: Mapping[str, object] | None = None,
    wishes: Mapping[str, object] | None = None,
) -> None:
    """Say what each column means, and remember it for the next file with these columns, unless it is only tried.

    Args:
        options: how cells are read; what is not named stays as it is.
        wishes: of a program, by which the steps follow by themselves; none when a person decides from here on.

    Raises:
        RuleBroken: the mapping cannot be used, for example because no column holds an e-mail or an id.
    """
    require(may_import(by))
    require_ready(run, AT_REST)
    wrong = problems_of(targets, run.headers)
    if wrong:
        raise RuleBroken(" ".join(wrong))
    run.targets = list(targets)
    run.options = {**run.options, **(options or {})}
    run.wishes = dict(wishes or {})
    run.status, run.checked_against = ImportStatus.UPLOADED, ""
    run.save()
    if not run.wishes.get("dry_run"):
        _remember(run)


def _remember(run: Import) -> None:
    """Keep what the columns mean for the next file with the same ones."""
    meanings = dict(zip(keys_of(run.headers), run.targets, strict=True))
    RememberedMapping.objects.update_or_create(
        fingerprint=fingerprint(run.headers), defaults={"targets": meanings}
    )


def require_ready(run: Import, statuses: Sequence[ImportStatus]) -> None:
    """Raise RuleBroken unless the import stands at one of these and its cells are kept; it is held as `hold` does."""
    hold(run)
    if run.status not in statuses:
        raise RuleBroken(_("This import is finished, or at work just now."))
    if not staging.is_staged(run.pk):
        raise RuleBroken(_("The file is no longer kept. Upload it again."))


def hold(run: Import) -> None:
    """Wait for whoever is at the import and see what they made of it; until the transaction ends nobody else changes it.

    Raises:
        NotFound: it was thrown away.
    """
    try:
        run.refresh_from_db(from_queryset=Import.objects.select_for_update())
    except Import.DoesNotExist as error:
        raise NotFound from error


def forget(run: Import) -> None:
    """Drop the cells, and the bytes once the caller's transaction holds."""
    staging.drop_tables(run.pk)
    files.forget(run.stored_as)


@transaction.atomic
def forget_old_files() -> None:
    """Forget what is kept of imports that nobody has gone on with for a week; what a worker is busy with is left to it."""
    old = Import.objects.filter(uploaded_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    left = Q(pk__in=staging.kept_runs()) | Q(status__in=(*AT_REST, ImportStatus.READING))
    for run in old.filter(left).exclude(status__in=BUSY):
        forget(run)
        if run.status in (*AT_REST, ImportStatus.READING):
            run.delete()
