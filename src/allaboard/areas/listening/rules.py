"""What may be asked, what counts as an answer, and what may be shown: pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from allaboard.areas.listening.choices import CHOSEN, RATED, Kind
from allaboard.errors import RuleBroken
from allaboard.statistics.ranges import Range
from allaboard.words import gettext as _

MINIMUM_GROUP = 5
MINIMUM_FOR_COMMENTS = 10
LONGEST_COMMENT = 4_000
MOST_ATTRIBUTES = 3
PARTICIPATION_STEP = 5  # percent

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
    """A question from the form in which a wave keeps it."""
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


def require_minimum(minimum: int) -> None:
    """Raise RuleBroken unless the group minimum is at least the product's own; it may only go up.

    Args:
        minimum: people of the smallest group that may ever be shown.
    """
    if minimum < MINIMUM_GROUP:
        raise RuleBroken(_("The group minimum may not be lower than %(least)s.") % {"least": MINIMUM_GROUP})


def require_few_attributes(number: int) -> None:
    """Raise RuleBroken when results are to be shown by so many attributes that blocks would be cut very fine.

    Args:
        number: how many attributes are chosen, 0 or more.
    """
    if number > MOST_ATTRIBUTES:
        raise RuleBroken(_("Choose at most three."))


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


def in_words(question: Asked, value: str) -> str:
    """An answer on offer, in the words in which it is offered and told; steps that were named elsewhere in those names."""
    if question.is_rated and len(question.options) == question.high - question.low + 1:
        return question.options[int(value) - question.low]
    steps = (_("Strongly disagree"), _("Disagree"), _("Neither"), _("Agree"), _("Strongly agree"))
    is_agreement = question.kind == Kind.AGREE and (question.low, question.high) == (1, len(steps))
    return steps[int(value) - 1] if is_agreement else value


def participation_shown(answered: int, invited: int, minimum: int) -> int:
    """How many took part at least, while a wave is open, in steps of no fewer than the minimum.

    Steps keep anyone from seeing who answered between two looks at the page, and the last step stays
    below everyone, so that the page never says that nobody is missing.

    Args:
        answered: people who have answered, 0 to `invited`.
        invited: people who were asked.
        minimum: people of the smallest group that may ever be shown, at least 5.
    """
    step = max(minimum, -(-invited // (100 // PARTICIPATION_STEP)))
    highest = (invited - 1) // step * step
    return min(answered // step * step, max(0, highest))


def answered_kept(answered: int, minimum: int) -> int:
    """How many answered a run that is closed, as it is kept and told: 0 when they are fewer than the group minimum.

    Nothing else of such a run is shown, and who the few were may be easy to guess.
    """
    return answered if answered >= minimum else 0


def fewest_for_comments(minimum_group: int) -> int:
    """How many must have answered before anyone's words are shown.

    Args:
        minimum_group: people of the smallest group that may ever be shown.
    """
    return max(MINIMUM_FOR_COMMENTS, minimum_group)


def may_show_comments(answered: int, minimum_group: int, smallest_group: int) -> bool:
    """Whether comments of a wave, and anything counted from them, may be shown.

    They belong to the whole wave, never to a group; a wave that shows no figure shows no comment either.

    Args:
        answered: people who answered, 0 or more.
        minimum_group: people of the smallest group that may ever be shown.
        smallest_group: people of the smallest lot that anyone could work out; 0 when nothing is shown.
    """
    return answered >= fewest_for_comments(minimum_group) and smallest_group > 0


def share_shown(share: float, told: Range | None) -> str:
    """A share in words for the screen, or the range that is told instead of it.

    Args:
        share: 0-1.
        told: the range in percent, or None where the share may be told.
    """
    return f"{told.low}–{told.high} %" if told else f"{round(100 * share)} %"


def level_of(share: float, told: Range | None) -> int:
    """Which of five shades of the heat map a share has, 1 to 5; a range has the shade of its middle.

    Args:
        share: 0-1.
        told: the range in percent, or None where the share may be told.
    """
    return min(5, int((told.middle if told else share) * 5) + 1)


def minutes_to_answer(questions: int) -> float:
    """Minutes that a survey takes of one person: a quarter for each question, and half a minute at least.

    Args:
        questions: how many are asked, 0 or more.
    """
    return max(0.5, 0.25 * questions)
