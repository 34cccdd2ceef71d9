"""What comes in about one run of a survey: whom to ask, and until when."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import sha256

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening.models import Survey
from allaboard.areas.listening.rules import (
    MINIMUM_GROUP,
    require_dates,
    require_few_attributes,
    require_opening_day,
)
from allaboard.areas.listening.services.waves import Launch
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import group_attributes
from allaboard.foundation.segments.facade import SegmentRef, segments_for


class ClosingDayForm(forms.Form):
    """The last day on which a run takes answers."""

    closes_on = forms.DateField(
        label=_("Closes at the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class LosingForm(forms.Form):
    """That answers whose key is missing may be lost; it carries how many, as they were shown."""

    losing = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def losing_so_many(self) -> int:
        """How many sealed sheets were agreed to be lost; none unless it was said."""
        return (self.cleaned_data["losing"] or 0) if self.is_valid() else 0


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
        try:
            require_few_attributes(chosen)
        except RuleBroken as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return chosen

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if isinstance(opens, date) and isinstance(closes, date):
            today = timezone.localdate()
            self._hold("opens_on", require_opening_day, opens, today)
            self._hold("closes_on", require_dates, opens, closes, today)
        return given

    def _hold(self, name: str, require: Callable[..., None], *days: date) -> None:
        try:
            require(*days)
        except RuleBroken as refusal:
            self.add_error(name, str(refusal))

    def as_checked(self) -> str:
        """What a page carries that shows what this form would launch, so that nothing else is launched from it."""
        return sha256(repr(self.launch()).encode()).hexdigest()

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
