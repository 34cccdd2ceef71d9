"""The shown numbers as rows, and as files."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.figures import (
    GroupFigures,
    QuestionFigures,
    WaveFigures,
    score_range,
)
from allaboard.areas.listening.results.pictures import distributions, recommendation_words, score_words
from allaboard.areas.listening.rules import share_shown
from allaboard.statistics.trend import Change
from allaboard.ui.exports import rows_response
from allaboard.words import signed

Row = tuple[str | int, ...]


def rows_of(figures: WaveFigures) -> list[Row]:
    """Everyone's scores, one row per group and question, and how everyone's answers spread; in the words of the page."""
    head: Row = (
        _("Shown by"),
        _("Group"),
        _("Answered"),
        _("Asked"),
        _("Question"),
        _("Answers"),
        _("Favourable, score or share"),
        _("Lower end"),
        _("Upper end"),
        _("Differs from the rest"),
        _("Change in points"),
        _("Change from"),
        _("Change to"),
        _("Answer"),
    )
    if figures.total is None:
        return [head]
    rows = [row for group in (figures.total, *figures.groups) for row in _group_rows(group)]
    return [head, *_score_rows(figures.total, figures), *rows, *_spread_rows(figures.total, figures)]


def _group_rows(group: GroupFigures) -> Iterator[Row]:
    for question in group.questions:
        if question.asked.is_rated:
            yield (*_of(group), question.asked.text, *_cells(question), *_change(question.change, 100), "")


def _of(group: GroupFigures) -> Row:
    return (
        group.attribute or _("Everyone"),
        group.label,
        group.answered,
        "" if group.invited is None else group.invited,
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


def _score_rows(total: GroupFigures, figures: WaveFigures) -> Iterator[Row]:
    """Engagement and the recommendation score, as the top of the page tells them."""
    if total.engagement:
        score = total.engagement
        ends = ("", "") if score.told else (round(score.interval.low), round(score.interval.high))
        cells = (score.sample.answers, score_words(score)[0], *ends, "")
        yield (*_of(total), _("Engagement, from 0 to 100"), *cells, *_change(score.change, 1), "")
    if figures.recommendation:
        told = figures.recommendation
        is_range = score_range(told) is not None
        ends = ("", "") if is_range else (signed(told.interval.low), signed(told.interval.high))
        cells = (told.answers, recommendation_words(told)[0], *ends, "")
        changed = _change(figures.recommendation_change, 1)
        yield (*_of(total), _("Would recommend us, from −100 to +100"), *cells, *changed, "")


def _spread_rows(total: GroupFigures, figures: WaveFigures) -> Iterator[Row]:
    """How often each answer was given, as the bars of the page tell it."""
    for question, bars in zip(total.questions, distributions(figures), strict=True):
        for bar in bars.rows:
            yield (*_of(total), bars.title, question.answers, bar.text, "", "", "", "", "", "", bar.label)


def _change(moved: Change | None, unit: int) -> Row:
    if moved is None:
        return ("", "", "")
    ends = moved.interval
    return round(unit * moved.difference), round(unit * ends.low), round(unit * ends.high)


def results_file(wave: Wave, rows: Sequence[Row], kind: str) -> HttpResponse:
    """The rows as CSV or as a workbook."""
    head, *body = rows
    answer = rows_response(
        [str(name) for name in head], iter(body), slugify(wave.title) or f"wave-{wave.pk}", kind
    )
    if isinstance(answer, HttpResponse):
        return answer
    return HttpResponse(b"".join(answer), headers=dict(answer.items()))
