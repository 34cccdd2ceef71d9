"""Figures in the words and shades in which pages show them."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.figures import Count, QuestionFigures, Score, WaveFigures, score_range
from allaboard.areas.listening.queries.results import engagement_so_far
from allaboard.areas.listening.queries.surveys import waves_before
from allaboard.areas.listening.rules import in_words, share_shown
from allaboard.foundation.access.roles import Actor
from allaboard.statistics.enps import Recommendation
from allaboard.statistics.ranges import BETWEEN, end_range
from allaboard.statistics.trend import Change
from allaboard.ui.charts import Bar, Bars, Line, Point
from allaboard.words import all_grouped, grouped, in_quotes, signed

LATEST_RUNS = 8


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the numbers at the top."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A question against the last wave."""

    text: str
    now: str
    change: str
    holds: bool
    is_up: bool


def headlines(wave: Wave, figures: WaveFigures) -> list[Headline]:
    """Answered, engagement, recommendation, and whether people expect anything to change."""
    before = figures.previous_share
    moved = _(", was %(share)s %%") % {"share": round(100 * before)} if before is not None else ""
    answered, share = turnout_words(wave)
    found = [Headline(_("Answered"), answered, share + moved)]
    if figures.total and figures.total.engagement:
        score = figures.total.engagement
        value, span = score_words(score)
        found.append(Headline(_("Engagement"), value, span + _was(score.change, score.value, 1)))
    if figures.recommendation:
        earlier = figures.recommendation_before
        was = _(", was %(n)s") % {"n": recommendation_words(earlier)[0]} if earlier else ""
        value, span = recommendation_words(figures.recommendation)
        found.append(Headline(_("Would recommend us"), value, span + was))
    return found + [_headline_of(q) for q in _expectations(figures)]


def turnout_words(wave: Wave) -> tuple[str, str]:
    """How many of those asked have answered, and their share; of results from elsewhere nobody knows who was asked."""
    few = "" if wave.answered else _("fewer than %(k)s") % {"k": wave.minimum_group}
    if wave.invited is None:
        return few or grouped(wave.answered), _("from elsewhere: who was asked is not known")
    if few:
        return few, _("of %(all)s") % all_grouped({"all": wave.invited})
    share = round(100 * wave.answered / wave.invited) if wave.invited else 0
    return _("%(n)s of %(all)s") % all_grouped({"n": wave.answered, "all": wave.invited}), f"{share} %"


def score_words(score: Score) -> tuple[str, str]:
    """The engagement figure and its interval; in a small group near an end of the scale a range."""
    if score.told:
        return f"{score.told.low}–{score.told.high}", _("of 100")
    span = _("%(low)s to %(high)s, of 100") % {
        "low": round(score.interval.low),
        "high": round(score.interval.high),
    }
    return str(round(score.value)), span


def recommendation_words(told: Recommendation) -> tuple[str, str]:
    """The score and its interval; in a small group near an end of the scale a range."""
    if found := score_range(told):
        ends = {"low": signed(2 * found.low - 100), "high": signed(2 * found.high - 100)}
        return _("%(low)s to %(high)s") % ends, ""
    ends = {"low": signed(told.interval.low), "high": signed(told.interval.high)}
    return signed(told.score), _("%(low)s to %(high)s") % ends


def _expectations(figures: WaveFigures) -> list[QuestionFigures]:
    questions = figures.total.questions if figures.total else ()
    return [q for q in questions if q.asked.key == "something_changes" and q.interval]


def _headline_of(question: QuestionFigures) -> Headline:
    interval = question.interval
    is_exact = interval is not None and question.told is None
    span = f"{round(100 * interval.low)}–{round(100 * interval.high)}" if interval and is_exact else ""
    was = _was(question.change, question.share, 100)
    return Headline(in_quotes(question.asked.label), share_shown(question.share, question.told), span + was)


def _was(change: Change | None, now: float, unit: int) -> str:
    return _(", was %(n)s") % {"n": round(unit * (now - change.difference))} if change else ""


