"""Hands the steps of a launched campaign to delivery, each when its time and its conditions have come."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allaboard.areas.campaigns import emails
from allaboard.areas.campaigns.choices import StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.experiment import (
    narrowed,
    people_still_to_act,
    sent_steps,
    treated_people,
)
from allaboard.areas.campaigns.queries.timing import (
    AHEAD,
    asks_before,
    day_of,
    end_of,
    first_instant,
    has_nothing_to_remind_of,
)
from allaboard.areas.campaigns.services.acts import observe
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person


def hand_over_due_steps(campaign: Campaign, now: datetime) -> int:
    """Give delivery every step whose time and conditions have come; returns how many."""
    handed = 0
    for step in campaign.steps.filter(send_id=None, expired_at=None).prefetch_related("wordings"):
        is_too_late = step.expires_on is not None and step.expires_on < timezone.localdate(now)
        if is_too_late or has_nothing_to_remind_of(step):
            step.expired_at = now
            step.save(update_fields=["expired_at"])
        elif why_it_waits(campaign, step, now) is None:
            _hand_over(campaign, step, now)
            handed += 1
    return handed


def why_it_waits(campaign: Campaign, step: Step, now: datetime) -> str | None:
    """Why a step may not be handed over yet, for people to read; None when it may."""
    return why_it_is_held_back(campaign, step) or _why_not_yet(campaign, step, now)


def why_it_is_held_back(campaign: Campaign, step: Step) -> str | None:
    """What leaders lack for an ask to go out; None when nothing is lacking, and for steps that wait for no leader."""
    if step.kind != StepKind.ASK or campaign.initiative_id is None:
        return None
    try:
        initiatives.require_ready(campaign.initiative_id, step.ask_unit)
    except RuleBroken as refusal:
        return str(refusal)
    return None


def _why_not_yet(campaign: Campaign, step: Step, now: datetime) -> str | None:
    """Why a step that asks something of the day itself is not looked at yet."""
    if step.kind == StepKind.REMIND and asks_before(step).filter(send_id=None, expired_at=None).exists():
        return _("It reminds of an ask that has not gone out yet.")
    if now >= first_instant(step) - AHEAD:
        return None
    if step.kind == StepKind.ASK and campaign.initiative_id is not None:
        return _("Whether the leaders are ready is looked up again when the day comes.")
    if step.kind != StepKind.REMIND:
        return None
    if day_of(step) == step.on:
        return _("Who has not acted is looked up when the day comes.")
    return _("The ask went out late, so this goes out as much later, on %(day)s.") % {
        "day": date_format(day_of(step))
    }


def _hand_over(campaign: Campaign, step: Step, now: datetime) -> None:
    if step.kind == StepKind.REMIND:
        observe(campaign)
    people = people_still_to_act(campaign) if step.kind == StepKind.REMIND else treated_people(campaign)
    ref = delivery.schedule(send_of(campaign, step, narrowed(people, step)), by=SYSTEM)
    step.send_id, step.handed_over_at = ref.id, now
    step.save(update_fields=["send_id", "handed_over_at"])
    leave_time_to_act(campaign, max(day_of(step), timezone.localdate(now)))


def leave_time_to_act(campaign: Campaign, last_on: date) -> None:
    """Put the final results off where a message goes out so late that the days to act would be cut short."""
    due = last_on + timedelta(days=campaign.outcome_days)
    if campaign.results_due_on is None or due > campaign.results_due_on:
        campaign.results_due_on = due
        campaign.save(update_fields=["results_due_on", "updated_at"])


def send_of(campaign: Campaign, step: Step, people: QuerySet[Person]) -> delivery.Send:
    """The step as delivery needs it; its key is stable, so handing over twice sends once."""
    links = partial(emails.personal_links, campaign.pk, step.pk)
    return delivery.Send(
        key=f"campaign:{campaign.pk}:step:{step.pk}",
        message=emails.message_of(step, campaign),
        channels=tuple(step.channels),
        area="campaigns",
        object_ref=f"campaign:{campaign.pk}",
        minutes=step.minutes,
        audience=people,
        personal=links if step.records_the_button else None,
        variants=emails.variants_of(step, campaign),
        not_before=timezone.make_aware(
            datetime.combine(day_of(step), time.min), timezone.get_default_timezone()
        ),
        local_time=step.at,
        expires_at=end_of(step.expires_on) if step.expires_on else None,
        is_sample=campaign.is_sample,
    )


def is_asking_for_nothing(campaign: Campaign) -> bool:
    """Whether an ask is still on its way to people although its initiative was closed or stopped meanwhile."""
    asks = [step for step in sent_steps(campaign) if step.kind == StepKind.ASK]
    if campaign.initiative_id is None or not is_on_its_way(asks):
        return False
    return not initiatives.readiness(campaign.initiative_id).is_open


def is_on_its_way(steps: Sequence[Step]) -> bool:
    """Whether a message of steps that were handed over has not reached its end yet."""
    return any(
        not sent.is_done for sent in delivery.progress_of([step.send_id or 0 for step in steps]).values()
    )
