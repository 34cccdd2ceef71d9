"""The options on the table, and the decision between them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.forms.inputs import day_input, text_area
from allaboard.areas.initiatives.models import Initiative, Option

if TYPE_CHECKING:
    _OptionForm = forms.ModelForm[Option]
else:
    _OptionForm = forms.ModelForm


class OptionForm(_OptionForm):
    """One way to solve the problem."""

    class Meta:
        model = Option
        fields = ["label", "detail"]
        widgets = {"detail": text_area(2)}


class DecisionForm(forms.Form):
    """Which option, when, and why."""

    option = forms.ModelChoiceField(
        Option.objects.none(), label=_("Option"), widget=forms.RadioSelect, empty_label=None
    )
    decided_on = forms.DateField(label=_("Decided on"), widget=day_input())
    reason = forms.CharField(label=_("Why this one"), widget=text_area(3), required=False)

    def __init__(self, initiative: Initiative, *args: Any, **kwargs: Any) -> None:
        chosen = initiative.options.filter(is_chosen=True).first()
        kwargs.setdefault("initial", {}).update(
            option=chosen,
            decided_on=initiative.decided_on or timezone.localdate(),
            reason=initiative.decision_reason,
        )
        super().__init__(*args, **kwargs)
        self.fields["option"].queryset = initiative.options.all()  # type: ignore[attr-defined]
