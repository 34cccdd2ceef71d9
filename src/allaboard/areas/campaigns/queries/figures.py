"""The measured figures as rows, the same for the page's export and the API."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models import MeasuredGroup, Measurement
from allaboard.statistics.told import Told


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures of everyone, or of one group that may be shown.

    What people did has two ends, the fewest and the most that it can be: one number where it is told exactly,
    None where it is not known or would say who.
    """

    attribute: str
    group: str
    intended: int
    delivered: int
    seen_fewest: int | None
    seen_most: int | None
    acted_fewest: int | None
    acted_most: int | None
    before_fewest: int | None  # of everyone: who had acted before it began
    before_most: int | None
    holdout: int | None
    holdout_acted_fewest: int | None
    holdout_acted_most: int | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None


FIGURE_NAMES = tuple(field.name for field in fields(FigureRow))


def figure_rows(measured: Measurement) -> Iterator[FigureRow]:
    """Everyone first, then each group."""
    yield _row("", _("Everyone"), measured, measured.acted_before)
    for group in measured.groups.all():
        yield _row(str(GroupBy(group.attribute).label), group.name, group)


def _row(
    attribute: str, group: str, told: Measurement | MeasuredGroup, before: Told | None = None
) -> FigureRow:
    return FigureRow(
        attribute,
        group,
        *(told.intended, told.delivered),
        *(told.seen_fewest, told.seen_most),
        *(told.acted_fewest, told.acted_most),
        before.fewest if before else None,
        before.most if before else None,
        told.holdout,
        *(told.holdout_acted_fewest, told.holdout_acted_most),
        *(told.lift, told.lift_low, told.lift_high),
    )
