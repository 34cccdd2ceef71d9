"""Counts how far people came, and keeps the figures of the day."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import UNDER_WAY, Arm, GroupBy, OutcomeKind, Status
from allaboard.areas.campaigns.models import Campaign, MeasuredGroup, Measurement
from allaboard.areas.campaigns.permissions import may_write
from allaboard.areas.campaigns.queries.campaigns import locked
from allaboard.areas.campaigns.queries.delivered import knows_who_saw, minutes_given
from allaboard.areas.campaigns.queries.experiment import assignments_of, sent_steps
from allaboard.areas.campaigns.queries.lots import lots_of
from allaboard.areas.campaigns.queries.missed import missed_by_word
from allaboard.areas.campaigns.queries.timing import is_left_to_hand_over
from allaboard.areas.campaigns.rules.plan import minutes_each
from allaboard.areas.campaigns.rules.telling import Figures, GroupFigures, Known, account
from allaboard.areas.campaigns.services.acts import observe
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery import facade as delivery
from allaboard.statistics.ranges import Lot
from allaboard.statistics.told import Told, told_of_all


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
    told = account(lots_of(campaign, order), _known(campaign))
    measurement = _totals(campaign, told.everyone, is_final=is_final, by=by)
    _keep_groups(measurement, told.groups, order)
    if is_final and campaign.status in UNDER_WAY:
        campaign.status = Status.FINISHED
        campaign.save(update_fields=["status", "updated_at"])
    record("campaign.measured", by=by, on=campaign, final=is_final)
    return measurement


def _was_just_cancelled(campaign: Campaign, by: Actor) -> bool:
    """Whether the worker still has to count what went out before the campaign was cancelled."""
    return by.is_system and campaign.status == Status.CANCELLED


def _order(campaign: Campaign) -> list[str]:
    """The attributes people are grouped by: the one the holdout is balanced over comes first and stays finest."""
    return sorted(GroupBy.values, key=lambda name: (name != campaign.balance, GroupBy.values.index(name)))


def _known(campaign: Campaign) -> Known:
    return Known(
        who_saw=knows_who_saw(campaign),
        who_acted=campaign.has_outcome,
        acts_in_message=campaign.counts_by(OutcomeKind.ACKNOWLEDGED),
    )


def _totals(campaign: Campaign, told: Figures, *, is_final: bool, by: Actor) -> Measurement:
    minutes = minutes_given(campaign)
    return Measurement.objects.create(
        campaign=campaign,
        measured_by_id=by.person_id,
        is_final=is_final,
        minutes_each=minutes_each(minutes, told.delivered),
        hours=round(minutes / 60, 1),
        undelivered=missed_by_word(campaign),
        **_ends("before", _acted_before(campaign, told.intended)),
        **_told(told),
    )


def _acted_before(campaign: Campaign, treated: int) -> Told | None:
    """Who had done already what the campaign asks for; only a rule can tell."""
    if not campaign.counts_by(OutcomeKind.RULE):
        return None
    people = assignments_of(campaign).filter(arm=Arm.TREATED).values("person")
    return told_of_all(Lot(treated, campaign.acts.filter(before=True, person__in=people).count()))


def _keep_groups(measurement: Measurement, groups: Iterable[GroupFigures], order: list[str]) -> None:
    MeasuredGroup.objects.bulk_create(
        MeasuredGroup(
            measurement=measurement,
            attribute=order[group.attribute],
            label=group.label,
            **_told(group.figures),
        )
        for group in groups
    )


def _told(told: Figures) -> dict[str, float | None]:
    """The figures by the names under which they are kept."""
    lift = told.lift
    return {
        "intended": told.intended,
        "delivered": told.delivered,
        "holdout": told.holdout,
        **_ends("seen", told.seen),
        **_ends("acted", told.acted),
        **_ends("holdout_acted", told.holdout_acted),
        "lift": lift.difference if lift else None,
        "lift_low": lift.interval.low if lift else None,
        "lift_high": lift.interval.high if lift else None,
    }


def _ends(name: str, told: Told | None) -> dict[str, float | None]:
    return {f"{name}_fewest": told.fewest if told else None, f"{name}_most": told.most if told else None}


def measure_if_due(campaign: Campaign) -> None:
    """Measure a running campaign once a day, and for the last time when all has gone out and its window has ended."""
    today = timezone.localdate()
    last = campaign.measurements.first()
    is_over = campaign.results_due_on is not None and today > campaign.results_due_on
    is_final = is_over and not is_left_to_hand_over(campaign)
    if is_final or last is None or timezone.localdate(last.measured_at) < today:
        measure_campaign(campaign.pk, by=SYSTEM, is_final=is_final)


def measure_what_was_cancelled(campaign: Campaign) -> None:
    """Keep the last figures of a cancelled campaign, once nothing of it is on its way any more."""
    if all(delivery.progress(step.send_id or 0).is_done for step in sent_steps(campaign)):
        measure_campaign(campaign.pk, by=SYSTEM, is_final=True)
