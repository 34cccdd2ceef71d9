"""What comes in when themes are put right by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening.models import Theme
from allaboard.errors import RuleBroken

_REFUSED = {
    "comment": _("Choose a comment first."),
    "into": _("Choose another theme of the same survey."),
}


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
        """The choice, each comment once, or RuleBroken with what is wrong with it."""
        if not self.is_valid():
            wrong = "comment" if "comment" in self.errors else next(iter(self.errors))
            raise RuleBroken(str(_REFUSED.get(wrong) or self.errors[wrong][0]))
        self.cleaned_data["comment"] = list(dict.fromkeys(self.cleaned_data["comment"]))
        if self.cleaned_data["move"] == "move" and self.cleaned_data["into"] is None:
            raise RuleBroken(str(_REFUSED["into"]))
        return self.cleaned_data
