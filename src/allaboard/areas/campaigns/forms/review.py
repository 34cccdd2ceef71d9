"""Forms of the review desk and of results."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.models import Step, Version
from allaboard.areas.campaigns.services.review import Edits


class ReviewForm(forms.Form):
    """The reviewer's decision, bound to what was read; each text can be changed in place."""

    read_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("Note or question to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "data-key": "q"}),
    )

    def __init__(self, *args: object, version: Version, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["read_hash"].initial = version.content_hash
        self.steps: list[Step] = list(version.campaign.steps.all())
        for step in self.steps:
            self.fields[f"subject_{step.pk}"] = forms.CharField(
                label=_("Subject of step %(number)s") % {"number": step.position},
                max_length=150,
                initial=step.subject,
            )
            self.fields[f"body_{step.pk}"] = forms.CharField(
                label=_("Message of step %(number)s") % {"number": step.position},
                max_length=20_000,
                initial=step.body,
                widget=forms.Textarea({"rows": 8}),
            )

    def edits(self) -> Edits:
        """The texts as the reviewer left them, by step; browsers send line ends as CR LF."""
        return {
            step.pk: {
                name: str(self.cleaned_data[f"{name}_{step.pk}"]).replace("\r\n", "\n")
                for name in ("subject", "body")
            }
            for step in self.steps
        }


class AnswerForm(forms.Form):
    """The author's answer to a question."""

    answer = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class ActedListForm(forms.Form):
    """A list of those who acted."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("One person a row: e-mail, id or employee number in the first column."),
    )
