"""Asks leaders, and lets HR ask people before everything holds."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from allaboard.areas.initiatives.emails import brief_message
from allaboard.areas.initiatives.forms.asks import AskForm, OverrideForm
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.briefs import brief_of, gaps_in
from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.queries.leaders import LeaderRow, leaders_in
from allaboard.areas.initiatives.rules.asking import require_open
from allaboard.areas.initiatives.services import asks as services
from allaboard.areas.initiatives.services.briefs import send_briefs
from allaboard.areas.initiatives.views.dossier import show
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, TEAM
from allaboard.foundation.delivery.facade import in_language_of, preview
from allaboard.words import all_grouped


@requires_role(*TEAM)
def ask(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    require_open(initiative.status)
    rows = leaders_in(pk)
    chosen = {"leaders": request.GET.getlist("leader")} if "leader" in request.GET else {}
    form = AskForm(rows, request.POST or None, initial=chosen)
    if not form.is_valid():
        context = {"initiative": initiative, "form": form, **_what_they_get(initiative, rows, form)}
        return render(request, "initiatives/ask.html", context, status=422 if form.is_bound else 200)
    ids = [int(value) for value in form.cleaned_data["leaders"]]
    number = send_briefs(initiative, ids, form.cleaned_data["note"], request.actor)
    said = ngettext(
        "The brief is on its way to %(count)s leader.",
        "The brief is on its way to %(count)s leaders.",
        number,
    )
    messages.success(request, said % all_grouped({"count": number}))
    return redirect("initiatives:detail", pk)


def _what_they_get(initiative: Initiative, rows: Sequence[LeaderRow], form: AskForm) -> dict[str, object]:
    """The message as the first of the chosen leaders gets it, and what its brief does not say yet."""
    reader = next((row for row in rows if str(row.stakeholder.pk) in form["leaders"].value()), None)
    reader = reader or next(iter(rows), None)
    written = partial(brief_message, initiative, form["note"].value() or "")
    message = in_language_of(reader.person, written) if reader else None
    link = {"action_url": reverse("initiatives:brief", args=[initiative.pk])}
    return {
        "reader": reader,
        "message": message,
        "seen": preview(message, reader.person, link) if reader and message else None,
        "gaps": gaps_in(brief_of(initiative.pk)),
    }


@requires_role(*HR)
def override(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    unit = request.GET.get("unit", "")
    form = OverrideForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return show(request, initiative, status, unit=unit, editing="override", form=form)
    services.override_readiness(initiative, form.cleaned_data["reason"], request.actor, unit=unit)
    messages.warning(request, _("The ask is open on your name."))
    return _to_readiness(pk, unit)


@requires_role(*HR)
@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    unit = request.GET.get("unit", "")
    services.withdraw_override(initiative_for(request.actor, pk), request.actor, unit=unit)
    messages.success(request, _("The ask is closed until everything holds."))
    return _to_readiness(pk, unit)


def _to_readiness(pk: int, unit: str) -> HttpResponse:
    page = reverse("initiatives:detail", args=[pk])
    return redirect(f"{page}?{urlencode({'unit': unit})}#readiness" if unit else f"{page}#readiness")
