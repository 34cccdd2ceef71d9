"""Opens an XLSX workbook, after making sure that it is no trap."""

import zipfile
from pathlib import Path

import fastexcel
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing import limits

MARK = b"PK\x03\x04"
OLD_MARK = b"\xd0\xcf\x11\xe0"


def as_csv(path: Path, folder: Path) -> Path:
    """Write the first sheet that holds cells as UTF-8 CSV; numbers and dates as Excel keeps them, formulas as their values.

    Raises:
        RuleBroken: no workbook, an empty one, or one that unpacks to more than is allowed.
    """
    _require_harmless(path)
    try:
        book = fastexcel.read_excel(path)
        for name in book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
            if sheet.height:
                target = folder / "sheet.csv"
                sheet.write_csv(target, include_header=False)
                return target
    except fastexcel.FastExcelError as error:
        raise RuleBroken(
            _("The workbook cannot be read. Open it in Excel, save it again as .xlsx, and retry.")
        ) from error
    raise RuleBroken(_("The workbook is empty."))


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
