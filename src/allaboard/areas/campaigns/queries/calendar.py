"""The month of campaigns by how much they ask of people."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from allaboard.areas.campaigns.models import Step
from allaboard.areas.campaigns.queries.campaigns import campaigns_between
from allaboard.areas.campaigns.queries.reviews import approved_version
from allaboard.areas.campaigns.rules.plan import hours_of, load_level
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments


@dataclass(frozen=True, slots=True)
class Entry:
    """One message going out on a day."""

    step: Step
    people: int
    hours: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its messages, and the hours they take together."""

    on: date
    is_in_month: bool
    entries: tuple[Entry, ...]
    hours: float
    level: int  # 0 nothing to 4 a lot


def month_of(text: str, today: date) -> date:
    """The first day of the month named like 2026-03; this month for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def month_weeks(actor: Actor, month: date) -> list[list[Day]]:
    """The weeks that touch the month, Monday first."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    entries: dict[date, list[Entry]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for step in campaigns_between(actor, weeks[0][0], weeks[-1][-1]):
        if step.campaign_id not in sizes:
            sizes[step.campaign_id] = _audience(step)
        people = sizes[step.campaign_id]
        entries[step.on or month].append(Entry(step, people, hours_of(people, step.minutes)))
    busiest = max((sum(entry.hours for entry in found) for found in entries.values()), default=0.0)
    return [[_day(on, month, entries[on], busiest) for on in week] for week in weeks]


def _audience(step: Step) -> int:
    """People the step is for: the approved number, or today's."""
    version = approved_version(step.campaign)
    if version is not None:
        return version.audience_count - version.holdout_count
    try:
        people = segments.count_matching(step.campaign.audience_text)
    except RuleBroken:
        return 0
    return people - round(people * step.campaign.holdout_share)


def _day(on: date, month: date, entries: list[Entry], busiest: float) -> Day:
    hours = round(sum(entry.hours for entry in entries), 1)
    return Day(on, on.month == month.month, tuple(entries), hours, load_level(hours, busiest))
