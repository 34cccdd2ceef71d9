"""Reads the checked rows of an import: those with problems, and a sample of what would be written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext_lazy
from psycopg import sql

from allaboard.foundation.people.choices import AT_WORK
from allaboard.foundation.people.importing.checking.columns import columns_of
from allaboard.foundation.people.importing.checking.problems import in_words
from allaboard.foundation.people.importing.reading.mapping import folded
from allaboard.foundation.people.importing.reading.staging import cell, is_judged, is_staged, table
from allaboard.foundation.people.models import Import

READ_AT_ONCE = 2_000
REASON = gettext_lazy("Problem")
"""The heading of the column of reasons, where rows are downloaded to be mended."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file, with what is wrong with it or was noticed."""

    number: int  # as in the file; the header is row 1
    cells: tuple[str, ...]
    codes: list[str]
    problems: list[str]

    @property
    def wrong_positions(self) -> set[int]:
        """Positions, counted from 1, of the cells that a problem is about."""
        return {int(code.partition(":")[2]) for code in self.codes if ":" in code}


def bad_rows(run: Import, limit: int = READ_AT_ONCE, after: int = 0) -> list[Row]:
    """Rows with problems, in the file's order, that come after the row of this number."""
    return _rows(run, "problems", limit, after)


def noted_rows(run: Import, limit: int) -> list[Row]:
    """Rows that are taken, but about which something was noticed."""
    return _rows(run, "notes", limit, 0)


def first_rows(run: Import, limit: int = 3) -> list[tuple[str, ...]]:
    """The cells of the file's first rows."""
    if not is_staged(run.pk):
        return []
    columns = sql.SQL(", ").join(cell(i) for i in range(1, len(run.headers) + 1))
    statement = sql.SQL("SELECT {} FROM {} ORDER BY number LIMIT %s").format(columns, table("staged", run.pk))
    with connection.cursor() as cursor:
        cursor.execute(statement, [limit])
        return [tuple(text or "" for text in row) for row in cursor.fetchall()]


def is_reason(header: str) -> bool:
    """Whether the column holds our reasons, in whichever language they were downloaded."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if folded(header) == folded(str(REASON)):
                return True
    return False


def bad_rows_to_mend(run: Import) -> Iterator[list[str]]:
    """The rows with problems as the file had them, with the reasons last, in the language of whoever asks now.

    They are read some at a time, while somebody takes them, when the request and its language may be over.
    """
    return _some_by_some(run, translation.get_language())


def _some_by_some(run: Import, language: str) -> Iterator[list[str]]:
    last = 0
    while True:
        with translation.override(language):
            some = bad_rows(run, READ_AT_ONCE, last)
        yield from ([*row.cells, " ".join(row.problems)] for row in some)
        if len(some) < READ_AT_ONCE:
            return
        last = some[-1].number


def date_order(run: Import) -> str:
    """mdy when a date column has a second part that can only be a day, else dmy."""
    columns = [c for c in columns_of(run.targets) if c.target.endswith("_date")]
    if not columns:
        return "dmy"
    american = sql.SQL(" OR ").join(
        sql.SQL("btrim({}) ~ '^(0?[1-9]|1[0-2])[/-](1[3-9]|2[0-9]|3[01])[/-][0-9]{{4}}$'").format(
            cell(c.position)
        )
        for c in columns
    )
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {})").format(table("staged", run.pk), american)
        )
        return "mdy" if cursor.fetchone()[0] else "dmy"


def _rows(run: Import, kind: str, limit: int, after: int) -> list[Row]:
    if run.status in AT_WORK or not is_judged(run.pk):
        return []
    statement = sql.SQL(
        "SELECT s.number, c.{kind}, {cells} FROM {checked} c JOIN {staged} s USING (number)"
        " WHERE c.{kind} <> '{{}}' AND s.number > %s ORDER BY s.number LIMIT %s"
    ).format(
        kind=sql.Identifier(kind),
        cells=sql.SQL(", ").join(sql.SQL("s.{}").format(cell(i)) for i in range(1, len(run.headers) + 1)),
        checked=table("checked", run.pk),
        staged=table("staged", run.pk),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [after, limit])
        return [_row(run, *row) for row in cursor.fetchall()]


def _row(run: Import, number: int, codes: list[str], *cells: str | None) -> Row:
    said = [in_words(code, run.headers, cells) for code in codes]
    return Row(number, tuple(text or "" for text in cells), codes, said)
