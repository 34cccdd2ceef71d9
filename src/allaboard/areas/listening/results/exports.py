"""The shown numbers as rows, and as files."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.figures import GroupFigures, QuestionFigures, WaveFigures
from allaboard.areas.listening.rules import share_shown
from allaboard.ui.exports import rows_response

Row = tuple[str | int, ...]


def rows_of(wave: Wave, figures: WaveFigures) -> list[Row]:
    """One row per group and question; shares in the same words as on the page."""
    head: Row = (
        _("Shown by"),
        _("Group"),
        _("Answered"),
        _("Asked"),
        _("Question"),
        _("Answers"),
        _("Favourable"),
        _("Lower end"),
        _("Upper end"),
        _("Differs from the rest"),
        _("Change in points"),
        _("Change from"),
        _("Change to"),
    )
    groups = [figures.total, *figures.groups] if figures.total else []
    return [head, *(row for group in groups for row in _group_rows(group))]


def _group_rows(group: GroupFigures) -> Iterator[Row]:
    for question in group.questions:
        if question.asked.is_rated:
            yield (
                group.attribute or _("Everyone"),
                group.label,
                group.answered,
                group.invited,
                question.asked.text,
                *_cells(question),
                *_change(question),
            )


def _cells(question: QuestionFigures) -> Row:
    if question.interval is None:
        return (_("too few answers"), "", "", "", "")
    if not question.is_shown:
        return (question.answers, _("not shown"), "", "", "")
    low, high = question.interval.low, question.interval.high
    ends = ("", "") if question.told else (f"{round(100 * low)} %", f"{round(100 * high)} %")
    shown = share_shown(question.share, question.told)
    return (question.answers, shown, *ends, {1: _("higher"), -1: _("lower"), 0: ""}[question.differs])


def _change(question: QuestionFigures) -> Row:
    if question.change is None:
        return ("", "", "")
    moved = question.change
    return (
        round(100 * moved.difference),
        round(100 * moved.interval.low),
        round(100 * moved.interval.high),
    )


def results_file(wave: Wave, rows: Sequence[Row], kind: str) -> HttpResponse:
    """The rows as CSV or as a workbook."""
    head, *body = rows
    answer = rows_response(
        [str(name) for name in head], iter(body), slugify(wave.title) or f"wave-{wave.pk}", kind
    )
    if isinstance(answer, HttpResponse):
        return answer
    return HttpResponse(b"".join(answer), headers=dict(answer.items()))
