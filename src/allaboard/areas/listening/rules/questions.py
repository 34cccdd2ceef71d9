"""What may be asked, and what counts as an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from allaboard.areas.listening.choices import CHOSEN, RATED, Kind
from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

MINIMUM_GROUP = 5
LONGEST_COMMENT = 4_000
MOST_ATTRIBUTES = 3
LONGEST_RUN_DAYS = 366
Value = int | str | list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stood when the wave was launched; later edits do not reach it."""

    key: str
    kind: str
    text: str
    label: str
    section: str = ""
    required: bool = False
    options: tuple[str, ...] = ()
    low: int = 1
    high: int = 5
    favourable_from: int = 4
    counts_for_index: bool = False

    @property
    def is_rated(self) -> bool:
        """Whether the answer is a number on a scale."""
        return self.kind in RATED

    def as_json(self) -> dict[str, object]:
        """The form in which a wave keeps it."""
        return {**asdict(self), "options": list(self.options)}


def asked_from(kept: Mapping[str, object]) -> Asked:
    """A question from the form in which a wave keeps it.

    Args:
        kept: what `Asked.as_json` gave.
    """
    return Asked(**{**kept, "options": tuple(kept["options"])})  # type: ignore[arg-type]


def scale_of(kind: str) -> tuple[int, int, int]:
    """Lowest, highest and lowest favourable number of a kind of question."""
    if kind == Kind.AGREE:
        return 1, 5, 4
    if kind == Kind.ENPS:
        return 0, 10, 9
    return (0, 10, 7) if kind == Kind.SCORE else (0, 0, 0)


def favourable_on(low: int, high: int) -> int:
    """The lowest number in the upper half of a scale that came from elsewhere; the middle of an odd scale is not favourable.

    Args:
        low: the worst number of the scale, 0 or more.
        high: the best number, above `low`.
    """
    return (low + high) // 2 + 1


def require_ready_to_launch(questions: Sequence[Asked], invited: int, minimum: int) -> None:
    """Raise RuleBroken unless the survey can be sent to this many people.

    Args:
        questions: as they would be asked, in order.
        invited: people who would be asked, 0 or more.
        minimum: people of the smallest group that may ever be shown.
    """
    if not questions:
        raise RuleBroken(_("Add at least one question before you launch."))
    short = [q.text for q in questions if q.kind in CHOSEN and len(q.options) < 2]
    if short:
        raise RuleBroken(_("“%(short)s” needs at least two choices.") % {"short": short[0]})
    if invited < minimum:
        raise RuleBroken(
            _(
                "Only %(invited)s people would be asked. Fewer than %(least)s cannot stay anonymous: choose a larger group."
            )
            % {"invited": invited, "least": minimum}
        )


def require_dates(opens_on: date, closes_on: date, today: date) -> None:
    """Raise RuleBroken unless a wave may run between the two days."""
    if closes_on <= opens_on:
        raise RuleBroken(_("The closing day must come after the opening day."))
    if closes_on <= today:
        raise RuleBroken(_("The closing day must lie in the future."))
    if (closes_on - today).days > LONGEST_RUN_DAYS:
        raise RuleBroken(_("The closing day may lie a year ahead at most."))


def require_opening_day(opens_on: date, today: date) -> None:
    """Raise RuleBroken when a wave that is launched now would have begun before: runs are told in the order of their days."""
    if opens_on < today:
        raise RuleBroken(_("The opening day has passed. Choose today or a later day."))


def require_minimum(minimum: int) -> None:
    """Raise RuleBroken unless the group minimum is at least the product's own; it may only go up.

    Args:
        minimum: people of the smallest group that may ever be shown.
    """
    if minimum < MINIMUM_GROUP:
        raise RuleBroken(_("The group minimum may not be lower than %(least)s.") % {"least": MINIMUM_GROUP})


def require_few_attributes(fields: Sequence[str]) -> None:
    """Raise RuleBroken when results are to be shown by so many attributes that blocks would be cut very fine, or twice by one.

    Args:
        fields: the attributes that are chosen.
    """
    if len(fields) > MOST_ATTRIBUTES:
        raise RuleBroken(_("Choose at most three."))
    if len(set(fields)) < len(fields):
        raise RuleBroken(_("Choose each of them once."))


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's checked answers: ratings and choices here, words there, never joined again."""

    values: Mapping[str, Value] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


def ballot_from(questions: Sequence[Asked], given: Mapping[str, Sequence[str]]) -> Ballot:
    """The checked answers out of what a form sent, one list of texts per question key.

    Args:
        questions: as the wave asks them.
        given: texts by question key; blank ones and other keys count for nothing.

    Raises:
        RuleBroken: a required question was skipped or an answer is not one of those offered.
    """
    values: dict[str, Value] = {}
    comments: dict[str, str] = {}
    for question in questions:
        texts = [text.strip() for text in given.get(question.key, ()) if text.strip()]
        if not texts:
            if question.required:
                raise RuleBroken(_("Please answer “%(question)s”.") % {"question": question.text})
        elif question.kind == Kind.TEXT:
            comments[question.key] = texts[0][:LONGEST_COMMENT]
        else:
            values[question.key] = checked(question, texts)
    return Ballot(values, comments)


def largest_ballot(questions: Sequence[Asked]) -> int:
    """Bytes that hold any ballot of these questions, so that all may be made as long as the longest.

    Args:
        questions: those of one survey; none leave room for an empty ballot.
    """
    return 64 + sum(_largest_answer(question) for question in questions)


def _largest_answer(question: Asked) -> int:
    letters = LONGEST_COMMENT if question.kind == Kind.TEXT else sum(map(len, question.options)) + 8
    return 4 * letters + len(question.key) + 4 * len(question.options) + 16


def checked(question: Asked, texts: Sequence[str]) -> Value:
    """The answer to a rated or choice question.

    Args:
        question: one with numbers or choices.
        texts: what was given, at least one text.

    Raises:
        RuleBroken: it is not one of those offered.
    """
    if question.is_rated:
        if texts[0].isascii() and texts[0].isdigit() and question.low <= int(texts[0]) <= question.high:
            return int(texts[0])
    elif set(texts) <= set(question.options):
        return texts[0] if question.kind == Kind.CHOICE else sorted(set(texts))
    raise RuleBroken(
        _("“%(answer)s” is not one of the answers to “%(question)s”.")
        % {"answer": texts[0][:40], "question": question.text}
    )


def minutes_to_answer(questions: int) -> float:
    """Minutes that a survey takes of one person: a quarter for each question, and half a minute at least.

    Args:
        questions: how many are asked, 0 or more.
    """
    return max(0.5, 0.25 * questions)
