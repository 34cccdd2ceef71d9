"""What comes in on the pages of changes."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.facade import CampaignRef, campaign_ref, campaigns_of
from allaboard.areas.changes.choices import Kind
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.rules import require_promise
from allaboard.areas.changes.services import Words
from allaboard.areas.initiatives.facade import InitiativeRef, initiative_ref, initiatives_for
from allaboard.areas.listening.facade import ThemeRef, theme_ref, themes_of
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.ui.seen import SeenForm

Choices = list[tuple[str, str]]
SAID = ("kind", "you_said", "we_did", "outcome", "is_public", "promised_on")
REFS: dict[str, Callable[[Actor, int], ThemeRef | InitiativeRef | CampaignRef]] = {
    "theme": theme_ref,
    "initiative": initiative_ref,
    "campaign": campaign_ref,
}


class WordsForm(forms.Form):
    """You said, we did."""

    you_said = forms.CharField(
        label=_("You said"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In the people’s words. For example: swapping a shift takes days."),
    )
    kind = forms.ChoiceField(
        label=_("What became of it"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.DID
    )
    we_did = forms.CharField(
        label=_("What we did, or why not"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A “no” with its reason is better than silence."),
    )
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("With numbers. For example: swaps now take 22 hours, not 96."),
    )
    promised_on = forms.DateField(
        label=_("To be done by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("If you are still doing it. People see the day, and you are reminded of it."),
    )
    is_public = forms.BooleanField(
        label=_("Everyone may read it on “What changed”"),
        required=False,
        initial=True,
        help_text=_("If not, only those who were asked."),
    )

    def clean(self) -> dict[str, Any]:
        """Only what is under way has a day by which it is to be done, and a new day lies ahead."""
        cleaned = super().clean() or {}
        day, before = cleaned.get("promised_on"), self.initial.get("promised_on")
        try:
            require_promise(cleaned.get("kind", ""), day, before, timezone.localdate())
        except RuleBroken as refusal:
            self.add_error("promised_on", str(refusal))
        return cleaned

    def words(self) -> Words:
        """What is said, as the service takes it."""
        return Words(**{name: self.cleaned_data[name] for name in SAID})


class DraftForm(WordsForm):
    """A draft: the words, and what they rest on."""

    theme = forms.ChoiceField(label=_("What people said it in"), required=False)
    initiative = forms.ChoiceField(label=_("Initiative"), required=False)
    campaign = forms.ChoiceField(label=_("Campaign"), required=False)
    wave = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, actor: Actor, given: Origin, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(given) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        initiatives = initiatives_for(actor)
        for name, choices in (
            ("theme", _themes(actor, initiatives)),
            ("initiative", [(str(ref.id), ref.title) for ref in initiatives]),
            ("campaign", _campaigns(actor, initiatives)),
        ):
            self._offer(actor, name, choices, getattr(given, f"{name}_id"))

    def _offer(self, actor: Actor, name: str, choices: Choices, given: int | None) -> None:
        known = {value for value, _label in choices}
        if given is not None and str(given) not in known:
            choices = [*_known_by_title(actor, name, given), *choices]
        self.fields[name].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]

    def origin(self) -> Origin:
        """What the draft rests on, as the service takes it."""
        picked = {
            f"{name}_id": int(self.cleaned_data[name] or 0) or None
            for name in ("theme", "initiative", "campaign")
        }
        return Origin(**picked, wave_id=self.cleaned_data["wave"])


class StoredDraftForm(SeenForm, DraftForm):
    """A draft that is there."""


def _known_by_title(actor: Actor, name: str, pk: int) -> Choices:
    """What was given, under its title; nothing when the actor may not know of it."""
    try:
        return [(str(pk), REFS[name](actor, pk).title)]
    except NotFound:
        return []


def _initial(given: Origin) -> dict[str, object]:
    return {name: getattr(given, f"{name}_id") or "" for name in ("theme", "initiative", "campaign", "wave")}


def _themes(actor: Actor, initiatives: Iterable[InitiativeRef]) -> Choices:
    found = themes_of(actor, (initiative.id for initiative in initiatives))
    return [(str(theme.id), f"{theme.title} · {theme.wave_title}") for theme in found]


def _campaigns(actor: Actor, initiatives: Iterable[InitiativeRef]) -> Choices:
    found = campaigns_of(actor, (initiative.id for initiative in initiatives))
    return [(str(campaign.id), campaign.title) for campaign in found]


def origin_in(given: QueryDict) -> Origin:
    """What a link to “Write” says that the draft rests on."""
    numbers = {name: given.get(name, "") for name in ("theme", "wave", "initiative", "campaign")}
    return Origin(
        **{
            f"{name}_id": int(value)
            for name, value in numbers.items()
            if value.isdecimal() and len(value) < 19
        }
    )


def words_of(change: Change) -> dict[str, Any]:
    """The words of a change, to begin a form with."""
    return {name: getattr(change, name) for name in SAID}


class CorrectionForm(SeenForm, WordsForm):
    """New words for what was published, and why."""

    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=250, help_text=_("Readers see it beside the old words.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Readers would lose it in silence.
        self.fields["is_public"].disabled = bool(self.initial["is_public"])


class WithdrawalForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=250, help_text=_("Readers see it."))
