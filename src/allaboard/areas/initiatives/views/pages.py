"""List, board, start, page and report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from allaboard.areas.initiatives import undoing
from allaboard.areas.initiatives.choices import Status
from allaboard.areas.initiatives.forms.cases import StartForm, evidence_from
from allaboard.areas.initiatives.queries.board import columns_for
from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.services.initiatives import set_status, start_initiative
from allaboard.areas.initiatives.views.dossier import dossier_of, show
from allaboard.areas.initiatives.views.table import initiative_table
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM
from allaboard.foundation.undo import facade as undo
from allaboard.ui.exports import exported
from allaboard.ui.tables import chosen_rows

BECAME = {
    Status.OPEN: gettext_lazy("It is open again: leaders and people can be asked."),
    Status.CLOSED: gettext_lazy("The loop is closed. Nobody is asked any more."),
    Status.STOPPED: gettext_lazy("It is stopped. Nobody is asked any more."),
}


@requires_role(*TEAM)
def list_page(request: ActorRequest) -> HttpResponse:
    table = initiative_table(request)
    # An export may be streamed, which Django does not count among its HttpResponses.
    return exported(table) or render(request, "initiatives/list.html", {"table": table})  # type: ignore[return-value]


@requires_role(*TEAM)
def board(request: ActorRequest) -> HttpResponse:
    return render(request, "initiatives/board.html", {"columns": columns_for(request.actor)})


@requires_role(*TEAM)
def start(request: ActorRequest) -> HttpResponse:
    given = evidence_from(request.POST or request.GET)
    form = StartForm(request.POST or None, initial=request.GET.dict())
    if not form.is_valid():
        context = {"form": form, "evidence": given}
        return render(request, "initiatives/start.html", context, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    initiative = start_initiative(data["title"], data["problem"], given, request.actor, unit=data["unit"])
    messages.success(request, _("The initiative is started. Next: decide between options."))
    return redirect("initiatives:detail", initiative.pk)


@requires_role(*TEAM)
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    return show(request, initiative_for(request.actor, pk), unit=request.GET.get("unit", ""))


@requires_role(*TEAM)
def report(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    return render(request, "initiatives/report.html", dossier_of(request.actor, initiative))


@requires_role(*TEAM)
@require_POST
def status(request: ActorRequest, pk: int) -> HttpResponse:
    wanted = request.POST.get("status", "")
    if wanted not in Status.values:
        raise RuleBroken(_("Choose what becomes of the initiative."))
    set_status(initiative_for(request.actor, pk), wanted, request.actor)
    messages.success(request, BECAME[Status(wanted)])
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
@require_POST
def stop_chosen(request: ActorRequest) -> HttpResponse:
    """Stop the ticked initiatives, or all that match; what is closed or stopped stays so."""
    offer = undoing.stop_chosen(chosen_rows(initiative_table(request)), request.actor)
    undo.announce_any(request, offer, otherwise=_("Nothing was stopped. Choose initiatives that are open."))
    return redirect("initiatives:list")
