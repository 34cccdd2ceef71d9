"""What comes in about a survey and its questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening.choices import CHOSEN, Template
from allaboard.areas.listening.models import Question, Survey
from allaboard.ui.seen import SeenForm

_STARTING_POINTS = [choice for choice in Template.choices if choice[0] != Template.IMPORTED]


class StartForm(forms.Form):
    """A title and where to start from."""

    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("People see it: “April pulse”."))
    template = forms.ChoiceField(
        label=_("Start from"), choices=_STARTING_POINTS, widget=forms.RadioSelect, initial=Template.PULSE
    )


class DescribeForm(SeenForm, forms.ModelForm):  # type: ignore[type-arg]
    """Title and reason of a survey."""

    class Meta:
        model = Survey
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"intro": _("One or two sentences. People read them before they answer.")}


class QuestionForm(SeenForm, forms.ModelForm):  # type: ignore[type-arg]
    """One question."""

    choices = forms.CharField(
        label=_("Choices, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only for the two kinds with choices."),
    )
    field_order = ["text", "kind", "choices", "label", "section", "required", "counts_for_index"]

    class Meta:
        model = Question
        fields = ["text", "kind", "label", "section", "required", "counts_for_index"]
        help_texts = {
            "label": _("At most 24 letters; without one, the question's own first words."),
            "section": _("Questions of one section share a heading."),
            "counts_for_index": _("Only for questions with a scale."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kept: Question | None = kwargs.get("instance")
        kwargs["initial"] = {"choices": "\n".join(kept.options if kept else [])}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        lines = [line.strip() for line in str(given.get("choices", "")).splitlines() if line.strip()]
        if given.get("kind") in CHOSEN and len(set(lines)) < 2:
            self.add_error("choices", _("Write at least two different choices, one a line."))
        if any(len(line) > 120 for line in lines):
            self.add_error("choices", _("A choice has at most 120 letters."))
        self.instance.options = list(dict.fromkeys(lines))
        return given
