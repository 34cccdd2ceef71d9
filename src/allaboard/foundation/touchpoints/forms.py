"""What comes in when somebody writes a contact down."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.touchpoints.choices import Direction, Kind, Tone
from allaboard.foundation.touchpoints.rules import FEWEST_WEEKLY_MINUTES, MOST_WEEKLY_MINUTES, Touch

TALKS = (Kind.CHECK_IN, Kind.MEETING, Kind.EVENT, Kind.RECOGNITION, Kind.NOTE)


class ContactForm(forms.Form):
    """A talk that took place."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=[(kind.value, kind.label) for kind in TALKS])
    day = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=0, max_value=600, initial=15)
    tone = forms.ChoiceField(label=_("How did it feel?"), choices=Tone.choices, required=False)
    summary = forms.CharField(
        label=_("In one sentence"),
        max_length=300,
        required=False,
        help_text=_("The person can read this, and so can HR."),
    )

    def touch(self, person_id: int) -> Touch:
        """The contact as the ledger keeps it; noon stands for an hour nobody noted."""
        given = self.cleaned_data
        noon = timezone.make_aware(datetime.combine(given["day"], time(12)))
        now = timezone.now()
        at = now if given["day"] == timezone.localdate() and noon > now else noon
        return Touch(
            person_id,
            given["kind"],
            Direction.OUT,
            "people",
            "",
            at,
            given["minutes"],
            given["tone"],
            None,
            given["summary"],
        )


class AttentionForm(forms.Form):
    """How much of a person's time messages may take."""

    weekly_minutes = forms.IntegerField(
        label=_("Minutes a week"),
        min_value=FEWEST_WEEKLY_MINUTES,
        max_value=MOST_WEEKLY_MINUTES,
        help_text=_("For one person, all messages together. A week that asks more shows as full."),
    )
