"""What comes in: preferences, and a message written by someone."""

from django import forms

from allaboard.foundation.delivery.choices import CATEGORIES, Channel
from allaboard.foundation.delivery.models import Mute


class PreferencesForm(forms.Form):
    """One choice of channels for each category."""

    def __init__(self, *args: object, person_id: int | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        muted = set(Mute.objects.filter(person=person_id).values_list("category", "channel"))
        for category, label in CATEGORIES.items():
            self.fields[category] = forms.MultipleChoiceField(
                label=label,
                choices=Channel.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[channel for channel in Channel.values if (category, channel) not in muted],
            )

    def wanted(self) -> set[tuple[str, str]]:
        """The pairs of category and channel that were chosen."""
        return {(category, channel) for category in CATEGORIES for channel in self.cleaned_data[category]}
