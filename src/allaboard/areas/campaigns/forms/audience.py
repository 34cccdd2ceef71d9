"""Whom a campaign is for, who is held out, and whose leaders must be ready before it asks."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.choices import Aim, Balance
from allaboard.areas.campaigns.forms.rules import require_rule
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.asking import shared_units
from allaboard.areas.campaigns.rules.plan import require_sound_experiment
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments
from allaboard.ui.seen import SeenForm

EXPERIMENT = ("holdout_percent", "balance", "expected_percent")


class AudienceForm(SeenForm, forms.Form):
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
    ask_unit = forms.ChoiceField(
        label=_("Whose leaders must be ready before it asks"),
        required=False,
        help_text=_(
            "Only a department, division or location in which everyone it is for works can answer for them."
        ),
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
        super().__init__(*args, **kwargs)
        self.segments = {ref.id: ref for ref in segments.segments_for(actor)}
        choices = [("", gettext("Write a rule")), *((ref.id, ref.name) for ref in self.segments.values())]
        self.fields["segment"].choices = choices  # type: ignore[attr-defined]
        self.actor, self.campaign = actor, campaign
        if campaign.initiative_id is None or campaign.aim == Aim.INFORM:
            del self.fields["ask_unit"]
        else:
            self.fields["ask_unit"].choices = _unit_choices(campaign)  # type: ignore[attr-defined]
        if not campaign.has_outcome:
            for name in EXPERIMENT:
                del self.fields[name]
        self.moved: list[str] = []  # fields that no longer hold what was sent

    def clean_audience_text(self) -> str:
        text = str(self.cleaned_data["audience_text"]).strip()
        return require_rule(self.actor, text, self.campaign.audience_text)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "audience_text" in cleaned:
            self._follow_or_part(cleaned)
            self._keep_or_open_unit(cleaned)
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

    def _keep_or_open_unit(self, cleaned: dict[str, object]) -> None:
        """A part of the company that no longer holds the whole audience is not kept."""
        text = str(cleaned["audience_text"])
        if "ask_unit" not in self.fields or text == self.campaign.audience_text:
            return
        self.moved.append("ask_unit")
        if cleaned.get("ask_unit") not in shared_units(segments.present_people_matching(text)):
            cleaned["ask_unit"] = ""

    def values(self) -> dict[str, object]:
        """The values as the campaign keeps them."""
        values = {
            "segment_id": self.cleaned_data["segment"],
            "audience_text": self.cleaned_data["audience_text"],
            "ask_unit": self.cleaned_data.get("ask_unit", self.campaign.ask_unit),
        }
        if not self.campaign.has_outcome:
            return values
        return values | {
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
            "ask_unit": campaign.ask_unit,
            "holdout_percent": _in_percent(campaign.holdout_share),
            "balance": campaign.balance,
            "expected_percent": _in_percent(campaign.expected_share),
        }


def _unit_choices(campaign: Campaign) -> list[tuple[str, str]]:
    """What the writer can name: what holds the whole audience today, and what was named before."""
    shared = shared_units(segments.present_people_matching(campaign.audience_text))
    named = [campaign.ask_unit] if campaign.ask_unit and campaign.ask_unit not in shared else []
    open_choice = (
        gettext("The smallest part that holds everyone: %s") % shared[0]
        if shared
        else gettext("The whole company")
    )
    return [("", open_choice), *((name, name) for name in (*shared, *named))]


def _in_percent(share: float) -> str:
    """A share as people type it: 20, or 12.5."""
    return f"{share * 100:.1f}".removesuffix(".0")
