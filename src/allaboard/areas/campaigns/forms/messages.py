"""One message of a campaign, and its words in another language."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.choices import Aim, Channel, StepKind
from allaboard.areas.campaigns.forms.remarks import NEEDED_BEFORE_REVIEW
from allaboard.areas.campaigns.forms.rules import require_rule
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.rules.plan import require_sound_dates
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.ui.seen import SeenForm


class StepForm(forms.ModelForm):  # type: ignore[type-arg]
    """One message: to whom, what, how and when."""

    remarks = dict.fromkeys(("subject", "body", "on"), NEEDED_BEFORE_REVIEW)

    kind = forms.ChoiceField(
        label=_("Kind"), choices=StepKind.choices, widget=forms.RadioSelect, initial=StepKind.TELL
    )
    channels = forms.MultipleChoiceField(
        label=_("Channels"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    action_url = forms.URLField(
        label=_("The button opens"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Step
        fields = [
            "kind", "subject", "body", "action_label", "action_url", "channels", "on", "at", "expires_on", "segment_text",
        ]  # fmt: skip
        widgets = {
            "body": forms.Textarea({"rows": 10}),
            "segment_text": forms.Textarea({"rows": 2}),
            "on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "expires_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "at": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "body": _(
                "Markdown. {first_name}, {name}, {department}, {location} and {manager_name} are filled in."
            ),
            "segment_text": _("A rule that narrows the audience for this step. Empty means all of it."),
            "at": _(
                "By each person’s own clock; when it has passed, the next day. Empty: at once on that day."
            ),
            "expires_on": _("Whoever it could not reach by then is left out."),
        }

    def __init__(self, *args: object, actor: Actor, campaign: Campaign, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.actor = actor
        if campaign.aim == Aim.INFORM and self.initial["kind"] == StepKind.TELL:
            self.fields["kind"] = forms.ChoiceField(choices=[(StepKind.TELL, "")], widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")

    def clean_segment_text(self) -> str:
        text = str(self.cleaned_data["segment_text"]).strip()
        return require_rule(self.actor, text, str(self.initial.get("segment_text", "")))

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        try:
            require_sound_dates(on, None, timezone.localdate())
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error
        return on

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        try:
            require_sound_dates(cleaned.get("on"), cleaned.get("expires_on"), timezone.localdate())
        except RuleBroken as error:
            self.add_error("expires_on", str(error))
        return cleaned

    def values(self) -> dict[str, object]:
        """The values as the step keeps them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class StoredStepForm(SeenForm, StepForm):
    """A message that is there."""


class WordingForm(SeenForm, forms.Form):
    """The message in another language; empty takes that language out."""

    subject = forms.CharField(label=_("Subject"), max_length=150, required=False)
    body = forms.CharField(
        label=_("Message"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 10})
    )
    action_label = forms.CharField(label=_("Button"), max_length=60, required=False)
