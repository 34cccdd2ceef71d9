"""Opens an XLSX workbook, after making sure that it is no trap."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing.reading import heads, limits
from allaboard.words import all_grouped

MARK = b"PK\x03\x04"
OLD_MARK = b"\xd0\xcf\x11\xe0"


SHEET = re.compile(rb'<(?:\w+:)?sheet [^>]*\w+:id="([^"]+)"')
TARGET = rb'<Relationship [^>]*Id="%s"[^>]*Target="/?(?:xl/)?([^"]+)"|Target="/?(?:xl/)?([^"]+)"[^>]*Id="%s"'
FIRST_CELL = re.compile(rb'<(?:\w+:)?c r="[A-Z]+(\d+)"')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="[A-Z]+(\d+):[A-Z]+(\d+)"')
# A formula without what it comes to, as programs write it; text that comes to nothing is `t="str"`.
UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"(?![^>]*t="str")[^>]*><(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
LONGEST_TAG = 10_000  # a formula has up to 8,192 characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as a CSV file, and what the file does not tell."""

    path: Path
    rows_above: int  # empty ones, which the CSV file leaves out
    merged: tuple[tuple[int, int], ...]  # first and last row, in Excel, of cells merged over several rows


def as_csv(path: Path, folder: Path) -> Sheet:
    """Write the sheet with people as UTF-8 CSV; numbers and dates as Excel keeps them, formulas as their values.

    It is the first one shown whose columns name an e-mail or an id, else the first one shown that holds cells.

    Raises:
        RuleBroken: no workbook, one without cells to be seen, or one that unpacks to more than is allowed.
    """
    _require_harmless(path)
    try:
        position, cells = _sheet_of_people(fastexcel.read_excel(path))
    except fastexcel.FastExcelError as error:
        raise RuleBroken(
            _("The workbook cannot be read. Open it in Excel, save it again as .xlsx, and retry.")
        ) from error
    target = folder / "sheet.csv"
    cells.write_csv(target, include_header=False)
    return Sheet(target, *_layout(path, position))


def _sheet_of_people(book: fastexcel.ExcelReader) -> tuple[int, polars.DataFrame]:
    found = None
    for position, name in enumerate(book.sheet_names):
        sheet = book.load_sheet(name, header_row=None, dtypes="string")
        if sheet.visible != "visible" or not sheet.height:
            continue
        cells = sheet.to_polars()
        top = [[cell or "" for cell in row] for row in cells.head(heads.LOOKED_AT_ROWS).rows()]
        if heads.names_an_identity(top):
            return position, cells
        found = found or (position, cells)
    if found is None:
        raise RuleBroken(_("The workbook is empty."))
    return found


def require_unmerged(sheet: Sheet, rows_before_people: int) -> None:
    """Raise RuleBroken if people share merged cells: only the first of them would have what the cell says."""
    for first, last in sheet.merged:
        if first - sheet.rows_above > rows_before_people:
            raise RuleBroken(
                _(
                    "Rows %(first)s to %(last)s share a merged cell, which only the first of them would keep. Undo the merging in Excel, fill each cell, and retry."
                )
                % all_grouped({"first": first, "last": last})
            )


def _layout(path: Path, position: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """How many rows above the sheet's first cell are empty, and which rows are joined by merged cells.

    Raises:
        RuleBroken: a cell holds a formula without its value, which would come in empty.
    """
    with zipfile.ZipFile(path) as archive:
        entry = _entry_of(archive, position)
        if entry not in archive.namelist():
            return 0, ()
        rows_above, merged = None, []
        for piece in _pieces(archive, entry):
            if rows_above is None and (cell := FIRST_CELL.search(piece)):
                rows_above = int(cell[1]) - 1
            if formula := UNCALCULATED.search(piece):
                raise RuleBroken(
                    _(
                        "Cell %(cell)s holds a formula without its value. Open the workbook in Excel, save it, and retry."
                    )
                    % {"cell": formula[1].decode()}
                )
            merged += [(int(first), int(last)) for first, last in MERGED.findall(piece)]
    return rows_above or 0, tuple(sorted({area for area in merged if area[0] < area[1]}))


def _entry_of(archive: zipfile.ZipFile, position: int) -> str:
    known = archive.namelist()
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(known):
        return ""
    sheets = SHEET.findall(archive.read("xl/workbook.xml"))
    if position >= len(sheets):
        return ""
    name = re.escape(sheets[position])
    found = re.search(TARGET % (name, name), archive.read("xl/_rels/workbook.xml.rels"))
    return f"xl/{(found[1] or found[2]).decode()}" if found else ""


def _pieces(archive: zipfile.ZipFile, entry: str) -> Iterator[bytes]:
    """The entry in pieces that overlap, so that no tag is cut in all of them."""
    before = b""
    with archive.open(entry) as unpacked:
        while piece := unpacked.read(limits.PIECE_BYTES):
            yield before + piece
            before = piece[-LONGEST_TAG:]


def _require_harmless(path: Path) -> None:
    too_much = RuleBroken(
        _(
            "The workbook unpacks to more than %(size)d MB. Save only the sheet with people, or save it as CSV."
        )
        % {"size": limits.UNPACKED_BYTES // 1_000_000}
    )
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if (
                len(entries) > limits.SHEET_ENTRIES
                or sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES
            ):
                raise too_much
            if "[Content_Types].xml" not in archive.namelist():
                raise RuleBroken(_("This is an archive, not a workbook. Choose a CSV or an XLSX file."))
            _unpack_once(archive, entries)
    except zipfile.BadZipFile as error:
        raise RuleBroken(_("The workbook is damaged. Save it again and retry.")) from error


def _unpack_once(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack every entry in small pieces: one that lies about its size ends in a wrong checksum here, not in the reader."""
    for entry in entries:
        with archive.open(entry) as unpacked:
            while unpacked.read(limits.PIECE_BYTES):
                pass
