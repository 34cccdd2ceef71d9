"""Counts how far people came, and keeps the figures of the day."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import UNDER_WAY, Arm, GroupBy, Status
from allaboard.areas.campaigns.models import Campaign, MeasuredGroup, Measurement
from allaboard.areas.campaigns.permissions import may_write
from allaboard.areas.campaigns.queries.campaigns import locked
from allaboard.areas.campaigns.queries.experiment import assignments_of, sent_steps
from allaboard.areas.campaigns.queries.lots import lots_of
from allaboard.areas.campaigns.queries.missed import missed_by_word
from allaboard.areas.campaigns.rules import counting
from allaboard.areas.campaigns.rules.plan import hours_of
from allaboard.areas.campaigns.services.acts import observe
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery import facade as delivery
from allaboard.statistics.lift import Lift


@transaction.atomic
def measure_campaign(campaign_id: int, *, by: Actor, is_final: bool = False) -> Measurement:
    """Look who has acted, count everything and keep it; a final measurement ends the campaign.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it is not under way.
    """
    require(may_write(by) or by.is_system)
    campaign = locked(by, campaign_id)
    if campaign.status not in UNDER_WAY and not _was_just_cancelled(campaign, by):
        raise RuleBroken(_("Only a campaign under way can be measured; its last figures stay as they are."))
    observe(campaign)
    order = _order(campaign)
    lots = lots_of(campaign, order)
    measurement = _totals(campaign, lots, is_final=is_final, by=by)
    _keep_groups(measurement, counting.reach_groups(lots), order, with_lift=False)
    _keep_groups(measurement, counting.lift_groups(lots), order, with_lift=True)
    if is_final and campaign.status in UNDER_WAY:
        campaign.status = Status.FINISHED
        campaign.save(update_fields=["status", "updated_at"])
    record("campaign.measured", by=by, on=campaign, final=is_final, acted=measurement.told_acted)
    return measurement


def _was_just_cancelled(campaign: Campaign, by: Actor) -> bool:
    """Whether the worker still has to count what went out before the campaign was cancelled."""
    return by.is_system and campaign.status == Status.CANCELLED


def _order(campaign: Campaign) -> list[str]:
    """The attributes people are grouped by: the one the holdout is balanced over comes first and stays finest."""
    return sorted(GroupBy.values, key=lambda name: (name != campaign.balance, GroupBy.values.index(name)))


def _totals(campaign: Campaign, lots: Sequence[counting.Lot], *, is_final: bool, by: Actor) -> Measurement:
    counts = counting.added(lots)
    minutes = round(sum(step.minutes for step in sent_steps(campaign)), 1)
    treated = assignments_of(campaign).filter(arm=Arm.TREATED).values("person")
    return Measurement.objects.create(
        campaign=campaign,
        measured_by_id=by.person_id,
        is_final=is_final,
        intended=counts.treated,
        delivered=counts.delivered,
        seen=counts.seen,
        acted=counts.acted,
        acted_before=campaign.acts.filter(before=True, person__in=treated).count(),
        holdout=counts.holdout,
        holdout_acted=counts.holdout_acted,
        minutes_each=minutes,
        hours=hours_of(counts.delivered, minutes),
        undelivered=missed_by_word(campaign),
        **_lift_fields(counting.overall_lift(lots)),
    )


def _keep_groups(
    measurement: Measurement, groups: Iterable[counting.GroupCounts], order: list[str], *, with_lift: bool
) -> None:
    MeasuredGroup.objects.bulk_create(
        MeasuredGroup(
            measurement=measurement,
            attribute=order[group.attribute],
            label=group.label,
            treated=group.counts.treated,
            delivered=group.counts.delivered,
            seen=group.counts.seen,
            acted=group.counts.acted,
            holdout=group.counts.holdout if with_lift else None,
            holdout_acted=group.counts.holdout_acted if with_lift else None,
            **_lift_fields(counting.lift_of(group.counts) if with_lift else None),
        )
        for group in groups
    )


def _lift_fields(lift: Lift | None) -> dict[str, float | None]:
    if lift is None:
        return {"lift": None, "lift_low": None, "lift_high": None}
    return {"lift": lift.difference, "lift_low": lift.interval.low, "lift_high": lift.interval.high}


def measure_if_due(campaign: Campaign) -> None:
    """Measure a running campaign once a day, and for the last time when its window has ended."""
    today = timezone.localdate()
    last = campaign.measurements.first()
    is_final = campaign.results_due_on is not None and today > campaign.results_due_on
    if is_final or last is None or timezone.localdate(last.measured_at) < today:
        measure_campaign(campaign.pk, by=SYSTEM, is_final=is_final)


def measure_what_was_cancelled(campaign: Campaign) -> None:
    """Keep the last figures of a cancelled campaign, once nothing of it is on its way any more."""
    if all(delivery.progress(step.send_id or 0).is_done for step in sent_steps(campaign)):
        measure_campaign(campaign.pk, by=SYSTEM, is_final=True)
