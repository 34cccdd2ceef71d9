"""The measured figures as rows, the same for the page's export and the API."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models import Measurement


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures of everyone, or of one group that may be shown."""

    attribute: str
    group: str
    intended: int
    delivered: int
    seen: int | None  # None: so few were told that the count would say who
    acted: int | None  # None: the same, or nothing is measured that people do
    holdout: int | None
    holdout_acted: int | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None


FIGURE_NAMES = tuple(field.name for field in fields(FigureRow))


def figure_rows(measured: Measurement) -> Iterator[FigureRow]:
    """Everyone first, then each group."""
    told = measured.lift is not None  # a tiny holdout would point at its people
    has_outcome = measured.campaign.has_outcome
    yield FigureRow(
        "",
        _("Everyone"),
        *(measured.intended, measured.delivered, measured.told_seen, measured.told_acted),
        measured.holdout,
        measured.holdout_acted if told else None,
        *(measured.lift, measured.lift_low, measured.lift_high),
    )
    for group in measured.groups.all():
        yield FigureRow(
            str(GroupBy(group.attribute).label),
            group.name,
            *(group.treated, group.delivered, group.seen),
            group.acted if has_outcome else None,
            *(group.holdout, group.holdout_acted),
            *(group.lift, group.lift_low, group.lift_high),
        )
