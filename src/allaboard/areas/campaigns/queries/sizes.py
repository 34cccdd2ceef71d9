"""How many people campaigns go to, asked for many of them at once."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet, Value

from allaboard.areas.campaigns.choices import APPROVING_DECISIONS
from allaboard.areas.campaigns.models import Campaign, Version
from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments
from allaboard.statistics.assignment import holdout_size


def people_told(campaigns: Mapping[int, Campaign]) -> dict[int, int]:
    """People each campaign is to tell, by its id: the approved number, or today's; two questions for all of them."""
    told = _approved(campaigns)
    drafts = [campaign for pk, campaign in campaigns.items() if pk not in told]
    matching = _matching({campaign.audience_text for campaign in drafts})
    for campaign in drafts:
        people = matching[campaign.audience_text]
        told[campaign.pk] = people - holdout_size(people, campaign.holdout_share)
    return told


def _approved(campaign_ids: Iterable[int]) -> dict[int, int]:
    standing = Version.objects.filter(campaign__in=campaign_ids, decision__in=APPROVING_DECISIONS)
    sizes = standing.values_list("campaign", "audience_count", "holdout_count")
    return {pk: audience - holdout for pk, audience, holdout in sizes.order_by("number")}


def _matching(rules: Iterable[str]) -> dict[str, int]:
    """How many people each rule finds today; nobody for a text that is no rule."""
    found: dict[str, int] = dict.fromkeys(rules, 0)
    counts = [count for rule in found if (count := _counted(rule)) is not None]
    if counts:
        found.update(counts[0].union(*counts[1:], all=True))
    return found


def _counted(rule: str) -> QuerySet[Person, tuple[str, int]] | None:
    """The rule and its count, as one row to be asked for with others."""
    try:
        people = segments.present_people_matching(rule)
    except RuleBroken:
        return None
    return people.order_by().values_list(Value(rule)).annotate(people=Count("pk"))
