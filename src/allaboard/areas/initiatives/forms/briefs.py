"""What a leader says to the brief."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.forms.inputs import text_area
from allaboard.areas.initiatives.services.briefs import ACCEPT, ACCEPT_IF, NOT_NOW, BriefAnswer


class BriefAnswerForm(forms.Form):
    """What a leader says to the brief."""

    remarks = dict.fromkeys(("condition", "reason"), "")  # each is asked with the answer that needs it

    choice = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[(ACCEPT, _("I accept")), (ACCEPT_IF, _("I accept, if …")), (NOT_NOW, _("Not now"))],
        error_messages={"required": _("Choose one of the three answers.")},
    )
    condition = forms.CharField(label=_("My condition"), required=False, max_length=400, widget=text_area(2))
    reason = forms.CharField(label=_("Why not now"), required=False, max_length=250, widget=text_area(2))
    gives = forms.CharField(
        label=_("What I put on it"),
        required=False,
        max_length=250,
        help_text=_("If you like: a person, hours, a budget line, your name."),
    )

    def clean(self) -> dict[str, Any]:
        """A yes with a condition names it; a no says why."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == ACCEPT_IF and not cleaned.get("condition", "").strip():
            self.add_error("condition", _("Say what must be true for your yes."))
        if cleaned.get("choice") == NOT_NOW and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say in a few words why not now. It helps us to do better."))
        return cleaned

    def answer(self) -> BriefAnswer:
        """The answer as the service takes it."""
        return BriefAnswer(
            **{name: self.cleaned_data[name] for name in ("choice", "condition", "reason", "gives")}
        )


class BriefQuestionForm(forms.Form):
    """A question before the answer."""

    text = forms.CharField(label=_("Your question"), widget=text_area(2), max_length=1000)
