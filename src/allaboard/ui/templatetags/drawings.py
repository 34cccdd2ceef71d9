"""The charts as tags: each with the same figures as a table."""

from django import template

from allaboard.ui import charts, plots

register = template.Library()


@register.inclusion_tag("ui/charts/bars.html")
def bar_chart(chart: charts.Bars) -> dict[str, object]:
    """Bars from a zero line, each with its label and figure."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/plot.html")
def line_chart(chart: charts.Line) -> dict[str, object]:
    """A line over time with its interval, and the same as a table."""
    narrow = plots.line(chart, plots.LINE_ON_A_PHONE)
    return {"chart": chart, "svg": plots.line(chart), "narrow": narrow, "rows": chart.table()}


@register.inclusion_tag("ui/charts/plot.html")
def dot_chart(chart: charts.Dots) -> dict[str, object]:
    """Dots with intervals, one row a group, and the same as a table."""
    narrow = plots.dots(chart, plots.ON_A_PHONE)
    return {"chart": chart, "svg": plots.dots(chart), "narrow": narrow, "rows": chart.table()}


@register.inclusion_tag("ui/charts/heat_map.html")
def heat_map(chart: charts.HeatMap) -> dict[str, object]:
    """Groups by questions; what may not be shown is hatched and says so."""
    return {"chart": chart}


@register.inclusion_tag("ui/charts/bars.html")
def funnel(chart: charts.Funnel) -> dict[str, object]:
    """From intended to acted: bars, the first one faint."""
    return {"chart": chart, "is_funnel": True}


@register.inclusion_tag("ui/charts/sparkline.html")
def sparkline(chart: charts.Line) -> dict[str, object]:
    """A word-sized line for the eye, and the same as a table for those who listen."""
    points = charts.spark_points([row.value for row in chart.rows if not row.suppressed])
    return {"chart": chart, "points": points, "rows": chart.table()}
