"""The import wizard: file, columns, check; then the result, the history and undo."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, Role
from allaboard.foundation.jobs.facade import defer, start_progress
from allaboard.foundation.jobs.queries import progress_for
from allaboard.foundation.people import queries
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.import_forms import ColumnsForm, UploadForm, mended_cells
from allaboard.foundation.people.importing import rows, services
from allaboard.foundation.people.models import Import
from allaboard.ui.exports import safe_cell

KEEPERS = (*HR, Role.ADMIN)
IMPORTS_A_PAGE = 25
MENDED_AT_ONCE = 50
NOTES_SHOWN = 10
APPLIED_AT_ONCE_ROWS = 5_000


@requires_role(*KEEPERS)
def imports(request: ActorRequest) -> HttpResponse:
    """What was imported, by whom, and what can still be undone."""
    page = Paginator(queries.imports_of(request.actor), IMPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/imports.html", {"page": page})


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
            return redirect("people:import_columns", run.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/import_new.html", {"form": form, "step": 1}, status=status)


def _uploaded(request: ActorRequest, file: UploadedFile[bytes], encoding: str) -> Import:
    with tempfile.NamedTemporaryFile(prefix="allaboard-upload-") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        return services.upload(Path(kept.name), file.name or _("File"), by=request.actor, encoding=encoding)


@requires_role(*KEEPERS)
def import_columns(request: ActorRequest, pk: int) -> HttpResponse:
    """Step 2: say what each column means."""
    run = queries.import_for(request.actor, pk)
    form = ColumnsForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_mapping(run, form.targets, by=request.actor, options=form.options)
            services.dry_run(run, by=request.actor)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return redirect("people:import_check", run.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/import_columns.html", {"form": form, "run": run, "step": 2}, status=status)


@requires_role(*KEEPERS)
def import_check(request: ActorRequest, pk: int) -> HttpResponse:
    """Step 3: what the file would do; mend cells in place."""
    run = queries.import_for(request.actor, pk)
    if run.status != ImportStatus.CHECKED:
        return redirect("people:import_run" if run.status in _ENDED else "people:import_columns", run.pk)
    if request.method == "POST":
        services.mend(run, mended_cells(request.POST.dict()), by=request.actor)
        return redirect("people:import_check", run.pk)
    context = {
        "run": run,
        "bad": rows.bad_rows(run, MENDED_AT_ONCE),
        "notes": rows.noted_rows(run, NOTES_SHOWN),
        "good_count": run.row_count - run.skipped_count,
        "step": 3,
    }
    return render(request, "people/import_check.html", context)


_ENDED = (ImportStatus.RUNNING, ImportStatus.DONE, ImportStatus.UNDONE, ImportStatus.FAILED)


@require_POST
@requires_role(*KEEPERS)
def import_apply(request: ActorRequest, pk: int) -> HttpResponse:
    """Bring the rows in: small files at once, large ones as a job whose progress can be watched."""
    run = queries.import_for(request.actor, pk)
    skip_bad = request.POST.get("skip_bad") == "yes"
    if run.row_count <= APPLIED_AT_ONCE_ROWS:
        services.apply_import(run, by=request.actor, skip_bad=skip_bad)
        messages.success(request, _("The people are in the directory."))
        return redirect("people:import_run", run.pk)
    url = reverse("people:import_run", args=[run.pk])
    label = _("Import of %(file)s") % {"file": run.file_name}
    progress = start_progress(request.actor, label[:200], 1000, url)
    services.begin(run, progress, by=request.actor)
    defer("people.apply_import", run=run.pk, user=request.actor.user_id, skip_bad=skip_bad)
    return redirect("people:import_run", run.pk)


@requires_role(*KEEPERS)
def import_run(request: ActorRequest, pk: int) -> HttpResponse:
    """What an import did."""
    run = queries.import_for(request.actor, pk)
    if run.status in (ImportStatus.UPLOADED, ImportStatus.CHECKED):
        return redirect(
            "people:import_columns" if run.status == ImportStatus.UPLOADED else "people:import_check", pk
        )
    is_running = run.status == ImportStatus.RUNNING and run.progress_id is not None
    progress = progress_for(request.actor, run.progress_id) if is_running and run.progress_id else None
    context = {
        "run": run,
        "progress": progress,
        "bad": rows.bad_rows(run, NOTES_SHOWN) if not is_running else [],
    }
    return render(request, "people/import_run.html", context)


@require_POST
@requires_role(*KEEPERS)
def import_undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    run = queries.import_for(request.actor, pk)
    services.undo_import(run, by=request.actor)
    messages.success(request, _("The import is undone. Every value is as it was."))
    return redirect("people:import_run", run.pk)


@require_POST
@requires_role(*KEEPERS)
def import_discard(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw a file away that was not imported."""
    services.discard(queries.import_for(request.actor, pk), by=request.actor)
    messages.success(request, _("The file is thrown away. Nothing was imported."))
    return redirect("people:imports")


@requires_role(*KEEPERS)
def import_bad_rows(request: ActorRequest, pk: int) -> HttpResponse:
    """The rows with problems as CSV, with the reason in the last column."""
    run = queries.import_for(request.actor, pk)
    lines = "".join(_csv_line(cells) for cells in rows.bad_rows_as_csv(run))
    answer = HttpResponse("\ufeff" + lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rows-to-mend-{run.pk}.csv"'
    return answer


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(text) for text in cells])
    return line.getvalue()