def distributions(figures: WaveFigures) -> list[Bars]:
    """How answers spread, for everyone who answered."""
    return [_distribution(question) for question in (figures.total.questions if figures.total else ())]


def _distribution(question: QuestionFigures) -> Bars:
    if question.too_few:
        return Bars(question.asked.text, _("Too few people answered this question."), ())
    counts = reversed(question.counts) if question.asked.is_rated else question.counts
    bars = tuple(_bar(question, count) for count in counts)
    answers = _("%(n)s answers") % all_grouped({"n": question.answers})
    agree = _("favourable: %(share)s") % {"share": favourable_words(question)}
    return Bars(question.asked.text, f"{answers} · {agree}" if question.asked.is_rated else answers, bars)


def favourable_words(question: QuestionFigures) -> str:
    """The share of favourable answers with its interval; where it is told as a range, the range alone."""
    share = share_shown(question.share, question.told)
    if question.interval is None or question.told:
        return share
    return _with_ends(share, round(100 * question.interval.low), round(100 * question.interval.high))


def _with_ends(figure: str, low: object, high: object) -> str:
    return _("%(points)s (%(low)s to %(high)s)") % {"points": figure, "low": low, "high": high}


def _bar(question: QuestionFigures, count: Count) -> Bar:
    """How often one answer was given; all answers as ranges where their sum, the share of yes, is told as one."""
    told = end_range(count.share, question.answers) or (BETWEEN if question.told else None)
    return Bar(
        in_words(question.asked, count.value),
        told.middle if told else count.share,
        share_shown(count.share, told),
    )


def changes(figures: WaveFigures) -> list[Moved]:
    """Each rated question against the last wave, company-wide; then how many would recommend us."""
    questions = figures.total.questions if figures.total else ()
    moved = [_moved(q.asked.text, favourable_words(q), q.change, 100) for q in questions if q.change]
    score, change = figures.recommendation, figures.recommendation_change
    if score and change:
        now = _with_ends(signed(score.score), signed(score.interval.low), signed(score.interval.high))
        moved.append(_moved(_("Would recommend us, from −100 to +100"), now, change, 1))
    return moved


def _moved(text: str, now: str, change: Change, unit: int) -> Moved:
    low, high = signed(unit * change.interval.low), signed(unit * change.interval.high)
    points = _with_ends(signed(unit * change.difference), low, high)
    return Moved(text, now, points, change.holds, change.difference > 0)


def engagement_over_time(actor: Actor, wave: Wave) -> Line | None:
    """Engagement in the last runs of the survey that the actor may see; None until two of them may show it."""
    found = engagement_so_far(actor, wave, LATEST_RUNS)
    days = _told_apart([_day_of(run) for run, _score in found])
    points = [_point(day, score) for day, (_run, score) in zip(days, found, strict=True)]
    if sum(not point.suppressed for point in points) < 2:
        return None
    return Line(
        title=_("Engagement over time"),
        description=_("Each run with the range it may lie in, from 0 to 100."),
        rows=points,
    )


def _day_of(run: Wave) -> str:
    # With spaces that may break, so that it stands in two lines below a narrow plot.
    return date_format(run.closed_on or run.opens_on, "DATE_FORMAT").replace("\xa0", " ")


def _told_apart(days: list[str]) -> list[str]:
    """The days, numbered from the second time on: what has one name would stand in one place."""
    return [
        day if day not in days[:place] else f"{day} ({days[:place].count(day) + 1})"
        for place, day in enumerate(days)
    ]


def _point(day: str, score: Score) -> Point:
    if score.told:
        value, _of = score_words(score)
        return Point(day, score.told.middle, text=value, suppressed=True, reason=value)
    return Point(day, score.value, score.interval.low, score.interval.high, text=str(round(score.value)))


def since_words(actor: Actor, wave: Wave) -> str:
    """Which wave figures are compared with."""
    before = waves_before(actor, wave).first()
    return (
        _("Compared with %(title)s, closed %(day)s")
        % {"title": before.title, "day": date_format(before.closed_on)}
        if before and before.closed_on
        else ""
    )
