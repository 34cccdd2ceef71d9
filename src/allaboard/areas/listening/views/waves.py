"""Runs of a survey: launch, watch, close; and the employee's own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.emails import invitation_preview
from allaboard.areas.listening.forms.waves import ClosingDayForm, LaunchForm, LosingForm
from allaboard.areas.listening.models import Survey
from allaboard.areas.listening.queries.launch import plan_preview
from allaboard.areas.listening.queries.participation import live_participation
from allaboard.areas.listening.queries.surveys import (
    WRITERS,
    open_waves_for,
    survey_for,
    wave_for,
    waves_answered_by,
)
from allaboard.areas.listening.services import days
from allaboard.areas.listening.services import waves as services
from allaboard.areas.listening.services.ballots import BallotsShut
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.delivery.facade import Preview
from allaboard.foundation.people.models import Person
from allaboard.words import all_grouped


@requires_role(*WRITERS)
def launch(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose whom to ask and see, before launching, what will be shown."""
    survey = survey_for(request.actor, pk)
    form = LaunchForm(request.POST or None, actor=request.actor, survey=survey)
    is_wanted = form.is_bound and form.is_valid() and request.POST.get("move") == "launch"
    if is_wanted and request.POST.get("checked") == form.as_checked():
        try:
            wave = services.launch_wave(survey, form.launch(), by=request.actor)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _launched(wave.invited or 0))
            return redirect("listening:wave", wave.pk)
    shown: dict[str, object] = {"survey": survey, "form": form}
    if form.is_bound and form.is_valid():
        plan = form.launch()
        shown["preview"] = plan_preview(plan.segment_text, plan.attributes, plan.minimum_group)
        shown["invitation"] = _invitation(request, survey, plan)
        shown |= {"checked": form.as_checked(), "is_changed": is_wanted}
    return render(request, "listening/launch.html", shown, status=422 if form.errors else 200)


def _invitation(request: ActorRequest, survey: Survey, plan: services.Launch) -> Preview | None:
    """What people will be sent, as the writer would get it."""
    if request.actor.person_id is None:
        return None
    reader = Person.objects.get(pk=request.actor.person_id)
    return invitation_preview(survey, plan.title, plan.closes_on, plan.minimum_group, reader)


def _launched(invited: int) -> str:
    said = ngettext("%(n)s person is asked.", "%(n)s people are asked.", invited)
    return said % all_grouped({"n": invited})


@requires_role(*WRITERS)
def wave(request: ActorRequest, pk: int) -> HttpResponse:
    """A run that is planned or open: participation and nothing else."""
    found = wave_for(request.actor, pk)
    if found.stage == Stage.CLOSED:
        return redirect("listening:results", pk)
    shown = {"wave": found, "participation": live_participation(found)}
    return render(request, "listening/wave.html", shown)


@require_POST
@requires_role(*WRITERS)
def remind(request: ActorRequest, pk: int) -> HttpResponse:
    """Send the one reminder."""
    services.remind(wave_for(request.actor, pk), by=request.actor)
    messages.success(request, _("The reminder is on its way to everyone who was asked."))
    return redirect("listening:wave", pk)


@require_POST
@requires_role(*WRITERS)
def close(request: ActorRequest, pk: int) -> HttpResponse:
    """Close now and show results; before answers whose key is missing would be lost, ask first."""
    found = wave_for(request.actor, pk)
    form = LosingForm(request.POST)
    try:
        services.close_wave(found, by=request.actor, losing=form.losing_so_many())
    except BallotsShut as shut:
        context = {"wave": found, "said": str(shut), "form": LosingForm(initial={"losing": shut.sheets})}
        return render(request, "listening/shut.html", context, status=422)
    messages.success(request, _("Closed. These are the results."))
    return redirect("listening:results", pk)


@requires_role(*WRITERS)
def closing_day(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose another last day."""
    found = wave_for(request.actor, pk)
    form = ClosingDayForm(request.POST or None, initial={"closes_on": found.closes_on})
    if form.is_valid():
        try:
            days.move_closing_day(found, form.cleaned_data["closes_on"], by=request.actor)
        except RuleBroken as refusal:
            form.add_error("closes_on", str(refusal))
        else:
            messages.success(request, _("The closing day has changed."))
            return redirect("listening:wave", pk)
    shown = {"wave": found, "form": form}
    return render(request, "listening/closing_day.html", shown, status=422 if form.errors else 200)


@require_POST
@requires_role(*WRITERS)
def call_off(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back a run that nobody has been told of."""
    found = wave_for(request.actor, pk)
    days.call_off(found, by=request.actor)
    messages.success(request, _("The run was called off. Nobody was asked."))
    return redirect("listening:survey", found.survey_id)


@require_safe
@requires_role(Role.EMPLOYEE)
def mine(request: ActorRequest) -> HttpResponse:
    """Have your say: what is open for me, and what I took part in."""
    shown = {
        "open_waves": open_waves_for(request.actor, timezone.localdate()),
        "answered": waves_answered_by(request.actor)[:10],
    }
    return render(request, "listening/mine.html", shown)
