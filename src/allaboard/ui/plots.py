"""True plots: Vega-Lite specs, rendered to SVG in the server, cached by spec, coloured by the page's tokens."""

import functools
import hashlib
import json
import re
import textwrap
from dataclasses import dataclass
from typing import Any

import altair
import vl_convert
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from allaboard.ui.charts import Dots, Line, Point
from allaboard.words import figure

# Colours of the spec stand for tokens: the browser resolves them in its own theme.
TOKENS = {
    "#010101": "var(--ink)",
    "#020202": "var(--soft)",
    "#030303": "var(--line)",
    "#040404": "var(--accent)",
    "#050505": "var(--accent-soft)",
}
INK, SOFT, LINE, ACCENT, ACCENT_SOFT = TOKENS
HATCHED = "#060606"
HATCH = (
    '<defs><pattern id="{id}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="8" height="8" fill="var(--surface)"/><rect width="3" height="8" fill="var(--line)"/></pattern></defs>'
)
STYLE_ATTRIBUTE = re.compile(r'\sstyle="[^"]*"')
SIZE_ATTRIBUTES = re.compile(r'(<svg[^>]*?) width="\d+(?:\.\d+)?" height="\d+(?:\.\d+)?"')
ROW_HEIGHT, LINE_HEIGHT, ROW_GAP = 40, 17, 12


@dataclass(frozen=True, slots=True)
class Room:
    """How wide a plot is drawn, without its labels."""

    width: int
    letters: int  # of a label, before it goes on in the next line
    ticks: int
    left: int  # labels are measured with the server's fonts and drawn with the reader's, which may be wider
    right: int

    @property
    def padding(self) -> dict[str, int]:
        """The space around the plot."""
        return {"left": self.left, "right": self.right, "top": 5, "bottom": 5}


WIDE, ON_A_PHONE = Room(500, 32, 5, 32, 40), Room(130, 16, 3, 26, 18)  # with labels beside the plot
WIDE_LINE, LINE_ON_A_PHONE = Room(560, 12, 5, 10, 20), Room(240, 8, 5, 10, 16)  # with labels below it


def line(chart: Line, room: Room = WIDE_LINE) -> SafeString:
    """The line with its interval as a band."""
    rows = [_row(point, room) for point in chart.rows if not point.suppressed]
    base = altair.Chart(altair.Data(values=rows)).encode(
        x=altair.X(
            "label:N",
            sort=None,
            title=None,
            axis=altair.Axis(
                labelAngle=0,
                grid=False,
                labelLimit=0,
                labelOverlap=True,
                labelExpr="split(datum.value, '\\n')",
            ),
        )
    )
    band = base.mark_area(color=ACCENT_SOFT).encode(y=altair.Y("low:Q", title=None), y2="high:Q")
    path = base.mark_line(
        color=ACCENT, strokeWidth=2, point=altair.OverlayMarkDef(color=ACCENT, size=60)
    ).encode(y=altair.Y("value:Q", title=None, scale=altair.Scale(zero=False), axis=altair.Axis(tickCount=5)))
    text = base.mark_text(dy=-14, color=INK, fontSize=13).encode(y="value:Q", text="text:N")
    return _render(_themed(band + path + text, height=200, room=room))


def dots(chart: Dots, room: Room = WIDE) -> SafeString:
    """One dot with its interval a row, the figure at the end; what is not shown says so."""
    order = [_wrapped(point.label, room) for point in chart.rows]
    base = _on_rows([_row(point, room) for point in chart.rows if not point.suppressed], order)
    zero = (
        altair.Chart(altair.Data(values=[{"zero": chart.zero}]))
        .mark_rule(color=SOFT, strokeDash=[3, 3])
        .encode(x="zero:Q")
    )
    reach = base.mark_rule(color=ACCENT, strokeWidth=2).encode(
        x=altair.X("low:Q", title=chart.unit or None, axis=altair.Axis(tickCount=room.ticks)), x2="high:Q"
    )
    dot = base.mark_circle(color=ACCENT, size=130, opacity=1).encode(x="value:Q")
    text = base.mark_text(align="left", color=INK, fontSize=14).encode(
        x=altair.value(room.width + 14), text="text:N"
    )
    hatch, blank = _not_shown(chart, order, room)
    lines = max((label.count("\n") + 1 for label in order), default=1)
    height = max(ROW_HEIGHT, LINE_HEIGHT * lines + ROW_GAP) * max(1, len(order))
    return _render(_themed(hatch + zero + reach + dot + text + blank, height=height, room=room))


def _not_shown(chart: Dots, order: list[str], room: Room) -> tuple[Any, Any]:
    """What stands in the rows whose figure may not be told: hatching, and words where the figure would be."""
    hidden = _on_rows(
        [{"label": _wrapped(point.label, room)} for point in chart.rows if point.suppressed], order
    )
    hatch = hidden.mark_rect(color=HATCHED, height=24, cornerRadius=4, aria=False).encode(
        x=altair.value(0), x2=altair.value(room.width)
    )
    blank = hidden.mark_text(align="left", color=SOFT, fontSize=13, text=gettext("not shown")).encode(
        x=altair.value(room.width + 14)
    )
    return hatch, blank


def _wrapped(label: str, room: Room) -> str:
    """The label in lines that fit beside the plot: nothing of it is cut."""
    return "\n".join(textwrap.wrap(label, room.letters, break_long_words=False)) or label


def _on_rows(rows: list[dict[str, object]], order: list[str]) -> Any:
    axis = altair.Axis(
        labelLimit=0, labelFontSize=14, labelColor=INK, grid=False, labelExpr="split(datum.value, '\\n')"
    )
    across = altair.Y("label:N", scale=altair.Scale(domain=order), title=None, axis=axis)
    return altair.Chart(altair.Data(values=rows)).encode(y=across)


def _row(point: Point, room: Room) -> dict[str, object]:
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    return {
        "label": _wrapped(point.label, room),
        "value": point.value,
        "low": low,
        "high": high,
        "text": point.text or figure(point.value),
    }


def _themed(chart: Any, *, height: int, room: Room = WIDE) -> str:
    themed = (
        chart.properties(width=room.width, height=height, background="transparent", padding=room.padding)
        .configure(font="system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=SOFT,
            titleColor=SOFT,
            gridColor=LINE,
            domain=False,
            ticks=False,
            labelFontSize=13,
            labelPadding=8,
            titleFontWeight="normal",
            titleFontSize=13,
        )
    )
    return json.dumps(themed.to_dict(), sort_keys=True)


@functools.lru_cache(maxsize=256)
def _render(spec: str) -> SafeString:
    svg = vl_convert.vegalite_to_svg(spec)
    svg = STYLE_ATTRIBUTE.sub("", svg)
    svg = SIZE_ATTRIBUTES.sub(r"\1", svg)
    for colour, token in TOKENS.items():
        svg = svg.replace(colour, token)
    if HATCHED in svg:
        name = f"hatch-{hashlib.sha256(spec.encode()).hexdigest()[:8]}"
        svg = svg.replace(HATCHED, f"url(#{name})").replace("</svg>", HATCH.format(id=name) + "</svg>")
    return mark_safe(svg)
