"""Works out what the columns of a results file are, and turns rows into answer sheets: pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.rules import Asked, Value, favourable_on
from allaboard.areas.listening.scales import STEPS, is_no_answer, is_of_five_steps, plain, words_of
from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

SKIP, GROUP, SCALE, RECOMMEND, CHOICE, COMMENT = "skip", "group", "scale", "recommend", "choice", "comment"
MOST_GROUPS = 3
MOST_CHOICES, FEWEST_TO_A_CHOICE = 40, 3
TELLS_WHO_OR_WHEN = re.compile(r"\S+@\S+|\d{4}-\d\d?-\d\d?.*|\d\d?([./])\d\d?\1\d{2,4}.*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file, with what it probably is. A scale whose low end is the good one has low above high."""

    place: int
    name: str
    role: str
    low: int
    high: int
    filled: int
    distinct: int
    example: str
    words: tuple[str, ...] = ()  # of a scale that is written in words, worst first

    @property
    def key(self) -> str:
        """The key of the question that the column becomes."""
        return f"column_{self.place}"


def guessed(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """What each column probably is: a scale, words, a choice, a group, or nothing of use."""
    return [_guess(place, name, [row[place].strip() for row in rows]) for place, name in enumerate(headers)]


def _guess(place: int, name: str, cells: Sequence[str]) -> Column:
    filled = [cell for cell in cells if cell]
    kinds = Counter(filled)
    low, high, role = 0, 0, SKIP
    words: tuple[str, ...] = ()
    if numbers := _on_a_scale([cell for cell in kinds if not is_no_answer(cell)]):
        words = words_of(filled)
        low, high = (1, len(words)) if words else _scale(numbers)
        role = RECOMMEND if "recommend" in name.lower() and high == 10 else SCALE
        role = CHOICE if (low, high) == (0, 1) else role
    elif filled and _reads_like_words(filled, len(kinds)):
        role = COMMENT
    elif _is_a_choice(kinds):
        role = CHOICE
    return Column(
        place, name, role, low, high, len(filled), len(kinds), filled[0][:80] if filled else "", words
    )


def _on_a_scale(kinds: Sequence[str]) -> list[int]:
    """The numbers that different cells stand for; none unless all of them lie on one scale up to 10."""
    numbers = [number for cell in kinds if (number := number_in(cell)) is not None]
    is_scale = (
        len(kinds) > 1 and len(numbers) == len(kinds) and max(numbers) <= 10 and is_of_five_steps(kinds)
    )
    return numbers if is_scale else []


def _is_a_choice(kinds: Mapping[str, int]) -> bool:
    """Whether few different answers come again and again; days, addresses and names do not."""
    repeats = sum(kinds.values()) >= FEWEST_TO_A_CHOICE * len(kinds)
    return 1 < len(kinds) <= MOST_CHOICES and repeats and not any(map(TELLS_WHO_OR_WHEN.fullmatch, kinds))


def _scale(numbers: Sequence[int]) -> tuple[int, int]:
    """The scale that holds the numbers: what is there, widened to a usual one."""
    lowest, highest = min(numbers), max(numbers)
    if lowest >= 1 and highest <= 5:
        return 1, max(highest, 3)
    return (0, 10) if highest > 7 else (min(lowest, 1), highest)


def _reads_like_words(filled: Sequence[str], distinct: int) -> bool:
    return distinct > 0.3 * len(filled) and sum(map(len, filled)) / len(filled) > 20


def number_in(cell: str) -> int | None:
    """The whole number that a cell holds, in figures or as a step of a scale; None for anything else."""
    text = plain(cell)
    if text in STEPS:
        return STEPS[text]
    text = text.removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def questions_from(columns: Sequence[Column], rows: Sequence[Sequence[str]], fewest: int) -> list[Asked]:
    """The questions that the chosen columns become.

    Args:
        columns: what each column is.
        rows: the cells, every row as long as the header.
        fewest: how many must have given an answer in their own words for it to be offered as a choice.

    Raises:
        RuleBroken: no column is a question, or both ends of a scale are the same.
    """
    found = [_question(column, rows, fewest) for column in columns if column.role not in (SKIP, GROUP)]
    if not found:
        raise RuleBroken(_("Choose at least one column that is a question."))
    return found


def _question(column: Column, rows: Sequence[Sequence[str]], fewest: int) -> Asked:
    text, label = column.name[:300], column.name[:24]
    if column.role == COMMENT:
        return Asked(column.key, Kind.TEXT, text, label, low=0, high=0, favourable_from=0)
    if column.role == CHOICE:
        options = _options([row[column.place].strip()[:120] for row in rows], fewest)
        return Asked(column.key, Kind.CHOICE, text, label, options=options, low=0, high=0, favourable_from=0)
    if column.role == RECOMMEND:
        return Asked(column.key, Kind.ENPS, text, label, low=0, high=10, favourable_from=9)
    return _scale_question(column, text, label)


def _options(cells: Sequence[str], fewest: int) -> tuple[str, ...]:
    """The answers that enough people gave, and one for all others: a rare answer could be somebody's name."""
    said = Counter(cell for cell in cells if cell)
    common = sorted(cell for cell, people in said.items() if people >= fewest)
    return tuple(common) if len(common) == len(said) else (*common, _("Something else"))


def _scale_question(column: Column, text: str, label: str) -> Asked:
    low, high = sorted((column.low, column.high))
    if high == low:
        raise RuleBroken(_("The two ends of “%(name)s” must differ.") % {"name": column.name})
    return Asked(
        column.key,
        Kind.SCORE,
        text,
        label,
        options=_steps(column, low, high),
        low=low,
        high=high,
        favourable_from=favourable_on(low, high),
        counts_for_index=True,
    )


def _steps(column: Column, low: int, high: int) -> tuple[str, ...]:
    """What the steps are called, worst first, where a number would not say it."""
    named = column.words if len(column.words) == high - low + 1 else ()
    if column.low > column.high:
        return (named or tuple(str(number) for number in range(low, high + 1)))[::-1]
    return named


@dataclass(frozen=True, slots=True)
class Sheet:
    """One row as answers; what could not be read is counted, not guessed."""

    groups: tuple[str, ...]
    values: Mapping[str, Value]
    comments: Mapping[str, str]
    unreadable: int


def sheets_from(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], questions: Sequence[Asked], missing: str
) -> list[Sheet]:
    """Each row as groups, answers and comments.

    Args:
        columns: what each column is.
        rows: the cells, every row as long as the header.
        questions: what the columns became.
        missing: the group of those whose cell is empty.

    Raises:
        RuleBroken: more columns are groups than can be shown.
    """
    groups = [column for column in columns if column.role == GROUP]
    if len(groups) > MOST_GROUPS:
        raise RuleBroken(_("At most %(most)s columns can be groups.") % {"most": MOST_GROUPS})
    asked = {question.key: question for question in questions}
    pairs = [(column, asked[column.key]) for column in columns if column.key in asked]
    return [_sheet(pairs, groups, row, missing) for row in rows]


def _sheet(
    pairs: Sequence[tuple[Column, Asked]], groups: Sequence[Column], row: Sequence[str], missing: str
) -> Sheet:
    values: dict[str, Value] = {}
    comments: dict[str, str] = {}
    unreadable = 0
    for column, asked in pairs:
        cell = row[column.place].strip()
        if cell and asked.kind == Kind.TEXT:
            comments[asked.key] = cell
        elif cell and asked.kind == Kind.CHOICE:
            values[asked.key] = cell[:120] if cell[:120] in asked.options else asked.options[-1]
        elif cell and (number := _number(column, asked, cell)) is not None:
            values[asked.key] = number
        elif cell:
            unreadable += 1
    return Sheet(tuple(row[c.place].strip() or missing for c in groups), values, comments, unreadable)


def _number(column: Column, asked: Asked, cell: str) -> int | None:
    """The answer as a step that is better the higher it is; None for a cell that is no step of the scale."""
    is_word_of_no_scale = not column.words and plain(cell) in STEPS
    number = None if is_word_of_no_scale else number_in(cell)
    if number is None or not asked.low <= number <= asked.high:
        return None
    return asked.low + asked.high - number if column.low > column.high else number
