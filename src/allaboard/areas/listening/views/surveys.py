"""Writing surveys."""

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.listening import rules, undoing
from allaboard.areas.listening.answering.pages import first_stop, nonce_in, page_at
from allaboard.areas.listening.choices import Stage, Template
from allaboard.areas.listening.forms.surveys import DescribeForm, QuestionForm, StartForm
from allaboard.areas.listening.library import LIBRARY
from allaboard.areas.listening.models import Question, Survey, Wave
from allaboard.areas.listening.queries.surveys import WRITERS, survey_for, visible_waves
from allaboard.areas.listening.services import surveys as services
from allaboard.areas.listening.table import survey_table
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.undo import facade as undo
from allaboard.ui.exports import exported
from allaboard.ui.seen import undisturbed
from allaboard.ui.tables import chosen_rows


@requires_role(*WRITERS)
def survey_list(request: ActorRequest) -> HttpResponse:
    """All surveys with their last run, as the address asks for them; what runs now stands above."""
    table = survey_table(request)
    shown = {"table": table, "running": visible_waves(request.actor).exclude(stage=Stage.CLOSED)}
    # An export may be streamed, which Django does not count among its HttpResponses.
    return exported(table) or render(request, "listening/list.html", shown)  # type: ignore[return-value]


@requires_role(*WRITERS)
def start(request: ActorRequest) -> HttpResponse:
    """Choose a template and a title."""
    form = StartForm(request.POST or None, initial={"template": request.GET.get("template", Template.PULSE)})
    if request.method == "POST" and form.is_valid():
        survey = services.start_survey(by=request.actor, **form.cleaned_data)
        messages.success(request, _("The survey is there. Change the words until they are yours."))
        return redirect("listening:survey", survey.pk)
    library = [
        (name, Template(name).label, [str(d.text) for d in drafts]) for name, drafts in LIBRARY.items()
    ]
    shown = {"form": form, "library": library}
    return render(request, "listening/start.html", shown, status=422 if form.errors else 200)


@requires_role(*WRITERS)
def survey(request: ActorRequest, pk: int) -> HttpResponse:
    """The editor: title and reason, questions in order, runs."""
    found = survey_for(request.actor, pk)
    with undisturbed(request, found):
        # A second copy: a form that does not hold must not show through on the rest of the page.
        form = DescribeForm(request.POST or None, instance=copy(found))
        if request.method == "POST" and form.is_valid():
            services.describe_survey(found, by=request.actor, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("listening:survey", pk)
    return _editor(request, found, form)


def _editor(request: ActorRequest, found: Survey, form: DescribeForm) -> HttpResponse:
    questions = found.questions.all()
    shown = {
        "survey": found,
        "form": form,
        "questions": questions,
        "waves": found.waves.all(),
        "minutes": max(1, round(rules.minutes_to_answer(len(questions)))),
    }
    return render(request, "listening/survey.html", shown, status=422 if form.errors else 200)


@requires_role(*WRITERS)
def question(request: ActorRequest, pk: int, key: str = "") -> HttpResponse:
    """Add a question, or change one."""
    found = survey_for(request.actor, pk)
    kept = get_object_or_404(found.questions, key=key) if key else None
    with undisturbed(request, kept or found):
        form = QuestionForm(request.POST or None, instance=kept)
        if request.method == "POST" and form.is_valid():
            services.save_question(found, form.save(commit=False), by=request.actor)
            messages.success(request, _("The question is saved."))
            return redirect("listening:survey", pk)
    shown = {"survey": found, "form": form, "question": kept}
    return render(request, "listening/question.html", shown, status=422 if form.errors else 200)


@require_POST
@requires_role(*WRITERS)
def move_question(request: ActorRequest, pk: int, key: str) -> HttpResponse:
    """One place up or down."""
    kept: Question = get_object_or_404(survey_for(request.actor, pk).questions, key=key)
    services.move_question(kept, by=request.actor, up=request.POST.get("to") == "up")
    return redirect("listening:survey", pk)


@require_POST
@requires_role(*WRITERS)
def remove_question(request: ActorRequest, pk: int, key: str) -> HttpResponse:
    """Take a question out."""
    kept: Question = get_object_or_404(survey_for(request.actor, pk).questions, key=key)
    undo.announce(request, undoing.remove_question(kept, request.actor))
    return redirect("listening:survey", pk)


@requires_role(*WRITERS)
def preview(request: ActorRequest, pk: int) -> HttpResponse:
    """A page as a phone shows it; nothing that is tapped here is kept."""
    found = survey_for(request.actor, pk)
    asked = [kept.asked() for kept in found.questions.all()]
    at = int(request.GET["at"]) if request.GET.get("at", "").isdecimal() else first_stop(len(asked))
    page = page_at(min(at, len(asked)), asked, {}, nonce_in({}))
    wave = Wave(title=found.title, survey=found)
    return render(request, "listening/answer.html", {"wave": wave, "page": page, "is_preview": True})


@require_POST
@requires_role(*WRITERS)
def duplicate(request: ActorRequest, pk: int) -> HttpResponse:
    """Make a copy to change."""
    copy = services.duplicate_survey(survey_for(request.actor, pk), by=request.actor)
    messages.success(request, _("This is the copy."))
    return redirect("listening:survey", copy.pk)


@require_POST
@requires_role(*WRITERS)
def archive(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a survey away, with a way back."""
    undo.announce(request, undoing.archive(survey_for(request.actor, pk), request.actor))
    return redirect("listening:list")


@require_POST
@requires_role(*WRITERS)
def archive_chosen(request: ActorRequest) -> HttpResponse:
    """Put the ticked surveys away, or all that match, with one way back."""
    offer = undoing.archive_chosen(chosen_rows(survey_table(request)), request.actor)
    undo.announce_any(request, offer, otherwise=_("Nothing was put away. Choose surveys that are in use."))
    return redirect("listening:list")


@require_POST
@requires_role(*WRITERS)
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    """Bring a survey back."""
    found = survey_for(request.actor, pk)
    services.restore_survey(found, by=request.actor)
    return redirect("listening:survey", pk)
