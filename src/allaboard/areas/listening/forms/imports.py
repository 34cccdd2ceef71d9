"""What comes in when results from elsewhere are imported."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening.columns import CHOICE, COMMENT, GROUP, RECOMMEND, SCALE, SKIP, Column
from allaboard.areas.listening.rules import MINIMUM_GROUP
from allaboard.areas.listening.services.files import Mapped
from allaboard.words import labelled

ROLES = [
    (SKIP, _("Leave out")),
    (SCALE, _("A question with a scale")),
    (RECOMMEND, _("Would recommend, 0 to 10")),
    (CHOICE, _("A question with choices")),
    (COMMENT, _("Comments")),
    (GROUP, _("A group to show results by")),
]


class UploadForm(forms.Form):
    """A file of results."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("One row for each person who answered, one column for each question."),
    )


class MappingForm(forms.Form):
    """What the file is, and what each column is."""

    survey_title = forms.CharField(label=_("Survey"), max_length=120)
    wave_title = forms.CharField(label=_("Name of this run"), max_length=120)
    opened_on = forms.DateField(
        label=_("Asked from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closed_on = forms.DateField(
        label=_("to"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minimum_group = forms.IntegerField(
        label=_("Smallest group ever shown"), initial=MINIMUM_GROUP, min_value=MINIMUM_GROUP, max_value=100
    )

    def __init__(self, *args: object, columns: Sequence[Column], name: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.columns = columns
        plain = name.rsplit(".", 1)[0].replace("_", " ")[:120]
        for field, initial in (("survey_title", plain), ("wave_title", plain)):
            self.fields[field].initial = initial
        self.fields["opened_on"].initial = self.fields["closed_on"].initial = timezone.localdate()
        for column in columns:
            self._add(column)

    def _add(self, column: Column) -> None:
        label = column.name
        self.fields[f"role_{column.place}"] = forms.ChoiceField(
            label=label, choices=ROLES, initial=column.role
        )
        has_scale = column.low != column.high
        for end, named, value in (("low", _("Worst"), column.low), ("high", _("Best"), column.high)):
            self.fields[f"{end}_{column.place}"] = forms.IntegerField(
                label=labelled(label, named),
                required=False,
                min_value=0,
                max_value=100,
                initial=value if has_scale else None,
            )

    def mapped(self) -> Mapped:
        """What was said of the file, as the service takes it; a scale that was left open stays as it was guessed."""
        given = self.cleaned_data
        chosen = [
            replace(
                column,
                role=given[f"role_{column.place}"],
                low=column.low if given[f"low_{column.place}"] is None else given[f"low_{column.place}"],
                high=column.high if given[f"high_{column.place}"] is None else given[f"high_{column.place}"],
            )
            for column in self.columns
        ]
        names = ("survey_title", "wave_title", "opened_on", "closed_on", "minimum_group")
        return Mapped(columns=chosen, **{name: given[name] for name in names})

    def about(self) -> list[forms.BoundField]:
        """The fields that are about the whole file."""
        names = ("survey_title", "wave_title", "opened_on", "closed_on", "minimum_group")
        return [self[name] for name in names]

    def rows(self) -> Iterator[tuple[Column, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each column with its fields."""
        for column in self.columns:
            yield (
                column,
                self[f"role_{column.place}"],
                self[f"low_{column.place}"],
                self[f"high_{column.place}"],
            )
