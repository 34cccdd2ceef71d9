"""Launches a campaign and hands its steps to delivery, each when its time and its conditions have come."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns import emails
from allaboard.areas.campaigns.choices import Status, StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.permissions import may_review, may_write
from allaboard.areas.campaigns.queries.campaigns import locked, step_for
from allaboard.areas.campaigns.queries.content import content_of
from allaboard.areas.campaigns.queries.experiment import (
    narrowed,
    people_still_to_act,
    sent_steps,
    treated_people,
)
from allaboard.areas.campaigns.queries.reviews import approved_version
from allaboard.areas.campaigns.rules.approval import (
    content_hash,
    require_second_launcher,
    require_status,
)
from allaboard.areas.campaigns.services.acts import observe, observe_before
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

EARLIEST_ZONE = timedelta(hours=14)  # somewhere a day begins 14 hours before it does in UTC
LATEST_ZONE = timedelta(hours=12)  # and somewhere it ends 12 hours after


@transaction.atomic
def launch_campaign(campaign_id: int, *, by: Actor) -> Campaign:
    """Start what was approved, exactly as approved; steps that may not go yet wait.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it is not approved, was changed since, or the actor edited it while approving.
    """
    require(may_write(by))
    campaign = locked(by, campaign_id)
    require_status(campaign.status, Status.RUNNING)
    version = approved_version(campaign)
    if version is None or version.content_hash != content_hash(content_of(campaign)):
        raise RuleBroken(_("What was approved is not what stands here now. Send it for review again."))
    require_second_launcher(version.decision, version.decided_by_id, by.person_id)
    campaign.status, campaign.launched_at, campaign.launched_by_id = (
        Status.RUNNING,
        timezone.now(),
        by.person_id,
    )
    last_on = max(step.on for step in campaign.steps.all() if step.on)
    campaign.results_due_on = last_on + timedelta(days=campaign.outcome_days)
    campaign.save()
    observe_before(campaign)
    hand_over_due_steps(campaign, timezone.now())
    record("campaign.launched", by=by, on=campaign, version=version.number, seal=version.seal)
    return campaign


def hand_over_due_steps(campaign: Campaign, now: datetime) -> int:
    """Give delivery every step whose time and conditions have come; returns how many."""
    handed = 0
    for step in campaign.steps.filter(send_id=None, expired_at=None).prefetch_related("wordings"):
        if step.expires_on and step.expires_on < timezone.localdate(now):
            step.expired_at = now
            step.save(update_fields=["expired_at"])
        elif why_it_waits(campaign, step, now) is None:
            _hand_over(campaign, step, now)
            handed += 1
    return handed


def why_it_waits(campaign: Campaign, step: Step, now: datetime) -> str | None:
    """Why a step may not be handed over yet, for people to read; None when it may."""
    if step.kind == StepKind.ASK and campaign.initiative_id is not None:
        try:
            initiatives.require_ready(campaign.initiative_id, step.ask_unit)
        except RuleBroken as refusal:
            return str(refusal)
    if step.kind == StepKind.REMIND and now < first_instant(step):
        return _("Who has not acted is looked up when the day comes.")
    asks = campaign.steps.filter(kind=StepKind.ASK, position__lt=step.position, send_id=None, expired_at=None)
    if step.kind == StepKind.REMIND and asks.exists():
        return _("It reminds of an ask that has not gone out yet.")
    return None


def first_instant(step: Step) -> datetime:
    """When the step's local time comes first anywhere on earth."""
    return datetime.combine(_day(step), step.at or time.min, tzinfo=UTC) - EARLIEST_ZONE


def _day(step: Step) -> date:
    if step.on is None:
        raise RuleBroken(_("The step has no date."))
    return step.on


def _hand_over(campaign: Campaign, step: Step, now: datetime) -> None:
    if step.kind == StepKind.REMIND:
        observe(campaign)
    people = people_still_to_act(campaign) if step.kind == StepKind.REMIND else treated_people(campaign)
    ref = delivery.schedule(send_of(campaign, step, narrowed(people, step)), by=SYSTEM)
    step.send_id, step.handed_over_at = ref.id, now
    step.save(update_fields=["send_id", "handed_over_at"])


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
            datetime.combine(_day(step), time.min), timezone.get_default_timezone()
        ),
        local_time=step.at,
        expires_at=_end_of(step.expires_on) if step.expires_on else None,
        is_sample=campaign.is_sample,
    )


def _end_of(day: date) -> datetime:
    """When the day has ended everywhere on earth."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC) + LATEST_ZONE


@transaction.atomic
def pause_campaign(campaign_id: int, *, by: Actor) -> None:
    """Stop sending for now; nobody is lost."""
    _turn(campaign_id, Status.PAUSED, by)


@transaction.atomic
def resume_campaign(campaign_id: int, *, by: Actor) -> None:
    """Go on sending to those who were waiting."""
    campaign = _turn(campaign_id, Status.RUNNING, by)
    hand_over_due_steps(campaign, timezone.now())


@transaction.atomic
def cancel_campaign(campaign_id: int, *, by: Actor) -> None:
    """Stop for good: what was sent stays sent, the rest will not be."""
    _turn(campaign_id, Status.CANCELLED, by)


VERBS = {Status.PAUSED: delivery.pause, Status.RUNNING: delivery.resume, Status.CANCELLED: delivery.cancel}
DONE = {
    Status.PAUSED: "campaign.paused",
    Status.RUNNING: "campaign.resumed",
    Status.CANCELLED: "campaign.cancelled",
}


def _turn(campaign_id: int, then: Status, by: Actor) -> Campaign:
    require(may_write(by))
    campaign = locked(by, campaign_id)
    require_status(campaign.status, then)
    for step in sent_steps(campaign):
        VERBS[then](step.send_id or 0, by)
    campaign.status = then
    campaign.save(update_fields=["status", "updated_at"])
    record(DONE[then], by=by, on=campaign)
    return campaign


def send_test(campaign_id: int, step_id: int, *, by: Actor) -> str:
    """Send one step to the person who asks, now; returns the address.

    Raises:
        NotAllowed: the actor neither writes nor reviews campaigns.
        RuleBroken: the actor has no e-mail address in the directory.
    """
    require(may_write(by) or may_review(by))
    step = step_for(by, campaign_id, step_id)
    person = Person.objects.filter(pk=by.person_id or 0).first()
    if person is None or not person.email:
        raise RuleBroken(
            _("You are not in the directory with an e-mail. Add yourself under People, then send the test.")
        )
    delivery.send_test(emails.preview_message(step), to=person, by=by)
    return person.email
