"""What comes in about a person."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people import queries
from allaboard.foundation.people.fields.attributes import ATTRIBUTES, PROTECTED, SECTIONS
from allaboard.foundation.people.fields.countries import country_choices
from allaboard.foundation.people.fields.custom_lines import custom_fields, custom_text
from allaboard.foundation.people.models import Person
from allaboard.ui.seen import SeenForm

PEOPLE_FIELDS = ("manager", "hr_partner")
FORM_FIELDS = [a.field for a in ATTRIBUTES if a.field not in (*PEOPLE_FIELDS, "generation")]


class PersonFields(forms.ModelForm):  # type: ignore[type-arg]
    """The attributes of a person; manager and HR partner are named by e-mail or id."""

    manager_key = forms.CharField(label=_("Manager"), required=False, help_text=_("E-mail or id"))
    hr_partner_key = forms.CharField(label=_("HR partner"), required=False, help_text=_("E-mail or id"))
    custom = forms.CharField(
        label=_("Custom fields"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One a line, as “name: value”. A line that begins with a space goes on with the value above."
        ),
        strip=False,
    )

    class Meta:
        model = Person
        fields = FORM_FIELDS
        widgets = {
            field: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for field in ("hire_date", "start_date", "latest_rehire_date", "termination_date")
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["external_id"].label = _("Id")
        self.fields["country"].widget = forms.Select(choices=country_choices(self.instance.country))
        for name in PEOPLE_FIELDS:
            held = getattr(self.instance, name)
            self.initial[f"{name}_key"] = (held.email or held.external_id) if held else ""
        self.initial["custom"] = custom_text(self.instance.custom_fields)

    def sections(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields as the person's page groups them."""
        for key, title in SECTIONS.items():
            names = [
                f"{a.field}_key" if a.kind == "person" else a.field for a in ATTRIBUTES if a.section == key
            ]
            yield title, [self[name] for name in names if name in self.fields]
        yield _("Custom fields"), [self["custom"]]

    def clean(self) -> dict[str, Any]:
        """Somebody with neither e-mail nor id could not be told from others."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        identities = ("email", "external_id")
        if not any(cleaned.get(name) or name in self.errors for name in identities):
            self.add_error("email", _("Give an e-mail or an id."))
        return cleaned

    def clean_email(self) -> str | None:
        """No e-mail is nothing, so that several people may have none."""
        return (self.cleaned_data["email"] or "").lower() or None

    def clean_external_id(self) -> str | None:
        """No id is nothing, so that several people may have none."""
        return self.cleaned_data["external_id"] or None

    def clean_manager_key(self) -> Person | None:
        """The manager who is meant."""
        return self._named("manager_key")

    def clean_hr_partner_key(self) -> Person | None:
        """The HR partner who is meant."""
        return self._named("hr_partner_key")

    def clean_custom(self) -> dict[str, object]:
        """The lines as names and values."""
        custom = custom_fields(self.cleaned_data["custom"], self.instance.custom_fields)
        if custom is None:
            raise forms.ValidationError(_("Write each custom field as “name: value”."))
        return custom

    def _named(self, field: str) -> Person | None:
        key = self.cleaned_data[field].strip()
        if not key:
            return None
        people = queries.visible_people(self.actor)
        found = people.filter(email__iexact=key).first() or people.filter(external_id=key).first()
        if found is None:
            raise forms.ValidationError(_("Nobody in the directory has this e-mail or id."))
        return found

    @property
    def values(self) -> dict[str, object]:
        """What a service is given."""
        values: dict[str, object] = {field: self.cleaned_data[field] for field in FORM_FIELDS}
        for name in PEOPLE_FIELDS:
            values[name] = self.cleaned_data[f"{name}_key"]
        values["custom_fields"] = self.cleaned_data["custom"]
        return values


class PersonForm(SeenForm, PersonFields):
    """The same over what is stored: of two who write at once, neither overwrites the other unseen."""


class ProtectedFields(forms.Form):
    """What the law protects; an empty field keeps nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in PROTECTED.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=200, widget=forms.TextInput({"autocomplete": "off"})
            )


class ProtectedForm(SeenForm, ProtectedFields):
    """The same over what is sealed, which the second of two writers is shown."""


class PartnerForm(forms.Form):
    """The HR partner for many people at once."""

    partner = forms.ModelChoiceField(
        label=_("HR partner"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = queries.partners()  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """A day in the past, to look back."""

    on = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
