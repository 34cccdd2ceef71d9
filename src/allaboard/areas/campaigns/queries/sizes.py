"""How many people campaigns and their steps go to, asked for many of them at once, and the time they take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value

from allaboard.areas.campaigns.choices import APPROVING_DECISIONS, FOLLOWING, Arm
from allaboard.areas.campaigns.models import Assignment, Campaign, Step, Version
from allaboard.areas.campaigns.queries.experiment import narrowed
from allaboard.areas.campaigns.rules.plan import minutes_each
from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments
from allaboard.statistics.assignment import holdout_size


@dataclass(frozen=True, slots=True)
class Cost:
    """The working time that a plan takes at most; a reminder may go to fewer."""

    hours: float  # of all together
    minutes_each: float  # of each who is told, on average


def cost_of(campaign: Campaign) -> Cost:
    """What the messages of a plan take, each of the people whom it goes to."""
    steps = list(campaign.steps.all())
    told = people_told_by(steps)
    minutes = sum((step.minutes * told[step.pk] for step in steps), 0.0)
    people = people_told({campaign.pk: campaign})[campaign.pk]
    return Cost(round(minutes / 60, 1), minutes_each(minutes, people))


def people_told_by(steps: Sequence[Step]) -> dict[int, int]:
    """People each step is to tell, by its id; three questions for all of them, of however many campaigns."""
    everyone = people_told({step.campaign_id: step.campaign for step in steps})
    told = {step.pk: everyone[step.campaign_id] for step in steps}
    fewer = {step.pk: step.campaign for step in steps if step.segment_text.strip()}
    counts = [count for step in steps if step.pk in fewer and (count := _counted_of(step)) is not None]
    if counts:
        for pk, people in counts[0].union(*counts[1:], all=True):
            told[pk] = people - _held_out_of(fewer[pk], people)
    return told


def _held_out_of(campaign: Campaign, people: int) -> int:
    return holdout_size(people, campaign.holdout_share) if campaign.status in FOLLOWING else 0


def _counted_of(step: Step) -> QuerySet[Person, tuple[int, int]] | None:
    """A narrowed step and the people it goes to, as one row to be asked for with others; none for a text that is no rule."""
    try:
        people = narrowed(_audience_of(step.campaign), step)
    except RuleBroken:
        return None
    return people.order_by().values_list(Value(step.pk)).annotate(people=Count("pk"))


def _audience_of(campaign: Campaign) -> QuerySet[Person]:
    if campaign.status in FOLLOWING:
        return segments.present_people_matching(campaign.audience_text)
    drawn = Assignment.objects.filter(version__campaign=campaign, version__decision__in=APPROVING_DECISIONS)
    return Person.objects.filter(pk__in=drawn.filter(arm=Arm.TREATED).values("person"))


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
