"""Forms of the editor; a draft may be unfinished, so almost nothing is required here."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.choices import Balance, Channel, OutcomeKind, StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.permissions import WRITERS
from allaboard.areas.campaigns.rules.plan import require_sound_experiment
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments


def require_rule(actor: Actor, text: str, now: str) -> str:
    """The text of a rule on facts its writer may read, or a form error that points at the place.

    A rule that stands there already may be kept by everyone.
    """
    if text == now:
        return text
    try:
        segments.require_askable(actor, text)
    except RuleBroken as error:
        raise forms.ValidationError(str(error)) from error
    return text


class GoalForm(forms.Form):
    """What will be different, and how success is seen."""

    title = forms.CharField(label=_("Title"), max_length=150)
    goal = forms.CharField(
        label=_("Goal"),
        max_length=300,
        required=False,
        help_text=_("One sentence: what will be different for people?"),
    )
    initiative_id = forms.TypedChoiceField(
        label=_("Initiative"), coerce=int, empty_value=None, required=False
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=Person.objects.none(), required=False, help_text=_("Who answers replies.")
    )
    outcome = forms.CharField(
        label=_("What people will do"),
        max_length=150,
        required=False,
        help_text=_("Such as “use the swap board”."),
    )
    outcome_kind = forms.ChoiceField(
        label=_("How we see that someone did it"), choices=OutcomeKind.choices, widget=forms.RadioSelect
    )
    outcome_rule = forms.CharField(
        label=_("Rule"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("When the directory says so: a rule such as custom.swap_board = yes."),
    )
    outcome_days = forms.IntegerField(
        label=_("Days to act after the last message"), min_value=1, max_value=365, initial=14
    )

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.actor = actor
        known = [(ref.id, ref.title) for ref in initiatives.initiatives_for(actor)]
        self.fields["initiative_id"].choices = [("", _t("None")), *known]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = possible_owners()  # type: ignore[attr-defined]

    def clean_outcome_rule(self) -> str:
        text = str(self.cleaned_data["outcome_rule"]).strip()
        return require_rule(self.actor, text, str(self.initial.get("outcome_rule", "")))

    @staticmethod
    def values_of(campaign: Campaign) -> dict[str, object]:
        """What the form shows of a campaign."""
        return {name: getattr(campaign, name) for name in GoalForm.base_fields}


def possible_owners() -> QuerySet[Person]:
    """People who may write campaigns."""
    return (
        Person.objects.filter(Q(user__grants__role__in=WRITERS), active=True)
        .distinct()
        .order_by("given_name")
    )


class AudienceForm(forms.Form):
    """Who it is for, and who is held out to see what it did."""

    segment = forms.TypedChoiceField(
        label=_("Saved segment"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Its rule is used, and followed when it changes, until the campaign is approved."),
    )
    audience_text = forms.CharField(
        label=_("Rule"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Such as department = Sales and tenure < 1 year. Empty means everyone."),
    )
    holdout_percent = forms.FloatField(
        label=_("Holdout, in %"),
        min_value=0,
        max_value=50,
        initial=10,
        help_text=_("Chosen by chance, they get no message, so that you see what the campaign itself did."),
    )
    balance = forms.ChoiceField(
        label=_("Draw the holdout evenly over"), choices=Balance.choices, required=False
    )
    expected_percent = forms.FloatField(
        label=_("How many would do it anyway, in %"),
        min_value=0,
        max_value=100,
        help_text=_("A guess is enough. It is used to say what the holdout can show."),
    )

    def __init__(self, *args: object, actor: Actor, campaign: Campaign, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.segments = {ref.id: ref for ref in segments.segments_for(actor)}
        choices = [("", _t("Write a rule")), *((ref.id, ref.name) for ref in self.segments.values())]
        self.fields["segment"].choices = choices  # type: ignore[attr-defined]
        self.actor, self.campaign = actor, campaign
        self.moved: list[str] = []  # fields that no longer hold what was sent

    def clean_audience_text(self) -> str:
        text = str(self.cleaned_data["audience_text"]).strip()
        return require_rule(self.actor, text, self.campaign.audience_text)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "audience_text" in cleaned:
            self._follow_or_part(cleaned)
        try:
            require_sound_experiment(self.campaign.outcome_kind, (cleaned.get("holdout_percent") or 0) / 100)
        except RuleBroken as error:
            self.add_error("holdout_percent", str(error))
        return cleaned

    def _follow_or_part(self, cleaned: dict[str, object]) -> None:
        """A segment chosen now gives its rule; a rule edited by hand no longer follows the segment it had."""
        chosen, now = cleaned.get("segment"), self.campaign.segment_id
        is_edited = cleaned["audience_text"] != self.campaign.audience_text
        if chosen is None and now not in self.segments and not is_edited:
            cleaned["segment"] = now
        elif isinstance(chosen, int) and not (chosen == now and is_edited):
            cleaned["audience_text"] = self.segments[chosen].text
            self.moved = ["audience_text"] if chosen != now else []
        else:
            cleaned["segment"] = None
            self.moved = ["segment"] if chosen else []

    def values(self) -> dict[str, object]:
        """The values as the campaign keeps them."""
        return {
            "segment_id": self.cleaned_data["segment"],
            "audience_text": self.cleaned_data["audience_text"],
            "holdout_share": self.cleaned_data["holdout_percent"] / 100,
            "balance": self.cleaned_data["balance"],
            "expected_share": self.cleaned_data["expected_percent"] / 100,
        }

    @staticmethod
    def values_of(campaign: Campaign) -> dict[str, object]:
        """What the form shows of a campaign."""
        return {
            "segment": campaign.segment_id,
            "audience_text": campaign.audience_text,
            "holdout_percent": _in_percent(campaign.holdout_share),
            "balance": campaign.balance,
            "expected_percent": _in_percent(campaign.expected_share),
        }


def _in_percent(share: float) -> str:
    """A share as people type it: 20, or 12.5."""
    return f"{share * 100:.1f}".removesuffix(".0")


class StepForm(forms.ModelForm):  # type: ignore[type-arg]
    """One message: to whom, what, how and when."""

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
            "expires_on": _("Whoever it could not reach by then is left out."),
        }

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.actor = actor

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")

    def clean_segment_text(self) -> str:
        text = str(self.cleaned_data["segment_text"]).strip()
        return require_rule(self.actor, text, str(self.initial.get("segment_text", "")))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        on, expires_on = cleaned.get("on"), cleaned.get("expires_on")
        if on and expires_on and expires_on < on:
            self.add_error("expires_on", _t("This is before the message goes out."))
        return cleaned

    def values(self) -> dict[str, object]:
        """The values as the step keeps them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class WordingForm(forms.Form):
    """The message in another language; empty takes that language out."""

    subject = forms.CharField(label=_("Subject"), max_length=150, required=False)
    body = forms.CharField(
        label=_("Message"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 10})
    )
    action_label = forms.CharField(label=_("Button"), max_length=60, required=False)
