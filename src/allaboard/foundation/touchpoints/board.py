"""Who was met, as bars and as a figure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import in_words, present_people, visible_people
from allaboard.foundation.touchpoints.queries import coverage
from allaboard.foundation.touchpoints.rules import Coverage, GroupCoverage, widest_gap
from allaboard.ui.charts import Bar, Bars
from allaboard.words import all_grouped


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


def _said(each: GroupCoverage) -> str:
    numbers = all_grouped({"met": each.met, "total": each.total, "percent": round(each.share * 100)})
    words = _("%(met)s of %(total)s · %(percent)s %%") % numbers
    return words.replace(" %", "\N{NO-BREAK SPACE}%")
