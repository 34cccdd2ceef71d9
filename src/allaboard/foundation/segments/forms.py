"""What comes in beside the rule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.permissions import may_share
from allaboard.foundation.segments.services import Draft
from allaboard.ui.seen import SeenForm


class SegmentFields(forms.Form):
    """Name, purpose and sharing; the rule is written in the builder, whose page hands it over."""

    rule = forms.CharField(label=_("Rule"), required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(label=_("What it is for"), max_length=300, required=False)
    shared = forms.BooleanField(label=_("Share with everyone who may use segments"), required=False)

    def __init__(self, actor: Actor, data: object = None, segment: Segment | None = None) -> None:
        initial = (
            {
                "rule": segment.text,
                "name": segment.name,
                "description": segment.description,
                "shared": segment.shared,
            }
            if segment
            else {}
        )
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        if not may_share(actor) and not (segment and segment.shared):
            del self.fields["shared"]

    def draft(self) -> Draft:
        """What is to be kept."""
        kept = self.cleaned_data
        return Draft(kept["name"], kept["rule"], kept["description"], kept.get("shared", False))


class SegmentForm(SeenForm, SegmentFields):
    """The same over what is stored: of two who change a segment, neither overwrites the other unseen."""
