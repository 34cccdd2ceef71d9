"""Did it work? Funnel, lift, groups, cost, whom it did not reach, and the figures to take away."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
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
from allaboard.areas.campaigns.queries.missed import in_words
from allaboard.areas.campaigns.rules.results import percent, reach_sentence, some, undelivered_sentence
from allaboard.areas.campaigns.rules.results import unreached as unreached_groups
from allaboard.areas.campaigns.services.acts import listed_in, note_listed
from allaboard.areas.campaigns.services.measure import measure_campaign
from allaboard.areas.campaigns.services.progress import plan_progress
from allaboard.areas.campaigns.views import charts
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM
from allaboard.statistics.told import Told
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
    reached = measured.seen or measured.got
    return {
        "funnel": charts.reach_funnel(measured),
        "lift_chart": charts.lift_dots(measured, groups),
        "group_charts": charts.group_bars(measured, groups) if reached.most else [],
        "undelivered": undelivered_sentence(
            {in_words(reason): people for reason, people in measured.undelivered.items()}
        ),
        "has_undelivered": bool(measured.undelivered),
        "has_reached": bool(reached.most),
        "unreached": unreached_groups(_reach_of(measured, groups), reached),
        **(_effect(measured, measured.acted) if measured.acted else _reach(measured)),
    }


def _reach_of(measured: Measurement, groups: Iterable[MeasuredGroup]) -> Iterator[tuple[str, str, Told]]:
    """Each group of reach, with who saw it, or got it where no more is known."""
    for group in groups:
        reached = group.got if measured.seen is None else group.seen
        if group.holdout is None and reached is not None:
            yield group.attribute, group.name, reached


def _effect(measured: Measurement, acted: Told) -> dict[str, object]:
    """Did it work? For a campaign that measures what people do."""
    held = measured.holdout_acted if measured.lift is not None else None
    return {
        "verdict": measured.verdict,
        "sentence": measured.verdict.sentence,
        "acted": some(acted),
        "acted_percent": percent(acted),
        "holdout_percent": percent(held) if held else None,
        "before_percent": percent(measured.acted_before) if measured.acted_before else None,
    }


def _reach(measured: Measurement) -> dict[str, object]:
    """Whom did it reach? For a campaign that informs."""
    return {
        "sentence": reach_sentence(measured.intended, measured.delivered, measured.seen),
        "delivered_percent": percent(measured.got),
        "seen": some(measured.seen) if measured.seen else None,
        "seen_percent": percent(measured.seen) if measured.seen else None,
    }


@require_POST
@requires_role(*WRITERS)
def measure(request: ActorRequest, pk: int) -> HttpResponse:
    measure_campaign(pk, by=request.actor)
    messages.success(request, _("Measured. These are the figures of this minute."))
    return redirect("campaigns:results", pk)


@requires_role(*WRITERS)
def acted_list(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request.actor, pk)
    form = ActedListForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        try:
            result = note_listed(pk, listed_in(form.cleaned_data["file"].read()), by=request.actor)
        except RuleBroken as refusal:
            form.add_error("file", str(refusal))
    context = {"campaign": campaign, "form": form, "result": result}
    return render(request, "campaigns/acted_list.html", context, status=422 if form.errors else 200)
