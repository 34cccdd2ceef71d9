"""What a campaign is for; a draft may be unfinished, so almost nothing is required here."""

from contextlib import suppress

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.choices import Aim, OutcomeKind
from allaboard.areas.campaigns.forms.remarks import NEEDED_BEFORE_REVIEW
from allaboard.areas.campaigns.forms.rules import require_rule
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.permissions import WRITERS
from allaboard.areas.campaigns.rules.plan import measures_an_outcome, require_sound_experiment
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.facade import holders_of
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.ui.seen import SeenForm


class GoalForm(forms.Form):
    """What will be different, and how success is seen."""

    remarks = {
        "goal": NEEDED_BEFORE_REVIEW,
        "owner": NEEDED_BEFORE_REVIEW,
        "outcome": _("(not needed when people only need to know)"),
        "outcome_rule": _("(needed when the directory says so)"),
    }

    title = forms.CharField(label=_("Title"), max_length=150)
    goal = forms.CharField(
        label=_("Goal"),
        max_length=300,
        required=False,
        help_text=_("One sentence: what will be different for people?"),
    )
    aim = forms.ChoiceField(
        label=_("What it is for"),
        choices=Aim.choices,
        widget=forms.RadioSelect,
        initial=Aim.ACT,
        help_text=_("People who only need to know are told, never asked, so it does not wait for leaders."),
    )
    initiative_id = forms.TypedChoiceField(
        label=_("Initiative"), coerce=int, empty_value=None, required=False
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Choose a person"),
        help_text=_("Who answers replies."),
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
        help_text=_("Such as custom.swap_board = yes."),
    )
    outcome_days = forms.IntegerField(
        label=_("Days from the last message to the final results"), min_value=1, max_value=365, initial=14
    )

    def __init__(self, *args: object, actor: Actor, holdout_share: float = 0.0, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.actor, self.holdout_share = actor, holdout_share
        known = [(ref.id, ref.title) for ref in initiatives.initiatives_for(actor)]
        self.fields["initiative_id"].choices = [("", gettext("None")), *known]  # type: ignore[attr-defined]
        self._offer(holders_of(WRITERS))

    def _offer(self, owners: QuerySet[Person]) -> None:
        """Offer these people as owners; say what is missing where there is nobody."""
        owner = self.fields["owner"]
        owner.queryset = owners  # type: ignore[attr-defined]
        if not owners.exists():
            owner.help_text = gettext(
                "Nobody can be chosen yet. An owner signs in as HR or communications and is among your people: import them with the e-mail they sign in with."
            )

    def clean_outcome_rule(self) -> str:
        text = str(self.cleaned_data["outcome_rule"]).strip()
        return require_rule(self.actor, text, str(self.initial.get("outcome_rule", "")))

    def clean(self) -> dict[str, object]:
        """A holdout that stands already must still be able to show something."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        said = {name: str(cleaned[name]) for name in ("aim", "outcome", "outcome_rule")}
        has_outcome = measures_an_outcome(**said)
        try:
            require_sound_experiment(str(cleaned["outcome_kind"]), self.holdout_share, has_outcome)
        except RuleBroken as error:
            self.add_error("outcome_kind" if has_outcome else "outcome", str(error))
        return cleaned

    @staticmethod
    def values_of(campaign: Campaign) -> dict[str, object]:
        """What the form shows of a campaign."""
        return {name: getattr(campaign, name) for name in GoalForm.base_fields}


class StoredGoalForm(SeenForm, GoalForm):
    """The goal of a campaign that is there: its initiative and owner stay on offer, the one closed or the other gone."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offered = dict(self.fields["initiative_id"].choices)  # type: ignore[attr-defined]
        present = self.initial.get("initiative_id")
        if present is not None and present not in offered:
            with suppress(NotFound):
                offered[present] = initiatives.initiative_ref(self.actor, present).title
        self.fields["initiative_id"].choices = list(offered.items())  # type: ignore[attr-defined]
        owner = self.initial.get("owner")
        if owner is not None:
            self._offer(holders_of(WRITERS) | Person.objects.filter(pk=owner.pk))
