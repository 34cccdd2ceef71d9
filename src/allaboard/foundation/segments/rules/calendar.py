"""Sums with days: what day it was, or will be, a span away."""

from calendar import monthrange
from datetime import date, timedelta

from allaboard.foundation.segments.rules.tree import Span, Unit

DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


def day_before(day: date, span: Span) -> date:
    """The day that lies the span before; the last of a shorter month; never before the first day there is."""
    return _moved(day, span, -1)


def day_after(day: date, span: Span) -> date:
    """The day that lies the span after; the last of a shorter month; never after the last day there is."""
    return _moved(day, span, 1)


def _moved(day: date, span: Span, direction: int) -> date:
    end = date.min if direction < 0 else date.max
    if span.unit in DAYS:
        try:
            return day + timedelta(days=direction * span.amount * DAYS[span.unit])
        except OverflowError:
            return end
    years, month = divmod(day.year * 12 + day.month - 1 + direction * span.amount * MONTHS[span.unit], 12)
    if not date.min.year <= years <= date.max.year:
        return end
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
