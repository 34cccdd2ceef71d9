"""What may be shown of a wave, as frozen records: the only thing pages, exports and the API see."""

from dataclasses import dataclass, field

from allaboard.areas.listening.rules import Asked
from allaboard.statistics.enps import Recommendation
from allaboard.statistics.intervals import Interval
from allaboard.statistics.ranges import NOTHING, Range, end_range
from allaboard.statistics.trend import Change, Sample


def score_range(told: Recommendation) -> Range | None:
    """The range, on its way from -100 (0) to +100 (100), as which a score near an end is told in a small group."""
    return end_range((told.score + 100) / 200, told.answers)


@dataclass(frozen=True, slots=True)
class Count:
    """How many gave one answer."""

    value: str
    people: int
    share: float  # of those who answered the question


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question in one group: the whole company or a shown one."""

    asked: Asked
    answers: int
    favourable: int
    interval: Interval | None
    counts: tuple[Count, ...]
    change: Change | None = None
    differs: int = 0  # -1 below, +1 above the rest of the company, 0 not to be told apart
    too_few: bool = False
    told: Range | None = None  # what is told instead of the share, and of all that would tell the share

    @property
    def share(self) -> float:
        """The share of favourable answers, 0 to 1; 0 when nobody answered."""
        return self.favourable / self.answers if self.answers else 0.0

    @property
    def is_shown(self) -> bool:
        """Whether anything is told of the answers."""
        return not self.too_few and self.told != NOTHING


@dataclass(frozen=True, slots=True)
class Score:
    """The engagement figure, 0 to 100, with interval and change."""

    sample: Sample
    interval: Interval
    told: Range | None = None  # what is told instead of the figure and its interval
    change: Change | None = None

    @property
    def value(self) -> float:
        """The average score."""
        return self.sample.mean


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One shown group: a union of blocks."""

    attribute: str
    label: str
    invited: int | None  # None: nobody knows how many were asked
    answered: int
    questions: tuple[QuestionFigures, ...]
    engagement: Score | None

    @property
    def is_told_exactly(self) -> bool:
        """Whether neither engagement nor a question that counts for it is told as a range."""
        parts = [question.told for question in self.questions if question.asked.counts_for_index]
        return self.engagement is not None and not any((self.engagement.told, *parts))


@dataclass(frozen=True, slots=True)
class HiddenAttribute:
    """An attribute that cannot be shown at all without pointing at someone."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """Everything that may be shown of a closed wave."""

    total: GroupFigures | None  # None: fewer than the minimum answered
    recommendation: Recommendation | None
    recommendation_before: Recommendation | None
    recommendation_change: Change | None = None  # only where both are told exactly
    groups: tuple[GroupFigures, ...] = ()
    hidden: tuple[HiddenAttribute, ...] = ()
    lumped: tuple[str, ...] = field(default=())  # labels of groups made of several
    previous_share: float | None = None  # share that took part in the last wave

    @property
    def rated(self) -> tuple[Asked, ...]:
        """The questions with a favourable side, in order."""
        return tuple(q.asked for q in self.total.questions if q.asked.is_rated) if self.total else ()
