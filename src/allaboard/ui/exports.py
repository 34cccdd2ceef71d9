"""A table as CSV or XLSX: exactly the rows and columns of the page's filter, with formula cells made safe."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.ui.tables import Table
from allaboard.words import all_grouped

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BATCH = 2_000
FLUSHED_BYTES = 65_536
# Below the headings; a spreadsheet has no more, and would leave the rest out in silence.
MOST_ROWS = 1_048_575
LONGEST_SHEET_NAME = 31  # more is refused by spreadsheets
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "remove_timezone": True,
    "default_date_format": "yyyy-mm-dd",
}


def exported(table: Table) -> HttpResponse | StreamingHttpResponse | None:
    """The table in the form that the address asks for, or None when it asks for the page."""
    wanted = table.request.GET.get("export")
    if wanted not in ("csv", "xlsx"):
        return None
    if wanted == "xlsx" and table.total > MOST_ROWS:
        said = _("A workbook holds at most %(most)s rows. Take the CSV, or filter the list first.")
        raise RuleBroken(said % all_grouped({"most": MOST_ROWS}))
    return rows_response(_headings(table), _values(table), table.name, wanted)


def rows_response(
    headings: Sequence[str], rows: Iterator[Sequence[object]], name: str, kind: str
) -> HttpResponse | StreamingHttpResponse:
    """Rows as a workbook when the kind is “xlsx”, else as CSV, streamed."""
    answer = (
        HttpResponse(_workbook(headings, rows, name), content_type=WORKBOOK)
        if kind == "xlsx"
        else StreamingHttpResponse(
            _csv_lines(headings, rows, timezone.get_current_timezone()),
            content_type="text/csv; charset=utf-8",
        )
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{"xlsx" if kind == "xlsx" else "csv"}"'
    return answer


def safe_cell(value: object, zone: tzinfo | None = None) -> object:
    """The value as a spreadsheet may open it: text that begins like a formula gets an apostrophe before it."""
    if isinstance(value, int | float | Decimal) or value is None:
        return value
    if isinstance(value, date):
        return _local(value, zone).isoformat()
    text = _plain(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _plain(value: object) -> str:
    """The value as text, without the marks of a page."""
    return strip_tags(str(value)) if hasattr(value, "__html__") else str(value)


def _workbook(headings: Sequence[str], rows: Iterator[Sequence[object]], name: str) -> bytes:
    """Rows as a workbook; text stays text, whatever it looks like."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, WORKBOOK_OPTIONS) as book:
        sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        for number, row in enumerate(rows, 1):
            for position, value in enumerate(row):
                _write(sheet, number, position, value)
    return file.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object) -> None:
    if value is None:
        sheet.write_blank(row, column, None)
    elif isinstance(value, date):
        sheet.write(row, column, _local(value))
    elif isinstance(value, bool | int | float | Decimal | time):
        sheet.write(row, column, value)
    else:
        sheet.write_string(row, column, _plain(value))


def _local(value: date, zone: tzinfo | None = None) -> date:
    """The day, or the instant to the second where the reader lives; of None, the zone of this moment."""
    if not isinstance(value, datetime):
        return value
    return (timezone.localtime(value, zone) if timezone.is_aware(value) else value).replace(microsecond=0)


def _headings(table: Table) -> list[str]:
    return [str(column.label) for column in table.file_columns]


def _values(table: Table) -> Iterator[list[object]]:
    for row in table.queryset.iterator(chunk_size=BATCH):
        yield [column.value_of(row) for column in table.file_columns]


def _csv_lines(headings: Sequence[str], rows: Iterator[Sequence[object]], zone: tzinfo) -> Iterator[str]:
    """The file in pieces, written when the request is over and its zone forgotten; so the zone is handed in."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"  # by this mark spreadsheets know that it is UTF-8
    writer.writerow(headings)
    for row in rows:
        writer.writerow([safe_cell(value, zone) for value in row])
        if buffer.tell() > FLUSHED_BYTES:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
