"""The import wizard: file, columns, check; then the result, the history and undo."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, Role
from allaboard.foundation.people import queries
from allaboard.foundation.people.choices import AT_WORK, ImportStatus
from allaboard.foundation.people.importing import receiving, services, steps
from allaboard.foundation.people.importing.checking import rows
from allaboard.foundation.people.importing.forms import ColumnsForm, UploadForm, mended_cells
from allaboard.foundation.people.importing.progress import bar_of, hand_over
from allaboard.foundation.people.importing.table import imports_table
from allaboard.foundation.people.models import Import
from allaboard.ui.exports import exported, rows_response

KEEPERS = (*HR, Role.ADMIN)
MENDED_AT_ONCE = 50
BAD_SHOWN = 10
NOTES_SHOWN = 50
READ_AT_ONCE_BYTES = 500_000
DONE_AT_ONCE_ROWS = 5_000
PAGES = {ImportStatus.UPLOADED: "people:import_columns", ImportStatus.CHECKED: "people:import_check"}
"""Where an import goes on; otherwise its own page tells how it stands."""


@requires_role(*KEEPERS)
def imports(request: ActorRequest) -> HttpResponseBase:
    """What was imported, by whom, and what can still be undone."""
    table = imports_table(request)
    return exported(table) or render(request, "people/imports.html", {"table": table})


@requires_role(*KEEPERS)
def import_new(request: ActorRequest) -> HttpResponse:
    """Step 1: choose the file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = _uploaded(request, form.cleaned_data["file"], form.cleaned_data["encoding"])
        except RuleBroken as error:
            form.add_error("file", str(error))
        else:
            return redirect(_page_of(run), run.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/import_new.html", {"form": form, "step": 1}, status=status)


def _page_of(run: Import) -> str:
    return PAGES.get(ImportStatus(run.status), "people:import_run")


def _uploaded(request: ActorRequest, file: UploadedFile[bytes], encoding: str) -> Import:
    name = file.name or _("File")
    if (file.size or 0) > READ_AT_ONCE_BYTES:
        run = steps.receive(file, name, by=request.actor, encoding=encoding)
        hand_over(run, ImportStatus.READING, by=request.actor, parts=file.size or 1)
        return run
    with tempfile.NamedTemporaryFile(prefix="allaboard-upload-") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        return receiving.upload(Path(kept.name), name, by=request.actor, encoding=encoding)


@requires_role(*KEEPERS)
def import_columns(request: ActorRequest, pk: int) -> HttpResponse:
    """Step 2: say what each column means."""
    run = queries.import_for(request.actor, pk)
    if run.status in AT_WORK or not run.headers:
        return redirect("people:import_run", run.pk)
    form = ColumnsForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        try:
            receiving.choose_mapping(run, form.targets, by=request.actor, options=form.options)
            return _checked(request, run)
        except RuleBroken as error:
            form.add_error(None, str(error))
    status = 422 if request.method == "POST" else 200
    return render(request, "people/import_columns.html", {"form": form, "run": run, "step": 2}, status=status)


def _checked(request: ActorRequest, run: Import) -> HttpResponse:
    """Small files are checked at once, large ones by a worker."""
    if run.row_count <= DONE_AT_ONCE_ROWS:
        services.dry_run(run, by=request.actor)
    else:
        hand_over(run, ImportStatus.CHECKING, by=request.actor, parts=run.row_count)
    return redirect(_page_of(run), run.pk)


@requires_role(*KEEPERS)
def import_check(request: ActorRequest, pk: int) -> HttpResponse:
    """Step 3: what the file would do; mend cells in place."""
    run = queries.import_for(request.actor, pk)
    if run.status != ImportStatus.CHECKED:
        return redirect(_page_of(run), run.pk)
    if request.method == "POST":
        services.mend(run, mended_cells(request.POST.dict()), by=request.actor)
        return _checked(request, run)
    bad = rows.bad_rows(run, MENDED_AT_ONCE)
    order = _wrong_columns_first(bad, len(run.headers))
    context = {
        "run": run,
        "headers": [run.headers[position - 1] for position in order],
        "bad": [
            (row, [(position, run.headers[position - 1], row.cells[position - 1]) for position in order])
            for row in bad
        ],
        "notes": _by_sentence(rows.noted_rows(run, NOTES_SHOWN)),
        "good_count": run.row_count - run.skipped_count,
        "step": 3,
    }
    return render(request, "people/import_check.html", context)


def _by_sentence(noted: Iterable[rows.Row]) -> dict[str, list[int]]:
    """What was noticed, each thing once, with the numbers of the rows."""
    found: dict[str, list[int]] = {}
    for row in noted:
        for sentence in row.problems:
            found.setdefault(sentence, []).append(row.number)
    return found


def _wrong_columns_first(bad: Sequence[rows.Row], columns: int) -> list[int]:
    """The positions of all columns, those that hold something to mend in front, where nobody has to scroll for them."""
    wrong = {position for row in bad for position in row.wrong_positions}
    return sorted(range(1, columns + 1), key=lambda position: (position not in wrong, position))


@require_POST
@requires_role(*KEEPERS)
def import_apply(request: ActorRequest, pk: int) -> HttpResponse:
    """Bring the rows in: small files at once, large ones as a job whose progress can be watched."""
    run = queries.import_for(request.actor, pk)
    skip_bad = request.POST.get("skip_bad") == "yes"
    if run.row_count <= DONE_AT_ONCE_ROWS:
        services.apply_import(run, by=request.actor, skip_bad=skip_bad)
        messages.success(request, _("The people are in the directory."))
    else:
        hand_over(run, ImportStatus.RUNNING, by=request.actor, parts=run.row_count, skip_bad=skip_bad)
    return redirect("people:import_run", run.pk)


@requires_role(*KEEPERS)
def import_run(request: ActorRequest, pk: int) -> HttpResponse:
    """How an import stands: what a worker is doing, or what it did."""
    run = queries.import_for(request.actor, pk)
    is_at_work = run.status in AT_WORK
    if not is_at_work and request.headers.get("HX-Target") == "run":
        # The bar that asked is part of a page that is out of date as a whole.
        return HttpResponseClientRedirect(reverse(_page_of(run), args=[pk]))
    if run.status in PAGES:
        return redirect(_page_of(run), pk)
    context = {"run": run, "bar": bar_of(run), "bad": rows.bad_rows(run, BAD_SHOWN)}
    return render(request, "people/import_run.html", context)


@require_POST
@requires_role(*KEEPERS)
def import_undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    run = queries.import_for(request.actor, pk)
    if run.row_count <= DONE_AT_ONCE_ROWS:
        services.undo_import(run, by=request.actor)
        messages.success(request, _("The import is undone. Every value is as it was."))
    else:
        hand_over(run, ImportStatus.UNDOING, by=request.actor, parts=run.row_count)
    return redirect("people:import_run", run.pk)


@require_POST
@requires_role(*KEEPERS)
def import_discard(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw a file away that was not imported."""
    services.discard(queries.import_for(request.actor, pk), by=request.actor)
    messages.success(request, _("The file is thrown away. Nothing was imported."))
    return redirect("people:imports")


@requires_role(*KEEPERS)
def import_bad_rows(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The rows with problems as CSV, with the reason in the last column."""
    run = queries.import_for(request.actor, pk)
    headings = [*run.headers, str(rows.REASON)]
    return rows_response(headings, rows.bad_rows_to_mend(run), f"rows-to-mend-{run.pk}", "csv")
