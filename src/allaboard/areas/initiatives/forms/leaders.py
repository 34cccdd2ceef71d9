"""What a leader can do, did, asked and set as a condition."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allaboard.areas.initiatives.choices import NOTED_BY_HAND, Influence, Kind, ObjectionKind, Role
from allaboard.areas.initiatives.forms.inputs import day_input, text_area
from allaboard.areas.initiatives.rules.evidence import require_possible
from allaboard.errors import RuleBroken


class LeaderForm(forms.Form):
    """What a leader can do for the initiative."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.INFLUENCER)
    influence = forms.TypedChoiceField(
        label=_("Influence"),
        choices=Influence.choices,
        coerce=int,
        initial=Influence.SOME,
        help_text=_(
            "How much this leader’s view moves others. The stage cannot be set: it follows from evidence."
        ),
    )


class EvidenceForm(forms.Form):
    """What a leader did, noted by a colleague."""

    remarks = {"note": _("(not needed for a demo)")}

    kind = forms.ChoiceField(
        label=_("What happened"), choices=[(kind.value, kind.label) for kind in NOTED_BY_HAND]
    )
    note = forms.CharField(
        label=_("What exactly"),
        max_length=250,
        required=False,
        help_text=_("For example: put 2 team leads on it."),
    )
    on = forms.DateField(label=_("When"), widget=day_input(), initial=timezone.localdate)

    def at(self) -> datetime:
        """Noon of the day, or now for today."""
        day = self.cleaned_data["on"]
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        return timezone.now() if day == timezone.localdate() else noon

    def clean(self) -> dict[str, Any]:
        """Only coming to a demo needs no words, and the day is one on which it can have happened."""
        cleaned = super().clean() or {}
        if "on" in cleaned:
            try:
                require_possible(self.at(), timezone.now())
            except RuleBroken as refusal:
                self.add_error("on", str(refusal))
        if cleaned.get("kind") != Kind.CAME_TO_DEMO and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say what exactly happened, in a few words."))
        return cleaned


class ObjectionForm(forms.Form):
    """A question or objection of a leader."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ObjectionKind.choices)
    text = forms.CharField(label=_("In their words"), widget=text_area(3))


class AnswerForm(forms.Form):
    """The answer to a leader."""

    answer = forms.CharField(label=pgettext_lazy("noun", "Answer"), widget=text_area(4))


class ConditionForm(forms.Form):
    """How a condition was met."""

    note = forms.CharField(label=_("How it was met"), max_length=250)
