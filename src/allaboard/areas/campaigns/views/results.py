"""Did it work? Funnel, lift, groups, cost, whom it did not reach, and the figures to take away."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.campaigns.choices import OutcomeKind, Status
from allaboard.areas.campaigns.forms.review import ActedListForm
from allaboard.areas.campaigns.models import Campaign, MeasuredGroup, Measurement
from allaboard.areas.campaigns.permissions import WRITERS, may_see_each, may_write
from allaboard.areas.campaigns.queries.campaigns import campaign_for, latest_measurement
from allaboard.areas.campaigns.queries.figures import FIGURE_NAMES, figure_rows
from allaboard.areas.campaigns.queries.missed import in_words, missed_in_order, with_reasons
from allaboard.areas.campaigns.rules.results import Unreached, reach_sentence, undelivered_sentence
from allaboard.areas.campaigns.rules.results import unreached as unreached_groups
from allaboard.areas.campaigns.services.acts import note_listed
from allaboard.areas.campaigns.services.measure import measure_campaign
from allaboard.areas.campaigns.services.progress import plan_progress
from allaboard.areas.campaigns.views import charts
from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM
from allaboard.ui.exports import rows_response

UNREACHED_SHOWN = 100


@requires_role(*TEAM)
def results(request: ActorRequest, pk: int) -> HttpResponseBase:
    campaign = campaign_for(request.actor, pk)
    measured = latest_measurement(campaign)
    wanted = request.GET.get("export")
    if measured is not None and wanted in ("csv", "xlsx"):
        return rows_response(FIGURE_NAMES, _rows(measured), f"campaign-{pk}-results", wanted)
    context = {
        "campaign": campaign,
        "measured": measured,
        "may_write": may_write(request.actor),
        "may_see_each": may_see_each(request.actor, campaign),
        "is_running": campaign.status in (Status.RUNNING, Status.PAUSED),
        "counts_by_list": campaign.counts_by(OutcomeKind.LISTED),
        "tell_url": _tell_url(campaign),
        "plan": plan_progress(campaign, timezone.now()),
        **(_figures(campaign, measured) if measured else {}),
    }
    return render(request, "campaigns/results.html", context)


def _tell_url(campaign: Campaign) -> str:
    """Where the result is told to everyone, with the campaign and its initiative filled in."""
    initiative = f"&initiative={campaign.initiative_id}" if campaign.initiative_id else ""
    return f"{reverse('changes:write')}?campaign={campaign.pk}{initiative}"


def _rows(measured: Measurement) -> Iterator[list[object]]:
    return ([getattr(row, name) for name in FIGURE_NAMES] for row in figure_rows(measured))


def _figures(campaign: Campaign, measured: Measurement) -> dict[str, object]:
    groups = list(measured.groups.all())
    reach = [group for group in groups if group.holdout is None]
    known = charts.known_of(measured)
    return {
        "known": known,
        "funnel": charts.reach_funnel(measured, known),
        "lift_chart": charts.lift_dots(measured, groups),
        "group_charts": charts.group_bars(reach, known) if _reached(measured, known) else [],
        "undelivered": undelivered_sentence(
            {in_words(reason): people for reason, people in measured.undelivered.items()}
        ),
        "has_undelivered": bool(measured.undelivered),
        "has_reached": bool(_reached(measured, known)),
        "unreached": _unreached(measured, reach, known),
        **(_effect(campaign, measured) if known.who_acted else _reach(measured, known)),
    }


def _reached(measured: Measurement, known: charts.Known) -> int:
    """People who saw it, or got it where no more is known."""
    return measured.seen if known.who_saw else measured.delivered


def _unreached(
    measured: Measurement, groups: list[MeasuredGroup], known: charts.Known
) -> tuple[Unreached, ...]:
    """Groups that saw it, or got it where no more is known, much less than the others."""
    name = "seen" if known.who_saw else "delivered"
    reached = [(group.attribute, group.name, getattr(group, name), group.treated) for group in groups]
    return unreached_groups(reached, _reached(measured, known), measured.intended)


def _effect(campaign: Campaign, measured: Measurement) -> dict[str, object]:
    """Did it work? For a campaign that measures what people do."""
    intended = max(measured.intended, 1)
    return {
        "verdict": measured.verdict,
        "sentence": measured.verdict.sentence,
        "acted_percent": round(100 * measured.acted_share),
        "holdout_percent": round(100 * measured.holdout_acted / measured.holdout)
        if measured.lift is not None
        else None,
        "before_percent": round(100 * measured.acted_before / intended),
        "shows_before": campaign.counts_by(OutcomeKind.RULE),
    }


def _reach(measured: Measurement, known: charts.Known) -> dict[str, object]:
    """Whom did it reach? For a campaign that informs."""
    intended = max(measured.intended, 1)
    seen = measured.seen if known.who_saw else None
    return {
        "sentence": reach_sentence(measured.intended, measured.delivered, seen),
        "delivered_percent": round(100 * measured.delivered_share),
        "seen_percent": round(100 * measured.seen / intended),
    }


@require_POST
@requires_role(*WRITERS)
def measure(request: ActorRequest, pk: int) -> HttpResponse:
    measure_campaign(pk, by=request.actor)
    messages.success(request, _("Measured. These are the figures of this minute."))
    return redirect("campaigns:results", pk)


@requires_role(*TEAM)
def unreached(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request.actor, pk)
    if not may_see_each(request.actor, campaign):
        raise NotAllowed(_("Only HR and those who send this campaign see whom it did not reach."))
    page = Paginator(missed_in_order(campaign), UNREACHED_SHOWN).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "page": page, "missed": with_reasons(page.object_list)}
    return render(request, "campaigns/unreached.html", context)


@requires_role(*WRITERS)
def acted_list(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request.actor, pk)
    form = ActedListForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        try:
            result = note_listed(pk, form.cleaned_data["file"].read(), by=request.actor)
        except RuleBroken as refusal:
            form.add_error("file", str(refusal))
    context = {"campaign": campaign, "form": form, "result": result}
    return render(request, "campaigns/acted_list.html", context, status=422 if form.errors else 200)
