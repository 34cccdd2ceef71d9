"""Asking leaders, and asking people before everything holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.forms.inputs import text_area
from allaboard.areas.initiatives.queries.leaders import LeaderRow
from allaboard.areas.initiatives.services.asks import SHORTEST_REASON


class OverrideForm(forms.Form):
    """Why we ask although not everything holds."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=text_area(3),
        min_length=SHORTEST_REASON,
        help_text=_("A full sentence. It shows on this page and in the report, with your name."),
    )


class AskForm(forms.Form):
    """Who gets the brief, and with which words."""

    leaders = forms.MultipleChoiceField(label=_("Leaders"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("A personal line"),
        widget=text_area(3),
        required=False,
        max_length=500,
        help_text=_("Stands above the button. The brief itself comes from the case."),
    )

    def __init__(self, rows: Sequence[LeaderRow], *args: Any, **kwargs: Any) -> None:
        waiting = [str(row.stakeholder.pk) for row in rows if row.is_to_be_asked]
        kwargs.setdefault("initial", {}).setdefault("leaders", waiting)
        super().__init__(*args, **kwargs)
        self.fields["leaders"].choices = [  # type: ignore[attr-defined]
            (str(row.stakeholder.pk), f"{row.person.name} · {row.leader.standing.stage.label}")
            for row in rows
        ]
