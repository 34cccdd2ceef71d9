"""The charts of a campaign's results, from its measured figures."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models import MeasuredGroup, Measurement
from allaboard.areas.campaigns.rules.results import percent, points, some
from allaboard.statistics.told import Told
from allaboard.ui.charts import Bar, Bars, Dots, Funnel, Point
from allaboard.words import all_grouped


def reach_funnel(measured: Measurement) -> Funnel:
    """Intended, delivered, seen, acted, as far as each can be known."""
    steps = [(_("Delivered"), measured.got, _("From intended to delivered"))]
    if measured.seen:
        steps.append((_("Seen"), measured.seen, _("From intended to seen")))
    if measured.acted:
        steps.append((_("Acted"), measured.acted, _("From intended to acted")))
    intended = Bar(
        _("Intended"),
        float(measured.intended > 0),
        ngettext("%(count)s person", "%(count)s people", measured.intended)
        % all_grouped({"count": measured.intended}),
    )
    return Funnel(
        title=steps[-1][2],
        description=_how_counted(measured),
        rows=[
            intended,
            *(Bar(label, told.share, f"{some(told)} · {percent(told)} %") for label, told, _title in steps),
        ],
    )


def _how_counted(measured: Measurement) -> str:
    if measured.is_of_too_few:
        return _("People, counted once.")
    if measured.seen:
        return _("People, counted once. E-mail is not tracked, so “seen” counts who opened it in the inbox.")
    return _("People, counted once. E-mail is not tracked, so who saw it is not known.")


def lift_dots(measured: Measurement, groups: Sequence[MeasuredGroup]) -> Dots | None:
    """The lift of everyone and of each group that may be shown; None without a lift."""
    if measured.lift is None:
        return None
    rows = [_point(_("Everyone"), measured.lift, measured.lift_low, measured.lift_high)]
    rows += [
        _point(group.name, group.lift, group.lift_low, group.lift_high)
        for group in groups
        if group.lift is not None
    ]
    return Dots(
        title=_("Lift by group"),
        description=_("Points more than the holdout, with the range that fits the counts."),
        rows=rows,
        unit=_("points"),
    )


def _point(label: str, lift: float, low: float | None, high: float | None) -> Point:
    ends = [round(100 * end, 1) if end is not None else None for end in (low, high)]
    return Point(label, round(100 * lift, 1), ends[0], ends[1], points(lift))


def group_bars(measured: Measurement, groups: Sequence[MeasuredGroup]) -> list[Bars]:
    """Who saw it by group, or got it where nobody knows who saw it, then who acted; a chart for each attribute."""
    charts: list[Bars] = []
    is_compared = any(group.holdout is not None for group in groups)
    for attribute, members in groupby(groups, key=lambda group: group.attribute):
        own = list(members)
        what = str(GroupBy(attribute).label)
        reach = [group for group in own if group.holdout is None]
        charts += _reach_bars(measured, reach, what)
        rows = [(group.name, group.acted) for group in own if (group.holdout is not None) == is_compared]
        if measured.acted and rows:
            charts.append(_bars(_("Acted · %(what)s") % {"what": what}, rows))
    return charts


def _reach_bars(measured: Measurement, groups: Sequence[MeasuredGroup], what: str) -> list[Bars]:
    if measured.seen:
        rows = [(_name_and_delivered(group), group.seen) for group in groups]
        return [
            _bars(_("Seen · %(what)s") % {"what": what}, rows, _("Delivered to all of them, unless said."))
        ]
    return [_bars(_("Delivered · %(what)s") % {"what": what}, [(group.name, group.got) for group in groups])]


def _name_and_delivered(group: MeasuredGroup) -> str:
    if group.delivered == group.intended:
        return group.name
    return _("%(name)s, delivered to %(n)s") % all_grouped({"name": group.name, "n": group.delivered})


def _bars(title: str, rows: Sequence[tuple[str, Told | None]], remark: str = "") -> Bars:
    return Bars(
        title=title,
        description=" ".join(filter(None, (_("Groups of fewer than five are joined with others."), remark))),
        rows=[_group_bar(name, told) for name, told in rows],
    )


def _group_bar(name: str, told: Told | None) -> Bar:
    if told is None:
        return Bar(name, 0.0, _("not shown"), suppressed=True, reason=_("A count would say who."))
    return Bar(name, told.share, _("%(some)s of %(all)s") % all_grouped({"some": some(told), "all": told.of}))
