"""Edits the case: words, sums, measure, evidence, options and decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.initiatives import undoing
from allaboard.areas.initiatives.forms.cases import SECTIONS, OwnerForm, SourceForm
from allaboard.areas.initiatives.forms.decisions import DecisionForm, OptionForm
from allaboard.areas.initiatives.queries.initiatives import initiative_for, option_of
from allaboard.areas.initiatives.services import decisions
from allaboard.areas.initiatives.services import initiatives as services
from allaboard.areas.initiatives.views.dossier import show
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM
from allaboard.foundation.undo import facade as undo
from allaboard.ui.seen import undisturbed


@requires_role(*TEAM)
def edit(request: ActorRequest, pk: int, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise NotFound
    initiative = initiative_for(request.actor, pk)
    with undisturbed(request, initiative):
        # A second copy: a form that does not hold must not show through on the rest of the page.
        form = SECTIONS[section](request.POST or None, instance=initiative_for(request.actor, pk))
        if form.is_valid():
            services.change_case(initiative, form.cleaned_data, request.actor)
            messages.success(request, _("Saved."))
            return redirect("initiatives:detail", pk)
    return show(request, initiative, 422 if form.is_bound else 200, editing=section, form=form)


@requires_role(*TEAM)
def hand_over(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    form = OwnerForm(request.POST or None, initial={"owner": initiative.owner_id})
    if not form.is_valid():
        return show(request, initiative, 422 if form.is_bound else 200, editing="owner", form=form)
    undo.announce(request, undoing.hand_over(initiative, form.cleaned_data["owner"], request.actor))
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
def add_source(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    form = SourceForm(request.POST or None)
    if not form.is_valid():
        return show(request, initiative, 422 if form.is_bound else 200, editing="source", form=form)
    services.add_evidence(pk, form.link(), request.actor)
    messages.success(request, _("The case rests on one more piece of evidence."))
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
@require_POST
def remove_source(request: ActorRequest, pk: int, source_pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    undo.announce(request, undoing.take_source_out(initiative, source_pk, request.actor))
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
def add_option(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    form = OptionForm(request.POST or None)
    if not form.is_valid():
        return show(request, initiative, 422 if form.is_bound else 200, editing="option", form=form)
    decisions.add_option(initiative, form.cleaned_data["label"], form.cleaned_data["detail"], request.actor)
    messages.success(request, _("The option is on the table."))
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
@require_POST
def remove_option(request: ActorRequest, pk: int, option_pk: int) -> HttpResponse:
    option = option_of(initiative_for(request.actor, pk), option_pk)
    undo.announce(request, undoing.take_option_out(option, request.actor))
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    form = DecisionForm(initiative, request.POST or None)
    if not form.is_valid():
        return show(request, initiative, 422 if form.is_bound else 200, editing="decision", form=form)
    data = form.cleaned_data
    decisions.decide(initiative, data["option"].pk, data["decided_on"], data["reason"], request.actor)
    messages.success(request, _("Decided. Next: win the leaders."))
    return redirect("initiatives:detail", pk)
