"""Works out what the columns of a results file are, and turns rows into answer sheets: pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.rules import Asked, Value, favourable_on
from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

SKIP, GROUP, SCALE, RECOMMEND, CHOICE, COMMENT = "skip", "group", "scale", "recommend", "choice", "comment"
AGREEMENT = {
    "strongly disagree": 1,
    "disagree": 2,
    "neither": 3,
    "neither agree nor disagree": 3,
    "neutral": 3,
    "agree": 4,
    "strongly agree": 5,
}
MOST_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file, with what it probably is."""

    place: int
    name: str
    role: str
    low: int
    high: int
    filled: int
    distinct: int
    example: str

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
    numbers = [number for cell in kinds if (number := number_in(cell)) is not None]
    low, high, role = 0, 0, SKIP
    if filled and len(numbers) == len(kinds) and len(kinds) > 1 and min(numbers) >= 0 and max(numbers) <= 10:
        low, high = _scale(numbers)
        role = RECOMMEND if "recommend" in name.lower() and high == 10 else SCALE
        role = CHOICE if (low, high) == (0, 1) else role
    elif filled and _reads_like_words(filled, len(kinds)):
        role = COMMENT
    elif 1 < len(kinds) <= 40:
        role = CHOICE
    return Column(place, name, role, low, high, len(filled), len(kinds), filled[0][:80] if filled else "")


def _scale(numbers: Sequence[int]) -> tuple[int, int]:
    """The scale that holds the numbers: what is there, widened to a usual one."""
    lowest, highest = min(numbers), max(numbers)
    if lowest >= 1 and highest <= 5:
        return 1, max(highest, 3)
    return (0, 10) if highest > 7 else (min(lowest, 1), highest)


def _reads_like_words(filled: Sequence[str], distinct: int) -> bool:
    return distinct > 0.3 * len(filled) and sum(map(len, filled)) / len(filled) > 20


def number_in(cell: str) -> int | None:
    """The whole number that a cell holds, in figures or as a step of agreement; None for anything else."""
    text = cell.strip().lower()
    if text in AGREEMENT:
        return AGREEMENT[text]
    text = text.removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def questions_from(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Asked]:
    """The questions that the chosen columns become.

    Raises:
        RuleBroken: no column is a question, or a scale is upside down.
    """
    found = [_question(column, rows) for column in columns if column.role not in (SKIP, GROUP)]
    if not found:
        raise RuleBroken(_("Choose at least one column that is a question."))
    return found


def _question(column: Column, rows: Sequence[Sequence[str]]) -> Asked:
    text, label = column.name[:300], column.name[:24]
    if column.role == COMMENT:
        return Asked(column.key, Kind.TEXT, text, label, low=0, high=0, favourable_from=0)
    if column.role == CHOICE:
        seen = {row[column.place].strip()[:120] for row in rows} - {""}
        options = tuple(sorted(seen))
        return Asked(column.key, Kind.CHOICE, text, label, options=options, low=0, high=0, favourable_from=0)
    if column.role == RECOMMEND:
        return Asked(column.key, Kind.ENPS, text, label, low=0, high=10, favourable_from=9)
    low, high = column.low, column.high
    if high <= low:
        raise RuleBroken(
            _("The highest number of “%(name)s” must be above the lowest.") % {"name": column.name}
        )
    kind, top = Kind.AGREE if high <= 7 else Kind.SCORE, favourable_on(low, high)
    return Asked(
        column.key, kind, text, label, low=low, high=high, favourable_from=top, counts_for_index=True
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One row as answers; what could not be read is counted, not guessed."""

    groups: tuple[str, ...]
    values: Mapping[str, Value]
    comments: Mapping[str, str]
    unreadable: int


def sheets_from(columns: Sequence[Column], rows: Sequence[Sequence[str]], missing: str) -> list[Sheet]:
    """Each row as groups, answers and comments.

    Raises:
        RuleBroken: more columns are groups than can be shown.
    """
    groups = [column for column in columns if column.role == GROUP]
    if len(groups) > MOST_GROUPS:
        raise RuleBroken(_("At most %(most)s columns can be groups.") % {"most": MOST_GROUPS})
    return [_sheet([c for c in columns if c.role not in (SKIP, GROUP)], groups, row, missing) for row in rows]


def _sheet(asked: Sequence[Column], groups: Sequence[Column], row: Sequence[str], missing: str) -> Sheet:
    values: dict[str, Value] = {}
    comments: dict[str, str] = {}
    unreadable = 0
    for column in asked:
        cell = row[column.place].strip()
        if not cell:
            continue
        if column.role == COMMENT:
            comments[column.key] = cell
        elif column.role == CHOICE:
            values[column.key] = cell[:120]
        else:
            number, low = number_in(cell), 0 if column.role == RECOMMEND else column.low
            high = 10 if column.role == RECOMMEND else column.high
            if number is None or not low <= number <= high:
                unreadable += 1
            else:
                values[column.key] = number
    return Sheet(tuple(row[c.place].strip() or missing for c in groups), values, comments, unreadable)
