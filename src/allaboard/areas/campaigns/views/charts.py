"""The charts of a campaign's results, from its measured figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models import MeasuredGroup, Measurement
from allaboard.areas.campaigns.queries.delivered import knows_who_saw
from allaboard.areas.campaigns.rules.results import points
from allaboard.ui.charts import Bar, Bars, Dots, Funnel, Point
from allaboard.words import all_grouped, grouped


@dataclass(frozen=True, slots=True)
class Known:
    """What can be known of a campaign's people beside who got it."""

    who_saw: bool
    who_acted: bool
    too_few: bool  # were told: what they did would say who


def known_of(measured: Measurement) -> Known:
    """What may be told of this campaign's people."""
    too_few = measured.is_of_too_few
    who_saw = not too_few and knows_who_saw(measured.campaign)
    return Known(who_saw, measured.told_acted is not None, too_few)


def reach_funnel(measured: Measurement, known: Known) -> Funnel:
    """Intended, delivered, seen, acted, as far as each can be known."""
    steps = [(_("Delivered"), measured.delivered, _("From intended to delivered"))]
    if known.who_saw:
        steps.append((_("Seen"), measured.seen, _("From intended to seen")))
    if known.who_acted:
        steps.append((_("Acted"), measured.acted, _("From intended to acted")))
    intended = Bar(
        _("Intended"),
        float(measured.intended > 0),
        ngettext("%(count)s person", "%(count)s people", measured.intended)
        % all_grouped({"count": measured.intended}),
    )
    return Funnel(
        title=steps[-1][2],
        description=_how_counted(known),
        rows=[intended, *(_bar_of(label, people, measured.intended) for label, people, _title in steps)],
    )


def _how_counted(known: Known) -> str:
    if known.too_few:
        return _("People, counted once.")
    if known.who_saw:
        return _("People, counted once. E-mail is not tracked, so “seen” counts who opened it in the inbox.")
    return _("People, counted once. E-mail is not tracked, so who saw it is not known.")


def _bar_of(label: str, people: int, intended: int) -> Bar:
    share = people / intended if intended else 0.0
    return Bar(label, share, f"{grouped(people)} · {round(100 * share)} %")


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


def group_bars(groups: Sequence[MeasuredGroup], known: Known) -> list[Bars]:
    """Seen by group, or delivered where nobody knows who saw it; one chart for each attribute that tells groups apart."""
    reached = _("Seen · %(what)s") if known.who_saw else _("Delivered · %(what)s")
    return [
        Bars(
            title=reached % {"what": GroupBy(attribute).label},
            description=_("Groups of fewer than five are joined with others."),
            rows=[_group_bar(group, group.seen if known.who_saw else group.delivered) for group in members],
        )
        for attribute, members in groupby(groups, key=lambda group: group.attribute)
    ]


def _group_bar(group: MeasuredGroup, reached: int) -> Bar:
    said = _("%(some)s of %(all)s") % all_grouped({"some": reached, "all": group.treated})
    return Bar(group.name, reached / group.treated, said)
