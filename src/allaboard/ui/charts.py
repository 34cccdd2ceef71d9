"""What a chart shows, as frozen records; the tags draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from allaboard.words import figure


def percent_of(share: float) -> float:
    """A share as a length in percent that stays within its rail, whatever the share."""
    return round(max(0.0, min(1.0, share)) * 100, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; share is its length from 0 to 1."""

    label: str
    share: float
    text: str
    suppressed: bool = False
    reason: str = ""

    @property
    def percent(self) -> float:
        """Length in percent of the row."""
        return percent_of(self.share)


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from a zero line."""

    title: str
    description: str
    rows: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Funnel(Bars):
    """How many are left at each step, each a bar; everyone first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a heat map: level 1 (low) to 5 (high); mark is ▲, ▼ or nothing."""

    text: str = ""
    level: int = 0
    mark: str = ""
    suppressed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One group of a heat map; rows of one section stand under its name."""

    label: str
    cells: Sequence[Cell]
    section: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Groups by questions."""

    title: str
    description: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    sort_addresses: Sequence[str] = ()  # one per column: where the rows come sorted by it
    sorted_by: int = -1  # the column they are sorted by now, lowest first

    def headings(self) -> list[tuple[str, str, bool]]:
        """Each column's name, the address that sorts by it, and whether it sorts now."""
        addresses = self.sort_addresses or [""] * len(self.columns)
        return [
            (name, address, place == self.sorted_by)
            for place, (name, address) in enumerate(zip(self.columns, addresses, strict=True))
        ]


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its interval, at a label on the axis."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    text: str = ""
    suppressed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """Values with their intervals, drawn and told."""

    title: str
    description: str
    rows: Sequence[Point]
    unit: str = ""

    def table(self) -> list[tuple[str, str, str]]:
        """The same as rows of label, value and interval."""
        return [_as_text(point, self.unit) for point in self.rows]


@dataclass(frozen=True, slots=True)
class Line(Plot):
    """A value over time."""


@dataclass(frozen=True, slots=True)
class Dots(Plot):
    """A value with its interval for each group; zero is drawn as a line."""

    zero: float = 0.0


def _as_text(point: Point, unit: str) -> tuple[str, str, str]:
    if point.suppressed:
        return point.label, point.reason or _("not shown"), ""
    reach = (
        f"{figure(point.low)} – {figure(point.high)}"
        if point.low is not None and point.high is not None
        else ""
    )
    return point.label, point.text or f"{figure(point.value)} {unit}".strip(), reach


def spark_points(values: Sequence[float], width: int = 100, height: int = 24) -> str:
    """Points of an SVG polyline through the values, scaled to the box."""
    if not values:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = width / max(1, len(values) - 1)
    return " ".join(
        f"{i * step:.1f},{height - 2 - (value - low) / span * (height - 4):.1f}"
        for i, value in enumerate(values)
    )
