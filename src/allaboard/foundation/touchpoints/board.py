"""Who was met, as bars and as a figure, and what was asked of people lately, as a line."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import in_words, present_people, visible_people
from allaboard.foundation.touchpoints.queries import coverage, minutes_by_week
from allaboard.foundation.touchpoints.rules import Coverage, GroupCoverage, monday_of, widest_gap
from allaboard.ui.charts import Bar, Bars, Line, Point
from allaboard.words import all_grouped, figure

WEEKS = 12


@dataclass(frozen=True, slots=True)
class CoverageBoard:
    """Coverage by one attribute, its widest gap, and its bars."""

    coverage: Coverage
    gap: GroupCoverage | None
    gap_name: str
    chart: Bars

    @property
    def percent(self) -> int:
        """Share of people met, in percent."""
        return round(self.coverage.share * 100)


def coverage_board(actor: Actor, group: str, days: int) -> CoverageBoard:
    """Who of the people the actor sees was met in the last days, least met first."""
    found = coverage(visible_people(actor) & present_people(), days, group)
    rows = sorted(found.by_group, key=lambda each: (each.share, each.group))
    names = {each.group: in_words(group, each.group) or _("Not known") for each in rows}
    bars = [Bar(names[each.group], each.share, _said(each)) for each in rows]
    gap = widest_gap(found.by_group)
    chart = Bars(_("Met by group"), _("Share of people with a talk, a check-in or an event"), bars)
    return CoverageBoard(found, gap, names[gap.group] if gap else "", chart)


@dataclass(frozen=True, slots=True)
class AskedBoard:
    """Minutes that were asked of a person in each of the last whole weeks, on average over everyone."""

    weeks: int
    fewest: str
    most: str
    chart: Line


def asked_board(today: date) -> AskedBoard | None:
    """What was asked of a person in the weeks before this one; nothing where nobody is here or nothing was asked."""
    this_week = monday_of(today)
    mondays = [this_week - timedelta(weeks=ago) for ago in range(WEEKS, 0, -1)]
    asked, people = minutes_by_week(mondays[0], this_week - timedelta(days=1)), present_people().count()
    if not people or not any(asked.values()):
        return None
    each = [asked.get(monday, 0.0) / people for monday in mondays]
    points = [Point(date_format(monday), minutes) for monday, minutes in zip(mondays, each, strict=True)]
    chart = Line(_("Asked of a person"), _("Minutes a week, on average over everyone"), points)
    return AskedBoard(WEEKS, figure(min(each)), figure(max(each)), chart)


def _said(each: GroupCoverage) -> str:
    numbers = all_grouped({"met": each.met, "total": each.total, "percent": round(each.share * 100)})
    words = _("%(met)s of %(total)s · %(percent)s %%") % numbers
    return words.replace(" %", "\N{NO-BREAK SPACE}%")
