"""Copies a file's cells, unjudged, into a table of their own."""

from collections.abc import Callable, Iterator

import psycopg
from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing.reading import limits
from allaboard.foundation.people.importing.reading.source import Source
from allaboard.words import all_grouped

Tell = Callable[[int, int], None]  # how much of how much is done

TABLES = ("staged", "checked", "found", "edges", "paths")
PORTIONS = 5  # more would cost: each looks up the whole directory again
SMALLEST_PORTION = 40_000


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


def table(name: str, run_id: int) -> sql.Identifier:
    """The name of one of an import's own tables."""
    return sql.Identifier(f"people_{name}_{run_id}")


def cell(position: int) -> sql.Identifier:
    """The column of the staged table for the file's column, counted from 1."""
    return sql.Identifier(f"c{position}")


def drop_tables(run_id: int) -> None:
    """Forget the cells of an import."""
    with connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table(name, run_id)))


def kept_runs() -> list[int]:
    """The imports of which some table is still there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT substring(relname FROM %s)::bigint FROM pg_class WHERE relkind = 'r' AND relname ~ %s",
            ["[0-9]+$", f"^people_({'|'.join(TABLES)})_[0-9]+$"],
        )
        return [run_id for (run_id,) in cursor.fetchall()]


def is_staged(run_id: int) -> bool:
    """Whether the cells are still there; after a crash of the server, they are not, and the table is empty."""
    return _has_rows("staged", run_id, 1)


def is_judged(run_id: int) -> bool:
    """Whether the cells are still there with their judgement."""
    return is_staged(run_id) and _has_rows("checked", run_id, 1)


def is_whole(run_id: int, rows: int) -> bool:
    """Whether every row of the file is still there with its judgement."""
    return _has_rows("staged", run_id, rows) and _has_rows("checked", run_id, rows)


def _has_rows(name: str, run_id: int, rows: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"people_{name}_{run_id}"])
        if not cursor.fetchone()[0]:
            return False
        statement = sql.SQL("SELECT count(*) FROM (SELECT FROM {} LIMIT {}) AS found")
        cursor.execute(statement.format(table(name, run_id), sql.Literal(rows)))
        return bool(cursor.fetchone()[0] == rows)


def spans(run_id: int) -> list[tuple[int, int]]:
    """First and last row of each portion of the file, so that work on all rows can say how far it has come."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT coalesce(max(number), 0) FROM {}").format(table("staged", run_id)))
        last = int(cursor.fetchone()[0])
    size = max(last // PORTIONS, SMALLEST_PORTION)
    return [(first, first + size - 1) for first in range(0, last + 1, size)]


def stage(run_id: int, source: Source, tell: Tell = quiet) -> int:
    """Copy the file's rows into the import's table; returns how many have any content.

    Raises:
        RuleBroken: no rows, too many, a row wider than the header, or a cell or a row that is far too long.
    """
    _make_table(run_id, source)
    try:
        if not source.has_plain_lines or not _is_copied(run_id, source, tell):
            _make_table(run_id, source)
            _copy_records(run_id, source)
    except psycopg.errors.ProgramLimitExceeded as error:  # a row of PostgreSQL fits on one page
        raise RuleBroken(
            _("The cells of a row are too long together. Leave out columns that are not about people.")
        ) from error
    return _judged_size(run_id, source)


def _is_copied(run_id: int, source: Source, tell: Tell) -> bool:
    try:
        with transaction.atomic():
            _copy_bytes(run_id, source, tell)
    except psycopg.DataError:  # raised while the copy ends, where Django does not translate
        return False
    return True


def _make_table(run_id: int, source: Source) -> None:
    """Rows are numbered as in the file."""
    columns = sql.SQL(", ").join(sql.SQL("{} text").format(cell(i + 1)) for i in range(len(source.headers)))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table("staged", run_id)))
        cursor.execute(
            sql.SQL(
                "CREATE UNLOGGED TABLE {} (number bigint GENERATED ALWAYS AS IDENTITY (START {}), {})"
            ).format(table("staged", run_id), sql.Literal(source.rows_before_people + 1), columns)
        )


