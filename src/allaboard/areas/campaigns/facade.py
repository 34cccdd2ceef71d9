"""The door to campaigns for initiatives and changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import OutcomeKind, Status
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import campaign_for, latest_measurement, visible_to
from allaboard.areas.campaigns.queries.experiment import treated_people
from allaboard.areas.campaigns.rules.results import percent
from allaboard.areas.campaigns.services.drafts import remove_sample
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.statistics.intervals import Interval

__all__ = [
    "CampaignRef",
    "Outcome",
    "campaign_ref",
    "campaigns_of",
    "outcome",
    "people_reached",
    "remove_sample",
]


@dataclass(frozen=True, slots=True)
class CampaignRef:
    """What other areas need to name a campaign and to lead to it."""

    id: int
    title: str
    url: str
    status: str
    initiative_id: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a campaign did: the measure, how many percent did it, and how much more than those held out (-1 to 1).

    Of one that measures nothing people do, or told so few that it would say who, it counts those who got it.
    """

    measure: str
    percent: (
        str  # of the people it was for; “41”, or a range such as “80–100” where one number would say too much
    )
    people: int
    lift: float | None
    interval: Interval | None


def campaign_ref(actor: Actor, campaign_id: int) -> CampaignRef:
    """The campaign, if the actor may know of it.

    Raises:
        NotFound: there is no such campaign, or the actor may not know.
    """
    return _ref(campaign_for(actor, campaign_id))


def campaign_refs(actor: Actor, campaign_ids: Iterable[int]) -> dict[int, CampaignRef]:
    """The campaigns that the actor may know of, of those, by number, in one question."""
    return {campaign.pk: _ref(campaign) for campaign in visible_to(actor).filter(pk__in=set(campaign_ids))}


def campaigns_of(actor: Actor, initiative_ids: Iterable[int]) -> list[CampaignRef]:
    """The initiatives' campaigns that the actor may know of, newest first, in one question."""
    found = visible_to(actor).filter(initiative_id__in=list(initiative_ids), archived_at=None)
    return [_ref(campaign) for campaign in found.order_by("-created_at")]


def outcome(actor: Actor, campaign_id: int) -> Outcome | None:
    """The newest figures of a campaign the actor may know of; None before it was measured."""
    campaign = campaign_for(actor, campaign_id)
    measured = latest_measurement(campaign)
    if measured is None:
        return None
    if measured.acted is None:
        return Outcome(_("Got the message"), percent(measured.got), measured.intended, None, None)
    known = measured.lift is not None and measured.lift_low is not None and measured.lift_high is not None
    return Outcome(
        measure=campaign.outcome or str(OutcomeKind(campaign.outcome_kind).label),
        percent=percent(measured.acted),
        people=measured.intended,
        lift=measured.lift,
        interval=Interval(measured.lift_low or 0.0, measured.lift_high or 0.0) if known else None,
    )


def people_reached(campaign_id: int) -> QuerySet[Person]:
    """People a launched campaign was meant for, to tell them the result."""
    campaign = Campaign.objects.filter(pk=campaign_id).exclude(launched_at=None).first()
    return treated_people(campaign) if campaign else Person.objects.none()


def _ref(campaign: Campaign) -> CampaignRef:
    return CampaignRef(
        id=campaign.pk,
        title=campaign.title,
        url=campaign.get_absolute_url(),
        status=str(Status(campaign.status).label),
        initiative_id=campaign.initiative_id,
    )
