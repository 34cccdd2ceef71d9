"""Two stops of the loop ribbon: campaigned and measured."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import EDITABLE, LAUNCHED, Status
from allaboard.areas.campaigns.models import Campaign, Measurement
from allaboard.areas.campaigns.permissions import may_write
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.rules.results import points, some
from allaboard.areas.initiatives import facade as initiatives
from allaboard.areas.initiatives.facade import StepState
from allaboard.foundation.access.roles import Actor
from allaboard.words import all_grouped


def plug_in() -> None:
    """Answer for both steps of every initiative."""
    initiatives.register_step("campaigned", campaigned, many_campaigned)
    initiatives.register_step("measured", measured, many_measured)


def campaigned(actor: Actor, initiative_id: int) -> StepState:
    """Whether the initiative has been campaigned for, as far as the actor may know."""
    return many_campaigned(actor, [initiative_id])[initiative_id]


def many_campaigned(actor: Actor, initiative_ids: Sequence[int]) -> Mapping[int, StepState]:
    """The same for many initiatives with one question."""
    newest: dict[int, Campaign] = {}
    campaigns = visible_to(actor).filter(initiative_id__in=initiative_ids, archived_at=None)
    under_way = campaigns.exclude(status=Status.CANCELLED).prefetch_related("steps")
    for campaign in under_way.order_by("launched_at", "pk"):
        kept = newest.get(campaign.initiative_id or 0)
        if kept is None or campaign.status in LAUNCHED or kept.status in EDITABLE:
            newest[campaign.initiative_id or 0] = campaign
    return {pk: _campaigned(actor, newest.get(pk), pk) for pk in initiative_ids}


def _campaigned(actor: Actor, campaign: Campaign | None, initiative_id: int) -> StepState:
    if campaign is None:
        start = f"{reverse('campaigns:new')}?initiative={initiative_id}" if may_write(actor) else ""
        return StepState("next", _("no campaign yet"), start)
    url = campaign.get_absolute_url()
    if campaign.status == Status.FINISHED:
        return StepState("done", str(Status.FINISHED.label), url)
    if campaign.status == Status.RUNNING and _has_said_all(campaign, timezone.localdate()):
        return StepState("done", _("All sent"), url)
    return StepState("now", str(Status(campaign.status).label), url)


def _has_said_all(campaign: Campaign, today: date) -> bool:
    """Whether the day of every step has passed; what is left is to measure."""
    return all(
        step.expired_at is not None or (step.send_id is not None and step.on is not None and step.on < today)
        for step in campaign.steps.all()
    )


def measured(actor: Actor, initiative_id: int) -> StepState:
    """Whether it is known what the initiative's campaigns did, as far as the actor may know."""
    return many_measured(actor, [initiative_id])[initiative_id]


def many_measured(actor: Actor, initiative_ids: Sequence[int]) -> Mapping[int, StepState]:
    """The same for many initiatives with one question."""
    campaigns = visible_to(actor).filter(initiative_id__in=initiative_ids, archived_at=None)
    newest: dict[int, Measurement] = {}
    kept = campaigns.exclude(status=Status.CANCELLED)
    found = Measurement.objects.filter(campaign__in=kept).select_related("campaign")
    for measurement in found.order_by("is_final", "measured_at", "pk"):
        newest[measurement.campaign.initiative_id or 0] = measurement
    return {pk: _measured(newest.get(pk)) for pk in initiative_ids}


def _measured(measurement: Measurement | None) -> StepState:
    if measurement is None:
        return StepState("next", _("not measured yet"))
    url = reverse("campaigns:results", args=[measurement.campaign_id])
    acted = measurement.acted
    if acted is None:
        counts = {"got": measurement.delivered, "all": measurement.intended}
        note = _("%(got)s of %(all)s got it") % all_grouped(counts)
    elif measurement.lift is None:
        note = _("%(acted)s of %(all)s acted") % all_grouped({"acted": some(acted), "all": acted.of})
    else:
        note = _("%(points)s points (%(low)s to %(high)s)") % {
            "points": points(measurement.lift),
            "low": points(measurement.lift_low or 0.0),
            "high": points(measurement.lift_high or 0.0),
        }
    return StepState("done" if measurement.is_final else "now", note, url)
