"""Results from elsewhere: upload, say what the columns are, import."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from allaboard.areas.listening.columns import guessed
from allaboard.areas.listening.forms.imports import MappingForm, UploadForm
from allaboard.areas.listening.queries.surveys import WRITERS, results_file_for
from allaboard.areas.listening.services.files import import_file, keep_file
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.words import all_grouped


@requires_role(*WRITERS)
def upload(request: ActorRequest) -> HttpResponse:
    """Choose the file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_file(file.name, file.read(), by=request.actor)
        except RuleBroken as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("listening:mapping", kept.pk)
    return render(request, "listening/upload.html", {"form": form}, status=422 if form.errors else 200)


@requires_role(*WRITERS)
def mapping(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what each column is; the guess is filled in."""
    kept = results_file_for(request.actor, pk)
    columns = guessed(kept.headers, kept.rows)
    form = MappingForm(request.POST or None, columns=columns, name=kept.name)
    if request.method == "POST" and form.is_valid():
        try:
            wave, unreadable = import_file(kept, form.mapped(), by=request.actor)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(len(kept.rows), unreadable))
            return redirect("listening:results", wave.pk)
    shown = {"file": kept, "form": form, "columns": form.rows(), "answers": len(kept.rows)}
    return render(request, "listening/mapping.html", shown, status=422 if form.errors else 200)


def _said(answers: int, unreadable: int) -> str:
    said = ngettext("%(n)s answer is in.", "%(n)s answers are in.", answers) % all_grouped({"n": answers})
    if not unreadable:
        return said
    left = ngettext(
        "%(n)s cell was no answer and was left out.",
        "%(n)s cells were no answers and were left out.",
        unreadable,
    )
    return f"{said} {left % all_grouped({'n': unreadable})}"