def _columns(width: int) -> sql.Composable:
    return sql.SQL(", ").join(cell(i) for i in range(1, width + 1))


def _copy_bytes(run_id: int, source: Source, tell: Tell) -> None:
    """The fast way: the file's own bytes, never looked at by Python."""
    total, done = source.path.stat().st_size, 0
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, DELIMITER {}, ENCODING {})").format(
        table("staged", run_id),
        _columns(len(source.headers)),
        sql.Literal(source.delimiter),
        sql.Literal(source.database_encoding),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in source.pieces():
            copy.write(piece)
            done += len(piece)
            tell(min(done, total), total + total // 10)  # to number and measure the rows takes the rest


def _copy_records(run_id: int, source: Source) -> None:
    """The patient way, for files whose lines are not all alike."""
    width = len(source.headers)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table("staged", run_id), _columns(width))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in _even_rows(source.records(), width, source.rows_before_people + 1):
            copy.write_row(row)


def _even_rows(records: Iterator[list[str]], width: int, first: int) -> Iterator[list[str]]:
    for number, row in enumerate(records, start=first):
        if any(text.strip() for text in row[width:]):
            raise RuleBroken(
                _(
                    "Row %(row)s has %(found)s cells, but only %(width)s columns have a name. Is a quote missing?"
                )
                % all_grouped({"row": number, "found": len(row), "width": width})
            )
        if any("\0" in text for text in row):
            raise RuleBroken(_("Row %(row)s holds signs that are no text.") % all_grouped({"row": number}))
        yield (row + [""] * width)[:width]


def _judged_size(run_id: int, source: Source) -> int:
    names = {"staged": table("staged", run_id)}
    drop_empty = sql.SQL("DELETE FROM {staged} WHERE COALESCE({filled}) IS NULL")
    measure = sql.SQL("SELECT count(*), max(GREATEST({longest})) FROM {staged}")
    filled = sql.SQL(", ").join(
        sql.SQL("NULLIF(btrim({}), '')").format(cell(i + 1)) for i in range(len(source.headers))
    )
    longest = sql.SQL(", ").join(
        sql.SQL("length({})").format(cell(i + 1)) for i in range(len(source.headers))
    )
    with connection.cursor() as cursor:
        cursor.execute(drop_empty.format(filled=filled, **names))
        cursor.execute(measure.format(longest=longest, **names))
        rows, characters = cursor.fetchone()
        _require_as_many_as_we_take(rows)
        if characters > limits.CELL_CHARACTERS:
            raise RuleBroken(_longest_cell(run_id, source))
        cursor.execute(sql.SQL("ALTER TABLE {staged} ADD PRIMARY KEY (number)").format(**names))
        cursor.execute(sql.SQL("ANALYZE {staged}").format(**names))
    return int(rows)


def _require_as_many_as_we_take(rows: int) -> None:
    if not rows:
        raise RuleBroken(_("The file has names of columns, but no people."))
    if rows > limits.ROWS:
        most = all_grouped({"most": limits.ROWS})
        raise RuleBroken(_("The file has more than %(most)s rows. Split it.") % most)


def _longest_cell(run_id: int, source: Source) -> str:
    lengths = sql.SQL(", ").join(
        sql.SQL("coalesce(length({}), 0)").format(cell(i + 1)) for i in range(len(source.headers))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT number, ARRAY[{lengths}] FROM {staged} ORDER BY GREATEST({lengths}) DESC LIMIT 1"
            ).format(lengths=lengths, staged=table("staged", run_id))
        )
        number, found = cursor.fetchone()
    return _(
        "Row %(row)s, column “%(column)s” holds %(found)s characters; %(most)s are allowed. Is a quote missing?"
    ) % all_grouped(
        {
            "row": number,
            "column": source.headers[found.index(max(found))],
            "found": max(found),
            "most": limits.CELL_CHARACTERS,
        }
    )
