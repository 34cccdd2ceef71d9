"""Finds the names of the columns where a file has titles above them, or two rows of names, as exports of SAP and Excel do."""

from collections.abc import Sequence
from dataclasses import dataclass

from allaboard.foundation.people.importing.reading.mapping import folded, meaning_of

LOOKED_AT_ROWS = 15
MOST_TITLES = 8
KNOWN_NAMES_AT_LEAST = 2
TITLE_CELLS_SHARE = 0.5  # a title leaves most cells of its line empty
NAMES_SHARE = 0.5
IDENTITIES = ("email", "external_id", "employee_number", "user_name")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first person."""

    names: tuple[str, ...]
    titles: tuple[str, ...] = ()  # one per line above the names, the empty ones too
    other_names: tuple[str, ...] = ()  # the second row of names


def head_of(top: Sequence[Sequence[str]]) -> Head:
    """Tell titles, names of columns and a second row of names apart.

    The first row is taken for the names unless it is nearly empty and a later one holds several names that are known.
    The row below is a second row of names only when one of its cells names an id or an e-mail, which no person's row does.
    Of two rows of names the one is taken of which more is known.

    Args:
        top: the first rows of the file, in its order, at most LOOKED_AT_ROWS.
    """
    if not top:
        return Head(())
    position = _position_of_names(top)
    names, below = tuple(top[position]), tuple(top[position + 1]) if len(top) > position + 1 else ()
    titles = tuple(" ".join(cell.strip() for cell in row if cell.strip()) for row in top[:position])
    if not _are_names(below, names):
        return Head(names, titles)
    if _known(below) > _known(names):
        names, below = below, names
    return Head(names, titles, below)


def names_an_identity(top: Sequence[Sequence[str]]) -> bool:
    """Whether a column is called what ids and e-mails are called, as in a list of people.

    Args:
        top: the first rows, in their order, at most LOOKED_AT_ROWS.
    """
    return any(meaning_of(name) in IDENTITIES for name in head_of(top).names)


def _position_of_names(top: Sequence[Sequence[str]]) -> int:
    width = max(len(row) for row in top)
    for position, row in enumerate(top[: MOST_TITLES + 1]):
        if position and _known(row) >= KNOWN_NAMES_AT_LEAST:
            return position
        if len(_filled(row)) > max(1, width * TITLE_CELLS_SHARE) or any("@" in cell for cell in row):
            return 0  # a full row is no title, and its own names may be ones that nobody knows
    return 0


def _are_names(row: Sequence[str], names: Sequence[str]) -> bool:
    if len(row) != len(names) or any("@" in cell for cell in row):
        return False
    # Two letters are no sign: ID is Idaho and Indonesia, too.
    if not any(meaning_of(cell) in IDENTITIES and len(cell.strip()) > 2 for cell in row):
        return False
    pairs = [(cell, name) for cell, name in zip(row, names, strict=True) if cell.strip()]
    sure = sum(bool(meaning_of(cell)) or folded(cell) == folded(name) or "_" in cell for cell, name in pairs)
    return sure >= max(KNOWN_NAMES_AT_LEAST, len(pairs) * NAMES_SHARE)


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell.strip()]


def _known(row: Sequence[str]) -> int:
    return sum(bool(meaning_of(cell)) for cell in row)
