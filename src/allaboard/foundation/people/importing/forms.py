"""What comes in during an import."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.people.fields.attributes import ATTRIBUTES, PROTECTED, SECTIONS
from allaboard.foundation.people.importing.checking.rows import first_rows
from allaboard.foundation.people.importing.reading.mapping import CUSTOM, DERIVED, PROTECT, custom_target
from allaboard.foundation.people.importing.reading.source import NAMES
from allaboard.foundation.people.importing.reading.synonyms import BIRTH_DATE, LEAVE_OUT
from allaboard.foundation.people.models import Import

FILE_OPTIONS = ("date_order", "clear_empty", "new_ids")
DATE_ORDERS = [("dmy", _("31/12/2024: the day first")), ("mdy", _("12/31/2024: the month first"))]


class UploadForm(forms.Form):
    """Step 1: the file."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("The first row holds the names of the columns. One column must hold an e-mail or an id."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    encoding = forms.ChoiceField(
        label=_("Written in"),
        required=False,
        choices=[
            ("", _("Find out")),
            *((code, name) for code, name in NAMES.items() if code != "utf-8-sig"),
        ],
    )


class ColumnsForm(forms.Form):
    """Step 2: what each column means."""

    date_order = forms.ChoiceField(label=_("Dates with slashes"), choices=DATE_ORDERS)
    clear_empty = forms.BooleanField(
        label=_("Empty cells clear what is there"),
        required=False,
        help_text=_("Otherwise an empty cell leaves the value as it is."),
    )

    new_ids = forms.BooleanField(
        label=_("Ids have changed"),
        required=False,
        help_text=_("People are found by their e-mail, and get the ids of this file."),
    )

    def __init__(self, *args: Any, run: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        self.initial = {name: run.options.get(name) for name in FILE_OPTIONS}
        for position, (header, target) in enumerate(zip(run.headers, run.targets, strict=True), start=1):
            choices = _target_choices(header, position, target)
            field = forms.ChoiceField(label=header, choices=choices, required=False, initial=target)
            self.fields[f"column_{position}"] = field

    @property
    def targets(self) -> list[str]:
        """The target chosen for each column."""
        return [self.cleaned_data[f"column_{position}"] for position in range(1, len(self.run.headers) + 1)]

    @property
    def encoding(self) -> str:
        """How the file is written, by the name that people know."""
        return NAMES.get(self.run.encoding, self.run.encoding)

    @property
    def options(self) -> dict[str, object]:
        """How cells are read."""
        return {name: self.cleaned_data[name] for name in FILE_OPTIONS}

    def columns(self) -> Iterator[tuple[forms.BoundField, list[str]]]:
        """Each column's field beside the first cells of the column."""
        sample = first_rows(self.run)
        for position in range(1, len(self.run.headers) + 1):
            yield self[f"column_{position}"], [cell for row in sample if (cell := row[position - 1])]

    def settings(self) -> list[forms.BoundField]:
        """The fields that are about the whole file."""
        return [self[name] for name in FILE_OPTIONS]


def _target_choices(header: str, position: int, target: str) -> list[tuple[str, Any]]:
    custom = target if target.startswith(CUSTOM) else custom_target(header, position)
    groups: list[tuple[str, Any]] = [
        (LEAVE_OUT, _("Leave out")),
        (custom, _("Custom field “%s”") % custom.removeprefix(CUSTOM)),
    ]
    for section, title in SECTIONS.items():
        fields = [(a.field, a.label) for a in ATTRIBUTES if a.section == section and a.field not in DERIVED]
        groups.append((str(title), fields))
    protected = [(PROTECT + key, label) for key, label in PROTECTED.items()]
    groups.append((str(_("Kept sealed, for HR leaders only")), protected))
    groups.append((BIRTH_DATE, _("Birth date: keep only the generation")))
    return groups


def mended_cells(posted: dict[str, str]) -> dict[tuple[int, int], str]:
    """The cells of a form whose fields are called `cell-<row>-<column>`."""
    cells: dict[tuple[int, int], str] = {}
    for name, text in posted.items():
        kind, _dash, place = name.partition("-")
        row, _dash, column = place.partition("-")
        if kind == "cell" and row.isdecimal() and column.isdecimal() and len(row) < 12 and len(column) < 6:
            cells[int(row), int(column)] = text
    return cells
