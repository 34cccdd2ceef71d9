"""Reads a file of people: finds out what it is, how it is written, and what its columns are called."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing.reading import heads, limits, workbook
from allaboard.words import all_grouped

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = {"utf-8": "UTF8", "utf-8-sig": "UTF8", "cp1252": "WIN1252", "utf-16": "UTF8", "latin-1": "LATIN1"}
"""How Python and PostgreSQL call them; UTF-16 is rewritten on the way."""
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    "utf-16": "UTF-16",
    "latin-1": "ISO 8859-1",
}
"""How people call them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read, and how."""

    path: Path
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    titles: tuple[str, ...] = ()  # above the names of the columns
    other_names: tuple[str, ...] = ()  # a second row of names
    lines_before_people: int = 1  # where cells with line breaks are above, more than rows
    has_plain_lines: bool = True  # each ends in a line feed, so that bytes can be cut into lines

    @property
    def rows_before_people(self) -> int:
        """Rows up to the first person."""
        return len(self.titles) + 1 + bool(self.other_names)

    @property
    def database_encoding(self) -> str:
        """What PostgreSQL calls the encoding of the pieces."""
        return ENCODINGS[self.encoding]

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the people's rows, in pieces, as the database understands them."""
        if self.encoding == "utf-16":
            with self.path.open(encoding="utf-16", newline="") as file:
                for _line in range(self.lines_before_people):
                    file.readline()
                while text := file.read(limits.PIECE_BYTES):
                    yield text.encode()
            return
        with self.path.open("rb") as file:
            for _line in range(self.lines_before_people):
                file.readline()
            while piece := file.read(limits.PIECE_BYTES):
                yield piece

    def records(self) -> Iterator[list[str]]:
        """The people's rows, read patiently: mixed line ends, empty lines and short rows are no trouble.

        Raises:
            RuleBroken: a quote is opened and never closed, so that people would be swallowed.
        """
        csv.field_size_limit(limits.READABLE_CELL_CHARACTERS)
        row_number = 0
        with self.path.open(encoding=self.encoding, newline="") as file:
            rows = csv.reader(file, delimiter=self.delimiter, strict=True)
            try:
                for row_number, row in enumerate(rows, start=1):
                    if row_number > self.rows_before_people:
                        yield row
            except csv.Error as error:
                raise RuleBroken(
                    _(
                        "Row %(row)s cannot be read. A quote may be opened and not closed; inside a cell each quote is written twice."
                    )
                    % all_grouped({"row": row_number + 1})
                ) from error


def open_source(path: Path, folder: Path, encoding: str = "") -> Source:
    """Find out how the file is written.

    Args:
        path: a CSV file, or an XLSX workbook, of which the sheet with people is taken.
        folder: where a workbook's sheet may be written as CSV.
        encoding: what the file is written in; empty to find out.

    Raises:
        RuleBroken: the file cannot be a list of people; the message says why and what to do.
    """
    require_size(path.stat().st_size)
    with path.open("rb") as file:
        beginning = file.read(8)
    if not beginning:
        raise RuleBroken(_("The file is empty."))
    if beginning.startswith(workbook.OLD_MARK):
        raise RuleBroken(
            _("This is an old or locked Excel file. Save it as .xlsx without a password, or as CSV.")
        )
    if beginning.startswith(workbook.MARK):
        sheet = workbook.as_csv(path, folder)
        source = _with_headers(sheet.path, "utf-8", ",")
        workbook.require_unmerged(sheet, source.rows_before_people)
        return source
    if beginning.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise RuleBroken(
            _("This is a web page or XML, not a table. Open it in Excel, save it as .xlsx or CSV, and retry.")
        )
    encoding = encoding or _encoding_of(path)
    _require_readable(path, encoding)
    return _with_headers(path, encoding, "")


def require_size(size: int) -> None:
    """Raise RuleBroken if the file has more bytes than are read."""
    if size > limits.FILE_BYTES:
        raise RuleBroken(_("The file is larger than 1 GB. Split it into smaller files."))


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        beginning = file.read(limits.SNIFFED_BYTES)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if beginning.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if b"\0" in beginning:
        raise RuleBroken(_("This is not a text file. Choose a CSV or an XLSX file."))
    return "utf-8" if _undecodable(path, "utf-8") is None else "cp1252"


def _undecodable(path: Path, encoding: str) -> int | None:
    """The line of the first byte that is not of the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while True:
            piece = file.read(limits.PIECE_BYTES)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return line + piece[: error.start].count(b"\n")
            if not piece:
                return None
            line += piece.count(b"\n")


def _require_readable(path: Path, encoding: str) -> None:
    if encoding not in ENCODINGS:
        raise RuleBroken(_("“%(name)s” is not an encoding that can be read.") % {"name": encoding})
    line = _undecodable(path, encoding)
    if line is not None:
        raise RuleBroken(
            _(
                "Line %(line)s is not written in %(name)s. Choose another encoding, or save the file as CSV UTF-8."
            )
            % all_grouped({"line": line, "name": NAMES[encoding]})
        )


def _with_headers(path: Path, encoding: str, delimiter: str) -> Source:
    with path.open(encoding=encoding, newline="") as file:
        beginning = file.read(limits.SNIFFED_BYTES)
    if "\0" in beginning:
        raise RuleBroken(_("This is not a text file. Choose a CSV or an XLSX file."))
    csv.field_size_limit(limits.SNIFFED_BYTES)
    delimiter = delimiter or _delimiter_of(beginning)
    lines = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter)
    top = [(row, lines.line_num) for row in islice(lines, heads.LOOKED_AT_ROWS)]
    head = heads.head_of([row for row, _line in top])
    source = Source(path, encoding, delimiter, _named(head.names), head.titles, head.other_names)
    return replace(
        source,
        lines_before_people=top[source.rows_before_people - 1][1],
        has_plain_lines="\r" not in beginning.replace("\r\n", ""),
    )


def _delimiter_of(beginning: str) -> str:
    """The delimiter that cuts the first lines into equally many cells, the more the better."""

    def cells(delimiter: str) -> tuple[int, int]:
        lines = beginning.splitlines()[:40]
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        width, lines_of_it = widths.most_common(1)[0] if widths else (0, 0)
        return (lines_of_it * (width > 1), width)

    return max(DELIMITERS, key=cells)


def _named(header: Sequence[str]) -> tuple[str, ...]:
    names = [name.strip().replace("\n", " ") for name in header]
    if not any(names):
        raise RuleBroken(_("The first row is empty. It should hold the names of the columns."))
    if len(names) > limits.COLUMNS:
        raise RuleBroken(
            _("The file has %(found)s columns; %(most)s can be read. Leave out what is not about people.")
            % all_grouped({"found": len(names), "most": limits.COLUMNS})
        )
    if any(len(name) > limits.HEADER_CHARACTERS for name in names):
        raise RuleBroken(_("The first row holds very long texts. It should hold the names of the columns."))
    if any("@" in name for name in names):
        raise RuleBroken(
            _("The first row seems to hold a person. Add a row with the names of the columns above it.")
        )
    named: list[str] = []
    for position, name in enumerate(names, start=1):
        name = name or _("Column %(number)d") % {"number": position}
        named.append(name if name not in named else _numbered(name, {*names, *named}))
    return tuple(named)


def _numbered(name: str, taken: Container[str]) -> str:
    """The name with a number, the same wherever the columns stand."""
    return next(numbered for each in count(2) if (numbered := f"{name} ({each})") not in taken)
