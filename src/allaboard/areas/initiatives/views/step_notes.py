"""Notes steps that were taken outside the product."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.initiatives.forms.step_notes import StepNoteForm
from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.queries.step_notes import step_note_of
from allaboard.areas.initiatives.services.step_notes import withdraw_step_note
from allaboard.areas.initiatives.undoing import note_step
from allaboard.areas.initiatives.views.dossier import show
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM
from allaboard.foundation.undo import facade as undo


@requires_role(*TEAM)
def note(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    form = StepNoteForm(request.POST or None, initial={"step": request.GET.get("step", "")})
    if not form.is_valid():
        return show(request, initiative, 422 if form.is_bound else 200, editing="step", form=form)
    data = form.cleaned_data
    _note, offer = note_step(
        initiative, data["step"], data["progress"], data["text"], data["on"], request.actor
    )
    undo.announce(request, offer)
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
@require_POST
def withdraw(request: ActorRequest, pk: int, note_pk: int) -> HttpResponse:
    withdraw_step_note(step_note_of(initiative_for(request.actor, pk), note_pk), request.actor)
    messages.success(request, _("The note is taken back."))
    return redirect("initiatives:detail", pk)
