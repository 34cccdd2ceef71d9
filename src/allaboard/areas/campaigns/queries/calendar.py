"""The month of campaigns by how much they ask of people."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from allaboard.areas.campaigns.models import Step
from allaboard.areas.campaigns.queries.campaigns import campaigns_between
from allaboard.areas.campaigns.queries.sizes import people_told_by
from allaboard.areas.campaigns.rules.plan import hours_of, load_level, minutes_each
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import present_people
from allaboard.foundation.touchpoints import facade as touchpoints

FARTHEST_YEARS = 50


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


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, and the minutes they ask of each person on average.

    Days gone by count what the ledger of contacts says was asked, by any area; today and the days to come
    what campaigns plan.
    """

    days: tuple[Day, ...]
    minutes_each: float
    full_minutes: int  # the most that people should be asked for in a week

    @property
    def monday(self) -> date:
        """The first day."""
        return self.days[0].on

    @property
    def entries(self) -> list[Entry]:
        """The messages of the week, in order."""
        return [entry for day in self.days for entry in day.entries]

    @property
    def share(self) -> float:
        """How full the week is: 1 is full."""
        return min(1.0, self.minutes_each / self.full_minutes)


def month_of(text: str, today: date) -> date:
    """The first day of the month named like 2026-03; this month for anything else, or for another century."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if abs(found.year - today.year) <= FARTHEST_YEARS else today.replace(day=1)


def month_weeks(actor: Actor, month: date, today: date) -> list[Week]:
    """The weeks that touch the month, Monday first."""
    return _weeks(actor, Calendar().monthdatescalendar(month.year, month.month), month, today)


def weeks_ahead(actor: Actor, today: date, count: int = 5) -> list[Week]:
    """This week and the next ones."""
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(7 * count)]
    return _weeks(actor, [days[start : start + 7] for start in range(0, len(days), 7)], today, today)


def _weeks(actor: Actor, weeks: list[list[date]], month: date, today: date) -> list[Week]:
    entries = _entries(actor, weeks[0][0], weeks[-1][-1])
    busiest = max((sum(entry.hours for entry in found) for found in entries.values()), default=0.0)
    asked = touchpoints.minutes_by_week(weeks[0][0], min(weeks[-1][-1], today - timedelta(days=1)))
    people, full = present_people().count(), touchpoints.weekly_minutes()
    found = []
    for dates in weeks:
        planned = sum(entry.hours for on in dates if on >= today for entry in entries[on])
        each = minutes_each(asked.get(dates[0], 0.0) + planned * 60, people)
        found.append(Week(tuple(_day(on, month, entries[on], busiest) for on in dates), each, full))
    return found


def _entries(actor: Actor, first: date, last: date) -> defaultdict[date, list[Entry]]:
    entries: defaultdict[date, list[Entry]] = defaultdict(list)
    steps = list(campaigns_between(actor, first, last))
    told = people_told_by(steps)
    for step in steps:
        people = told[step.pk]
        entries[step.on or first].append(Entry(step, people, hours_of(people, step.minutes)))
    return entries


def _day(on: date, month: date, entries: list[Entry], busiest: float) -> Day:
    hours = round(sum(entry.hours for entry in entries), 1)
    return Day(on, on.month == month.month, tuple(entries), hours, load_level(hours, busiest))
