"""Reading a file of results, and making a wave of it."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import fastexcel
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.listening import columns as rules_of_columns
from allaboard.areas.listening.columns import Column
from allaboard.areas.listening.models import ResultsFile, Survey, Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.plans import NOT_STATED
from allaboard.areas.listening.queries.themes import shown_comments
from allaboard.areas.listening.services.grouping import begin_grouping
from allaboard.areas.listening.services.imports import ResultRow, Results, import_results
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 300, 20_000


def keep_file(name: str, content: bytes, *, by: Actor) -> ResultsFile:
    """Read an uploaded file and keep its cells until they are imported, a day at most.

    Raises:
        NotAllowed: the actor does not write surveys.
        RuleBroken: the file cannot be read; the message says why.
    """
    require_writer(by)
    if by.person_id is None:
        raise RuleBroken(_("Sign in as a person to import a file."))
    headers, *rows = cells_of(content)
    with transaction.atomic():
        kept = ResultsFile.objects.create(owner_id=by.person_id, name=name[:200], headers=headers, rows=rows)
        record("survey.results_uploaded", by=by, on=kept, rows=len(rows))
    return kept


def cells_of(content: bytes) -> list[list[str]]:
    """The cells of a CSV or XLSX file, header first, every row as long as the header.

    Raises:
        RuleBroken: the file is empty, too large, or no table.
    """
    if not content or len(content) > LARGEST_FILE:
        raise RuleBroken(_("The file is empty.") if not content else _("The file is larger than 20 MB."))
    rows = _workbook(content) if content[:2] == b"PK" else _text(content)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise RuleBroken(_("The file needs a header row and at least one answer."))
    width = len(rows[0])
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS:
        raise RuleBroken(_("The file has too many rows or columns."))
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        raise RuleBroken(_("A cell holds more than 20,000 letters. Is this a file of survey results?"))
    return [[cell.replace("\x00", "") for cell in (row + [""] * width)[:width]] for row in rows]


def _text(content: bytes) -> list[list[str]]:
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8",
        "cp1252",
    ):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t|", key=first.count)
        csv.field_size_limit(LARGEST_FILE)
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
        except csv.Error as error:
            raise RuleBroken(_("The file is not a table: %(why)s.") % {"why": error}) from error
    raise RuleBroken(_("The letters of this file cannot be read. Save it as CSV with UTF-8."))


def _workbook(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise RuleBroken(_("The workbook unpacks to far more than its size. It was not opened."))
        sheet = fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string")
    except (zipfile.BadZipFile, fastexcel.FastExcelError) as error:
        raise RuleBroken(_("This is not a workbook that can be read. Save it as CSV.")) from error
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.to_polars().rows()]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What people said a file is."""

    survey_title: str
    wave_title: str
    opened_on: date
    closed_on: date
    columns: Sequence[Column]
    minimum_group: int
    survey: Survey | None = None


@transaction.atomic
def import_file(kept: ResultsFile, mapped: Mapped, *, by: Actor) -> tuple[Wave, int]:
    """Make a closed wave of the file and delete the file.

    Returns:
        The wave, and how many cells could not be read as answers.

    Raises:
        NotFound: the file was imported meanwhile.
        RuleBroken: the mapping makes no sense; the message says where.
    """
    if ResultsFile.objects.select_for_update().filter(pk=kept.pk).first() is None:
        raise NotFound
    if mapped.closed_on < mapped.opened_on:
        raise RuleBroken(_("The closing day must not come before the opening day."))
    if mapped.closed_on > timezone.localdate():
        raise RuleBroken(_("The closing day lies ahead, but the answers are in already."))
    questions = rules_of_columns.questions_from(mapped.columns, kept.rows, mapped.minimum_group)
    sheets = rules_of_columns.sheets_from(mapped.columns, kept.rows, questions, missing=NOT_STATED)
    groups = [column for column in mapped.columns if column.role == rules_of_columns.GROUP]
    results = Results(
        wave_title=mapped.wave_title,
        questions=questions,
        attributes=[(column.key, column.name[:60]) for column in groups],
        opened_on=mapped.opened_on,
        closed_on=mapped.closed_on,
        rows=[ResultRow(sheet.groups, sheet.values, sheet.comments) for sheet in sheets],
        minimum_group=mapped.minimum_group,
    )
    wave = import_results(results, by=by, survey=mapped.survey, survey_title=mapped.survey_title)
    if shown_comments(wave):
        begin_grouping(wave, by=by)
    kept.delete()
    return wave, sum(sheet.unreadable for sheet in sheets)


def forget_old_files() -> int:
    """Delete files that were uploaded a day ago and never imported."""
    old = ResultsFile.objects.filter(uploaded_at__lt=timezone.now() - timedelta(days=1))
    removed, _by_model = old.delete()
    return removed
