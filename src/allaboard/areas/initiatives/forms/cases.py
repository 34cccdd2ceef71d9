"""The case: problem, money, measure, and the evidence it rests on."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.choices import SourceKind
from allaboard.areas.initiatives.forms.inputs import day_input, text_area
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.permissions import OWNERS
from allaboard.areas.initiatives.rules.cases import faults_in
from allaboard.areas.initiatives.rules.links import require_safe_link
from allaboard.areas.initiatives.services.initiatives import EvidenceLink
from allaboard.errors import RuleBroken
from allaboard.foundation.access.facade import holders_of
from allaboard.foundation.people.models import Person
from allaboard.ui.seen import SeenForm

if TYPE_CHECKING:
    InitiativeForm = forms.ModelForm[Initiative]
else:
    InitiativeForm = forms.ModelForm

MOST_EVIDENCE = 20


class StartForm(InitiativeForm):
    """The first three words about an initiative."""

    class Meta:
        model = Initiative
        fields = ["title", "unit", "problem"]
        widgets = {"problem": text_area(5)}
        help_texts = {
            "title": _("What will be true when it is done? For example: shift swaps settled within a day."),
            "unit": _("For example: Operations. Leave empty for the whole company."),
            "problem": _("What is wrong today, for whom, and how do we know?"),
        }


class ProblemForm(SeenForm, StartForm):
    """The words of the case."""


class MoneyForm(SeenForm, InitiativeForm):
    """What it costs and what it brings, as a range."""

    class Meta:
        model = Initiative
        fields = [
            "currency",
            "cost_once",
            "cost_yearly",
            "cost_note",
            "benefit_low",
            "benefit_likely",
            "benefit_high",
            "benefit_note",
        ]
        help_texts = {
            "cost_note": _("For example: 2 h a week for one planner."),
            "benefit_low": _("Nearly sure, even if things go badly."),
            "benefit_likely": _("What you expect."),
            "benefit_high": _("If all goes well."),
            "benefit_note": _("For example: 2,100 overtime hours saved."),
        }

    def clean(self) -> dict[str, Any]:
        """Costs are not negative, and the benefit is a range or missing."""
        cleaned = super().clean() or {}
        return cleaned if self.errors else _judged(self, cleaned)


class MeasureForm(SeenForm, InitiativeForm):
    """How we will know that it worked."""

    class Meta:
        model = Initiative
        fields = [
            "measure",
            "measure_baseline",
            "measure_target",
            "measure_unit",
            "measure_on",
            "needed_percent",
        ]
        widgets = {"measure_on": day_input()}
        help_texts = {
            "measure": _("For example: to settle a swap."),
            "measure_unit": _("For example: h."),
            "needed_percent": _("How much of the leaders’ pull must be convinced before we ask."),
        }

    def clean(self) -> dict[str, Any]:
        """The pull needed is a percentage from 1 to 100."""
        cleaned = super().clean() or {}
        return cleaned if self.errors else _judged(self, cleaned)


def _judged(form: forms.BaseForm, case: dict[str, Any]) -> dict[str, Any]:
    for name, fault in faults_in(case).items():
        form.add_error(name, fault)
    return case


SECTIONS: dict[str, type[InitiativeForm]] = {
    "problem": ProblemForm,
    "money": MoneyForm,
    "measure": MeasureForm,
}


class OwnerForm(forms.Form):
    """Who owns the initiative from now on."""

    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Owner"),
        empty_label=_("Choose a person"),
        help_text=_(
            "Somebody of HR, communications or recruiting. Its next step stands on their Today page."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = holders_of(OWNERS)  # type: ignore[attr-defined]


class SourceForm(forms.Form):
    """One piece of evidence for the case."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices, initial=SourceKind.FIGURE)
    label = forms.CharField(
        label=_("What it says"),
        max_length=200,
        help_text=_("For example: 212 of 503 people in the April pulse."),
    )
    detail = forms.CharField(label=_("Detail or quote"), required=False, widget=text_area(3))
    url = forms.CharField(
        label=_("Link"),
        max_length=500,
        required=False,
        help_text=_("A page here, or an address with https://."),
    )

    def clean_url(self) -> str:
        """A page of ours or a web address; nothing that runs."""
        url: str = self.cleaned_data["url"].strip()
        try:
            require_safe_link(url)
        except RuleBroken as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return url

    def link(self) -> EvidenceLink:
        """The evidence as the service takes it."""
        return EvidenceLink(**{name: self.cleaned_data[name] for name in ("label", "url", "detail", "kind")})


def evidence_from(given: QueryDict) -> list[EvidenceLink]:
    """Evidence that came along with a link to “Start initiative”; what is not sound is left out."""
    names = ("kind", "label", "detail", "url")
    lists = [given.getlist(f"evidence_{name}") for name in names]
    forms_ = [SourceForm(dict(zip(names, values, strict=True))) for values in zip(*lists, strict=False)]
    return [form.link() for form in forms_[:MOST_EVIDENCE] if form.is_valid()]
