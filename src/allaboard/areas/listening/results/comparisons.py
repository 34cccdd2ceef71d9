"""Groups side by side: how they answered, and what has moved in each since the last wave."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.utils.formats import localize
from django.utils.translation import gettext as _

from allaboard.areas.listening.queries.figures import GroupFigures, QuestionFigures, WaveFigures
from allaboard.areas.listening.results.pictures import favourable_words
from allaboard.areas.listening.rules import Asked, level_of, share_shown
from allaboard.statistics.trend import Change
from allaboard.ui.charts import Cell, Dots, HeatMap, HeatRow, Point
from allaboard.words import in_quotes, signed

MOST_ROWS = 12  # of one attribute, until all are asked for
ENGAGEMENT = "engagement"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the reader wants groups compared, as the address of the page says."""

    sort: str = ""  # key of a question, lowest first; by size without
    shows_all: bool = False
    moved: str = ""  # key of the question whose changes are drawn, or engagement

    def address(self, **changes: object) -> str:
        """The address with some of it changed."""
        now = {"sort": self.sort, "groups": "all" if self.shows_all else "", "moved": self.moved} | changes
        return "?" + urlencode({key: value for key, value in now.items() if value})


def heat_map(figures: WaveFigures, wanted: Wanted) -> HeatMap | None:
    """Shares of favourable answers, by group and question; None when nothing may be shown."""
    if figures.total is None or not figures.rated:
        return None
    rows = [_row(_("Everyone"), figures.total)]
    for attribute, groups in _shown(figures, wanted):
        rows += [_row(group.label, group, attribute) for group in groups]
    reason = _("Each group here would point at fewer people than the minimum.")
    for hidden in figures.hidden:
        cells = (Cell(suppressed=True, reason=reason),) * len(figures.rated)
        rows += [HeatRow(value, cells, hidden.attribute) for value in hidden.values]
    keys = [asked.key for asked in figures.rated]
    return HeatMap(
        title=_("Where it differs"),
        description="",
        columns=tuple(asked.label for asked in figures.rated),
        rows=tuple(rows),
        sort_addresses=tuple(wanted.address(sort=key) for key in keys),
        sorted_by=keys.index(wanted.sort) if wanted.sort in keys else -1,
    )


def shares_with_intervals(figures: WaveFigures, wanted: Wanted) -> list[tuple[str, list[str]]]:
    """The groups of the heat map by name, each with its shares in words and the range that each may lie in."""
    if figures.total is None or not figures.rated:
        return []
    drawn = [(_("Everyone"), figures.total), *_labelled(figures, wanted)]
    return [
        (label, [_in_full(question) for question in group.questions if question.asked.is_rated])
        for label, group in drawn
    ]


def _in_full(question: QuestionFigures) -> str:
    return favourable_words(question) if question.is_shown else _("not shown")


def left_out(figures: WaveFigures, wanted: Wanted) -> int:
    """How many groups are not drawn until all are asked for."""
    return len(figures.groups) - sum(len(groups) for _attribute, groups in _shown(figures, wanted))


def _shown(figures: WaveFigures, wanted: Wanted) -> list[tuple[str, Sequence[GroupFigures]]]:
    """Each attribute with its groups in the order that is wanted, the first of them unless all are wanted."""
    found: list[tuple[str, Sequence[GroupFigures]]] = []
    for attribute, groups in groupby(figures.groups, key=lambda group: group.attribute):
        ordered = sorted(groups, key=lambda group: _rank(group, wanted.sort))
        found.append((attribute, ordered if wanted.shows_all else ordered[:MOST_ROWS]))
    return found


def _rank(group: GroupFigures, sort: str) -> tuple[float, int, str]:
    found = next((question for question in group.questions if question.asked.key == sort), None)
    share = 0.0
    if found:
        # A range hides where exactly a share lies: the order must not tell.
        share = (found.told.middle if found.told else found.share) if found.is_shown else 2.0
    return share, -group.answered, group.label


def _row(label: str, group: GroupFigures, section: str = "") -> HeatRow:
    cells = tuple(_cell(question) for question in group.questions if question.asked.is_rated)
    return HeatRow(f"{label} ·\xa0{localize(group.answered)}", cells, section)


def _cell(question: QuestionFigures) -> Cell:
    if question.too_few:
        return Cell(suppressed=True, reason=_("Too few people answered this question."))
    if not question.is_shown:
        return Cell(
            suppressed=True, reason=_("It would tell that all people of a small group said the same.")
        )
    shown = share_shown(question.share, question.told).removesuffix(" %")
    mark = {1: "▲", -1: "▼", 0: ""}[question.differs]
    return Cell(shown, level_of(question.share, question.told), mark)


def changes_offered(figures: WaveFigures) -> list[tuple[str, str]]:
    """What changes can be drawn of: engagement, and each rated question that was asked last time too."""
    groups = [group for group in (figures.total, *figures.groups) if group]
    found = [(ENGAGEMENT, _("Engagement"))] if any(_change(g, ENGAGEMENT) for g in groups) else []
    return found + [(q.key, q.label) for q in figures.rated if any(_change(g, q.key) for g in groups)]


def changes_by_group(figures: WaveFigures, wanted: Wanted) -> Dots | None:
    """What has moved since the last wave, for everyone and each group, with intervals; None when nothing can be told."""
    offered = changes_offered(figures)
    if figures.total is None or not offered or not figures.groups:
        return None
    key, name = next((one for one in offered if one[0] == wanted.moved), offered[0])
    drawn = [(_("Everyone"), figures.total), *_labelled(figures, wanted)]
    changes = [(label, change) for label, group in drawn if (change := _change(group, key))]
    return Dots(
        title=_("%(question)s by group") % {"question": _named(name, figures.rated, key)},
        description=_("Points since the last time. A line that crosses 0 may be no change at all."),
        rows=[_point(label, change, 1 if key == ENGAGEMENT else 100) for label, change in changes],
        unit=_("points"),
    )


def _named(name: str, rated: Sequence[Asked], key: str) -> str:
    return next((in_quotes(asked.text) for asked in rated if asked.key == key), name)


def _change(group: GroupFigures, key: str) -> Change | None:
    if key == ENGAGEMENT:
        return group.engagement.change if group.engagement else None
    return next((question.change for question in group.questions if question.asked.key == key), None)


def not_compared(figures: WaveFigures, wanted: Wanted) -> list[str]:
    """The groups whose change cannot be told, by name."""
    offered = changes_offered(figures)
    if not offered:
        return []
    key = next((one for one, _name in offered if one == wanted.moved), offered[0][0])
    return [label for label, group in _labelled(figures, wanted) if _change(group, key) is None]


def _labelled(figures: WaveFigures, wanted: Wanted) -> list[tuple[str, GroupFigures]]:
    return [(group.label, group) for _attribute, groups in _shown(figures, wanted) for group in groups]


def _point(label: str, change: Change, unit: int) -> Point:
    low, high = round(unit * change.interval.low), round(unit * change.interval.high)
    return Point(
        label,
        round(unit * change.difference),
        low,
        high,
        _("%(points)s (%(low)s to %(high)s)")
        % {"points": signed(unit * change.difference), "low": signed(low), "high": signed(high)},
    )
