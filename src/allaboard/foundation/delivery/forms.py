"""What comes in: what a person wants to hear of, how and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allaboard.errors import RuleBroken
from allaboard.foundation.delivery.choices import CATEGORIES, Channel, Rhythm
from allaboard.foundation.delivery.rules import quiet_hours
from allaboard.foundation.delivery.services.preferences import Wishes

QUIET_BY_DEFAULT = (time(20), time(7))


class ClockField(forms.TimeField):
    """A time of the day."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


@dataclass(frozen=True, slots=True)
class CategoryFields:
    """The two choices about one category."""

    key: str
    label: str | Promise
    email: BoundField
    inbox: BoundField


class PreferencesForm(forms.Form):
    """For each category a rhythm of e-mails and whether it shows in the inbox; and the quiet hours."""

    is_quiet = forms.BooleanField(
        label=gettext_lazy("Hold e-mails back during my quiet hours"), required=False
    )
    quiet_from = ClockField(label=gettext_lazy("From"))
    quiet_until = ClockField(label=gettext_lazy("Until"))

    def __init__(self, *args: object, wishes: Wishes, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for category in CATEGORIES:
            self.fields[f"{category}_email"] = forms.ChoiceField(
                label=_("By e-mail"),
                choices=Rhythm.choices,
                initial=wishes.rhythms[category, Channel.EMAIL],
            )
            self.fields[f"{category}_inbox"] = forms.BooleanField(
                label=_("In my inbox here"),
                required=False,
                initial=wishes.rhythms[category, Channel.INBOX] != Rhythm.OFF,
            )
        self.initial["is_quiet"] = wishes.quiet is not None
        self.initial["quiet_from"], self.initial["quiet_until"] = wishes.quiet or QUIET_BY_DEFAULT

    def categories(self) -> Iterator[CategoryFields]:
        """The choices, category by category."""
        for category, label in CATEGORIES.items():
            yield CategoryFields(category, label, self[f"{category}_email"], self[f"{category}_inbox"])

    def clean(self) -> None:
        """Quiet hours begin and end at different times."""
        given = self.cleaned_data
        if self.errors or not given["is_quiet"]:
            return
        try:
            quiet_hours(given["quiet_from"], given["quiet_until"])
        except RuleBroken as refusal:
            self.add_error("quiet_until", str(refusal))

    def wishes(self) -> Wishes:
        """What was chosen."""
        given = self.cleaned_data
        rhythms: dict[tuple[str, str], str] = {}
        for category in CATEGORIES:
            rhythms[category, Channel.EMAIL] = given[f"{category}_email"]
            rhythms[category, Channel.INBOX] = Rhythm.NOW if given[f"{category}_inbox"] else Rhythm.OFF
        return Wishes(rhythms, (given["quiet_from"], given["quiet_until"]) if given["is_quiet"] else None)
