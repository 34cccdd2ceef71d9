"""A step that was taken outside the product."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.choices import NOTED_PROGRESS, Progress, Step
from allaboard.areas.initiatives.forms.inputs import day_input, text_area
from allaboard.areas.initiatives.loop import open_to_notes


class StepNoteForm(forms.Form):
    """Which step, how far, what was done and when."""

    step = forms.ChoiceField(label=_("Step"), widget=forms.RadioSelect)
    progress = forms.ChoiceField(
        label=_("How far it is"), choices=NOTED_PROGRESS, widget=forms.RadioSelect, initial=Progress.DONE
    )
    text = forms.CharField(
        label=_("What was done"),
        max_length=250,
        widget=text_area(2),
        help_text=_("With whom, and what it changed. For example: works council; nights go first."),
    )
    on = forms.DateField(label=_("When"), widget=day_input(), initial=timezone.localdate)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [(step.value, step.label) for step in Step if step in open_to_notes()]
        self.fields["step"].choices = offered  # type: ignore[attr-defined]
