"""What comes in on the pages of initiatives."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.choices import (
    NOTED_BY_HAND,
    Influence,
    Kind,
    ObjectionKind,
    Role,
    SourceKind,
)
from allaboard.areas.initiatives.models import Initiative, Option
from allaboard.areas.initiatives.queries.leaders import LeaderRow
from allaboard.areas.initiatives.services.briefs import ACCEPT, ACCEPT_IF, NOT_NOW, BriefAnswer
from allaboard.areas.initiatives.services.initiatives import EvidenceLink

if TYPE_CHECKING:
    InitiativeForm = forms.ModelForm[Initiative]
    _OptionForm = forms.ModelForm[Option]
else:
    InitiativeForm = _OptionForm = forms.ModelForm

MOST_EVIDENCE = 20


def _day(**attrs: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StartForm(InitiativeForm):
    """The first three words about an initiative."""

    class Meta:
        model = Initiative
        fields = ["title", "unit", "problem"]
        widgets = {"problem": _text(5)}
        help_texts = {
            "title": _("What will be true when it is done? For example: shift swaps settled within a day."),
            "unit": _("For example: Operations. Leave empty for the whole company."),
            "problem": _("What is wrong today, for whom, and how do we know?"),
        }


class ProblemForm(StartForm):
    """The words of the case."""


class MoneyForm(InitiativeForm):
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
        for name in ("cost_once", "cost_yearly"):
            if (cleaned.get(name) or 0) < 0:
                self.add_error(name, _("Enter 0 or more."))
        low, likely, high = (cleaned.get(f"benefit_{name}") for name in ("low", "likely", "high"))
        if [low, likely, high].count(None) in (1, 2) and not self.errors:
            self.add_error("benefit_likely", _("Give all three amounts, or none."))
        elif low is not None and likely is not None and high is not None and not low <= likely <= high:
            self.add_error("benefit_likely", _("The likely amount lies between low and high."))
        return cleaned


class MeasureForm(InitiativeForm):
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
        widgets = {"measure_on": _day()}
        help_texts = {
            "measure": _("For example: to settle a swap."),
            "measure_unit": _("For example: h."),
            "needed_percent": _("How much of the leaders’ pull must be convinced before we ask."),
        }

    def clean_needed_percent(self) -> int:
        """A percentage from 1 to 100."""
        value: int = self.cleaned_data["needed_percent"]
        if not 1 <= value <= 100:
            raise forms.ValidationError(_("Enter a number from 1 to 100."))
        return value


SECTIONS: dict[str, type[InitiativeForm]] = {
    "problem": ProblemForm,
    "money": MoneyForm,
    "measure": MeasureForm,
}


class SourceForm(forms.Form):
    """One piece of evidence for the case."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices, initial=SourceKind.FIGURE)
    label = forms.CharField(
        label=_("What it says"),
        max_length=200,
        help_text=_("For example: 212 of 503 people in the April pulse."),
    )
    detail = forms.CharField(label=_("Detail or quote"), required=False, widget=_text(3))
    url = forms.CharField(
        label=_("Link"),
        max_length=500,
        required=False,
        help_text=_("A page here, or an address with https://."),
    )

    def clean_url(self) -> str:
        """A page of ours or a web address; nothing that runs."""
        url: str = self.cleaned_data["url"].strip()
        own_page = url.startswith("/") and not url.startswith(("//", "/\\"))
        if url and not own_page and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Start with / for a page here, or with https://."))
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


class OptionForm(_OptionForm):
    """One way to solve the problem."""

    class Meta:
        model = Option
        fields = ["label", "detail"]
        widgets = {"detail": _text(2)}


class DecisionForm(forms.Form):
    """Which option, when, and why."""

    option = forms.ModelChoiceField(
        Option.objects.none(), label=_("Option"), widget=forms.RadioSelect, empty_label=None
    )
    decided_on = forms.DateField(label=_("Decided on"), widget=_day())
    reason = forms.CharField(label=_("Why this one"), widget=_text(3), required=False)

    def __init__(self, initiative: Initiative, *args: Any, **kwargs: Any) -> None:
        chosen = initiative.options.filter(is_chosen=True).first()
        kwargs.setdefault("initial", {}).update(
            option=chosen,
            decided_on=initiative.decided_on or timezone.localdate(),
            reason=initiative.decision_reason,
        )
        super().__init__(*args, **kwargs)
        self.fields["option"].queryset = initiative.options.all()  # type: ignore[attr-defined]


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

    kind = forms.ChoiceField(
        label=_("What happened"), choices=[(kind.value, kind.label) for kind in NOTED_BY_HAND]
    )
    note = forms.CharField(
        label=_("What exactly"),
        max_length=250,
        required=False,
        help_text=_("For example: put 2 team leads on it."),
    )
    on = forms.DateField(label=_("When"), widget=_day(), initial=timezone.localdate)

    def at(self) -> datetime:
        """Noon of the day, or now for today."""
        day = self.cleaned_data["on"]
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        return timezone.now() if day == timezone.localdate() else noon

    def clean(self) -> dict[str, Any]:
        """Only coming to a demo needs no words."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") != Kind.CAME_TO_DEMO and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say what exactly happened, in a few words."))
        return cleaned


class ObjectionForm(forms.Form):
    """A question or objection of a leader."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ObjectionKind.choices)
    text = forms.CharField(label=_("In their words"), widget=_text(3))


class AnswerForm(forms.Form):
    """The answer to a leader."""

    answer = forms.CharField(label=_("Answer"), widget=_text(4))


class ConditionForm(forms.Form):
    """How a condition was met."""

    note = forms.CharField(label=_("How it was met"), max_length=250)


class OverrideForm(forms.Form):
    """Why we ask although not everything holds."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=_text(3),
        min_length=15,
        help_text=_("A full sentence. It shows on this page and in the report, with your name."),
    )


class AskForm(forms.Form):
    """Who gets the brief, and with which words."""

    leaders = forms.MultipleChoiceField(label=_("Leaders"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("A personal line"),
        widget=_text(3),
        required=False,
        max_length=500,
        help_text=_("Stands above the button. The brief itself comes from the case."),
    )

    def __init__(self, rows: Sequence[LeaderRow], *args: Any, **kwargs: Any) -> None:
        waiting = [str(row.stakeholder.pk) for row in rows if not row.leader.standing.is_convinced]
        kwargs.setdefault("initial", {}).setdefault("leaders", waiting)
        super().__init__(*args, **kwargs)
        self.fields["leaders"].choices = [  # type: ignore[attr-defined]
            (str(row.stakeholder.pk), f"{row.person.name} · {row.leader.standing.stage.label}")
            for row in rows
        ]


class BriefAnswerForm(forms.Form):
    """What a leader says to the brief."""

    choice = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[(ACCEPT, _("I accept")), (ACCEPT_IF, _("I accept, if …")), (NOT_NOW, _("Not now"))],
        error_messages={"required": _("Choose one of the three answers.")},
    )
    condition = forms.CharField(label=_("My condition"), required=False, max_length=400, widget=_text(2))
    reason = forms.CharField(label=_("Why not now"), required=False, max_length=250, widget=_text(2))
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

    text = forms.CharField(label=_("Your question"), widget=_text(2), max_length=1000)
