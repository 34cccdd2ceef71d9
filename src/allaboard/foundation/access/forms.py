"""What people type: roles, tokens, preferences; `signing_in.forms` has the library's."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.choices import LIFETIMES, SCOPE_CHOICES
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.services import GRANTABLE

ROLE_CHOICES = [(role.value, role.label) for role in Role if role in GRANTABLE]
# Each language by its own name, so that whoever reads no other finds it.
LANGUAGE_CHOICES = [
    (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
]


class AddUserForm(forms.Form):
    """Who is to sign in."""

    email = forms.EmailField(label=_("E-mail"))


class RolesForm(forms.Form):
    """Which roles a user holds."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=ROLE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )


class RoleOfManyForm(forms.Form):
    """A role that many users are to hold, or no longer."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", "–"), *ROLE_CHOICES])
    what = forms.ChoiceField(
        label=_("What happens"),
        choices=[("give", _("Give them this role")), ("take", _("Take this role from them"))],
        initial="give",
        widget=forms.RadioSelect,
    )

    @property
    def is_given(self) -> bool:
        """Whether the role is given; else it is taken."""
        return bool(self.cleaned_data["what"] == "give")


class TokenForm(forms.Form):
    """A token to be made."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What will use it, such as “Payroll export”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=SCOPE_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("Ends after"), choices=LIFETIMES, coerce=int, initial=90)


class ServiceTokenForm(TokenForm):
    """A token of a program that acts with roles of its own."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=ROLE_CHOICES, widget=forms.CheckboxSelectMultiple
    )


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    """How the pages look and behave for one user."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As the browser")), *LANGUAGE_CHOICES]
    )

    remarks = dict.fromkeys(("theme", "language"), "")  # something is always chosen

    class Meta:
        model = User
        fields = ["theme", "language", "single_key_shortcuts"]
        labels = {"single_key_shortcuts": _("Single keys work as shortcuts")}
