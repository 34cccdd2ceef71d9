"""What comes in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening.choices import CHOSEN, Template
from allaboard.areas.listening.models import Question, Survey, Theme
from allaboard.areas.listening.rules import MINIMUM_GROUP
from allaboard.areas.listening.services.waves import Launch
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import group_attributes
from allaboard.foundation.segments.facade import SegmentRef, segments_for

_STARTING_POINTS = [choice for choice in Template.choices if choice[0] != Template.IMPORTED]


class StartForm(forms.Form):
    """A title and where to start from."""

    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("People see it: “April pulse”."))
    template = forms.ChoiceField(
        label=_("Start from"), choices=_STARTING_POINTS, widget=forms.RadioSelect, initial=Template.PULSE
    )


class DescribeForm(forms.ModelForm):  # type: ignore[type-arg]
    """Title and reason of a survey."""

    class Meta:
        model = Survey
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"intro": _("One or two sentences. People read them before they answer.")}


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One question."""

    choices = forms.CharField(
        label=_("Choices, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only for the two kinds with choices."),
    )
    field_order = ["text", "kind", "choices", "label", "section", "required", "counts_for_index"]

    class Meta:
        model = Question
        fields = ["text", "kind", "label", "section", "required", "counts_for_index"]
        help_texts = {
            "label": _("At most 24 letters; without one, the question's own first words."),
            "section": _("Questions of one section share a heading."),
            "counts_for_index": _("Only for questions with a scale."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choices"].initial = "\n".join(self.instance.options)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        lines = [line.strip() for line in str(given.get("choices", "")).splitlines() if line.strip()]
        if given.get("kind") in CHOSEN and len(set(lines)) < 2:
            self.add_error("choices", _("Write at least two different choices, one a line."))
        if any(len(line) > 120 for line in lines):
            self.add_error("choices", _("A choice has at most 120 letters."))
        self.instance.options = list(dict.fromkeys(lines))
        return given


class ClosingDayForm(forms.Form):
    """The last day on which a run takes answers."""

    closes_on = forms.DateField(
        label=_("Closes at the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class LaunchForm(forms.Form):
    """Whom to ask, when, and by which groups results will be shown."""

    title = forms.CharField(label=_("Name of this run"), max_length=120)
    segment = forms.ChoiceField(label=_("Whom to ask"), required=False)
    opens_on = forms.DateField(
        label=_("Opens on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes_on = forms.DateField(
        label=_("Closes at the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A week is common."),
    )
    attributes = forms.MultipleChoiceField(
        label=_("Show results by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "At most three. Fewer make finer groups. This cannot be changed once people have been asked."
        ),
    )
    minimum_group = forms.IntegerField(
        label=_("Smallest group ever shown"),
        initial=MINIMUM_GROUP,
        min_value=MINIMUM_GROUP,
        max_value=100,
        help_text=_("Choose 8 or more for delicate subjects."),
    )

    def __init__(self, *args: object, actor: Actor, survey: Survey, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.segments: Sequence[SegmentRef] = segments_for(actor)
        today = timezone.localdate()
        self._choices("segment", [("", _("Everyone")), *((str(s.id), s.name) for s in self.segments)])
        self._choices("attributes", [(field, str(label)) for field, label in group_attributes()])
        self.fields["title"].initial = f"{survey.title}"[:120]
        self.fields["opens_on"].initial = today
        self.fields["closes_on"].initial = today + timedelta(days=7)
        self.fields["attributes"].initial = ["department", "work_location"]

    def _choices(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_attributes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["attributes"]
        if len(chosen) > 3:
            raise forms.ValidationError(_("Choose at most three."))
        return chosen

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if isinstance(opens, date) and isinstance(closes, date):
            if closes <= opens:
                self.add_error("closes_on", _("The closing day must come after the opening day."))
            elif closes <= timezone.localdate():
                self.add_error("closes_on", _("The closing day must lie in the future."))
        return given

    def launch(self) -> Launch:
        """What the form says, as the service wants it."""
        given = self.cleaned_data
        segment = next((s for s in self.segments if str(s.id) == given["segment"]), None)
        return Launch(
            title=given["title"],
            segment_text=segment.text if segment else "",
            segment_name=segment.name if segment else str(_("Everyone")),
            segment_id=segment.id if segment else None,
            opens_on=given["opens_on"],
            closes_on=given["closes_on"],
            attributes=given["attributes"],
            minimum_group=given["minimum_group"],
        )


class ThemeTitleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A theme's title."""

    class Meta:
        model = Theme
        fields = ["title"]


class ThemeChoiceForm(forms.Form):
    """Another theme of the same wave."""

    into = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none())

    def __init__(self, *args: object, wave_id: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Theme.objects.filter(wave=wave_id)

    def chosen(self) -> Theme:
        """The theme, or RuleBroken when none was chosen."""
        if not self.is_valid():
            raise RuleBroken(str(_("Choose a theme of the same survey.")))
        theme: Theme = self.cleaned_data["into"]
        return theme


class CommentsForm(forms.Form):
    """What to do with chosen comments of a theme: move them into another or a new one, hide them, or show them."""

    comment = forms.TypedMultipleChoiceField()
    move = forms.ChoiceField(choices=[(move, move) for move in ("move", "split", "hide", "show")])
    into = forms.ModelChoiceField(queryset=Theme.objects.none(), required=False)
    title = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: object, theme: Theme, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen, into = self.fields["comment"], self.fields["into"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        assert isinstance(into, forms.ModelChoiceField)
        chosen.choices = [(str(pk), str(pk)) for pk in theme.comments.values_list("pk", flat=True)]
        into.queryset = Theme.objects.filter(wave=theme.wave_id).exclude(pk=theme.pk)

    def wanted(self) -> dict[str, Any]:
        """The choice, or RuleBroken when no comment or no theme was chosen."""
        if not self.is_valid():
            raise RuleBroken(str(_("Choose a comment first.")))
        if self.cleaned_data["move"] == "move" and self.cleaned_data["into"] is None:
            raise RuleBroken(str(_("Choose another theme of the same survey.")))
        return self.cleaned_data
