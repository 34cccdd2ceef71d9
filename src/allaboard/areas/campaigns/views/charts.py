"""The charts of a campaign's results, from its measured figures."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models import MeasuredGroup, Measurement
from allaboard.areas.campaigns.rules.results import points
from allaboard.ui.charts import Bar, Bars, Dots, Funnel, Point
from allaboard.words import all_grouped, grouped


def reach_funnel(measured: Measurement) -> Funnel:
    """Intended, delivered, seen, acted."""
    steps = ((_("Delivered"), measured.delivered), (_("Seen"), measured.seen), (_("Acted"), measured.acted))
    intended = Bar(
        _("Intended"),
        float(measured.intended > 0),
        _("%(count)s people") % all_grouped({"count": measured.intended}),
    )
    return Funnel(
        title=_("From intended to acted"),
        description=_(
            "People, counted once. E-mail is not tracked, so “seen” counts who opened it in the inbox."
        ),
        rows=[intended, *(_bar_of(label, people, measured.intended) for label, people in steps)],
    )


def _bar_of(label: str, people: int, intended: int) -> Bar:
    share = people / intended if intended else 0.0
    return Bar(label, share, f"{grouped(people)} · {round(100 * share)} %")


def lift_dots(measured: Measurement, groups: Sequence[MeasuredGroup]) -> Dots | None:
    """The lift of everyone and of each group that may be shown; None without a lift."""
    if measured.lift is None:
        return None
    rows = [_point(_("Everyone"), measured.lift, measured.lift_low, measured.lift_high)]
    rows += [
        _point(group.label, group.lift, group.lift_low, group.lift_high)
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


def group_bars(groups: Sequence[MeasuredGroup]) -> list[Bars]:
    """Seen by group, one chart for each attribute that tells groups apart."""
    return [
        Bars(
            title=_("Seen · %(what)s") % {"what": GroupBy(attribute).label},
            description=_("Groups of fewer than five are joined with others."),
            rows=[
                Bar(
                    group.label,
                    group.seen / group.treated,
                    _("%(some)s of %(all)s") % all_grouped({"some": group.seen, "all": group.treated}),
                )
                for group in members
            ],
        )
        for attribute, members in groupby(groups, key=lambda group: group.attribute)
    ]
