"""Which campaigns an actor may know of, and what stands in them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Min, Q, QuerySet

from allaboard.areas.campaigns.choices import OPEN_DECISIONS, Status
from allaboard.areas.campaigns.models import Campaign, Measurement, Step, Version
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor, Role


def visible_to(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns the actor may know of: all for the team, those they review for reviewers, none for others."""
    if actor.is_team or actor.is_system:
        return Campaign.objects.all()
    if actor.has(Role.REVIEWER) and actor.person_id is not None:
        asked = Version.objects.filter(Q(decision__in=OPEN_DECISIONS) | Q(decided_by=actor.person_id))
        return Campaign.objects.filter(pk__in=asked.values("campaign"))
    return Campaign.objects.none()


def campaign_for(actor: Actor, campaign_id: int) -> Campaign:
    """The campaign, looked up in the actor's name; NotFound when there is none the actor may know of."""
    found = visible_to(actor).select_related("owner", "author").filter(pk=campaign_id).first()
    if found is None:
        raise NotFound
    return found


def step_for(actor: Actor, campaign_id: int, step_id: int) -> Step:
    """A step of a campaign the actor may know of; NotFound otherwise."""
    found = campaign_for(actor, campaign_id).steps.filter(pk=step_id).first()
    if found is None:
        raise NotFound
    return found


def campaign_rows(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns for the list, each with its first and last day."""
    rows = visible_to(actor).select_related("owner")
    return rows.annotate(first_on=Min("steps__on"), last_on=Max("steps__on"))


def locked(actor: Actor, campaign_id: int) -> Campaign:
    """The campaign, locked for a change until the transaction ends; NotFound when the actor may not know of it."""
    found = visible_to(actor).select_for_update(of=("self",)).filter(pk=campaign_id).first()
    if found is None:
        raise NotFound
    return found


def running_campaigns() -> QuerySet[Campaign]:
    """Campaigns under way, for the worker."""
    return Campaign.objects.filter(status=Status.RUNNING).order_by("pk")


def cancelled_campaigns() -> QuerySet[Campaign]:
    """Campaigns that were cancelled after their launch and have no last figures yet, for the worker."""
    cancelled = Campaign.objects.filter(status=Status.CANCELLED, launched_at__isnull=False)
    return cancelled.exclude(measurements__is_final=True).order_by("pk")


def latest_measurement(campaign: Campaign) -> Measurement | None:
    """The newest figures: the final ones, once there are."""
    return campaign.measurements.order_by("-is_final", "-measured_at", "-pk").first()


def latest_measurements(campaigns: Iterable[Campaign]) -> dict[int, Measurement]:
    """The newest figures of each campaign that has any."""
    known = Measurement.objects.filter(campaign__in=list(campaigns))
    newest_last = known.order_by("is_final", "measured_at", "pk")
    return {measurement.campaign_id: measurement for measurement in newest_last}


def campaigns_between(actor: Actor, first: date, last: date) -> QuerySet[Step]:
    """Steps that go out in a span of days, of campaigns not cancelled or archived."""
    campaigns = visible_to(actor).filter(archived_at=None).exclude(status=Status.CANCELLED)
    steps = Step.objects.filter(campaign__in=campaigns, on__range=(first, last))
    return steps.select_related("campaign").order_by("on", "at", "pk")
