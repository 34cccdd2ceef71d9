"""The library's forms of signing in, in our words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.services import ensure_user_of_person

Words = Mapping[str, str | Promise]
E_MAIL = _("Work e-mail")
PASSWORD = _("Password")
NEW_PASSWORDS: Words = {"password1": _("New password"), "password2": _("The new password again")}


class InOurWords:
    """Names the fields, and shows nothing inside them that goes away when somebody types."""

    labels: ClassVar[Words] = {}
    notes: ClassVar[Words] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.notes.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class OfTheDirectory:
    """Anyone in the directory may come in, also the first time."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        """The e-mail; its person becomes a user before allauth looks for one."""
        ensure_user_of_person(self.cleaned_data["email"])
        email: str = super().clean_email()  # type: ignore[misc]
        return email


class SignInForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    labels = {"login": E_MAIL, "password": PASSWORD}


class SignInCodeForm(OfTheDirectory, InOurWords, account.RequestLoginCodeForm):  # type: ignore[misc]
    labels = {"email": E_MAIL}


class TypedCodeForm(InOurWords, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    labels = {"code": _("Code from the e-mail")}


class ForgottenPasswordForm(OfTheDirectory, InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": E_MAIL}


class ReplacedPasswordForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = NEW_PASSWORDS
    notes = {"password1": _("At least 12 characters. Four words that do not belong together are good.")}


class ChangedPasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {**NEW_PASSWORDS, "oldpassword": _("Password until now")}
    notes = ReplacedPasswordForm.notes


class FirstPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    labels = NEW_PASSWORDS
    notes = ReplacedPasswordForm.notes


class ProveByPasswordForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": PASSWORD}


class SecondStepForm(InOurWords, second_step.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code")}


class ProveByCodeForm(InOurWords, second_step.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code from the app, or a recovery code")}


class AuthenticatorAppForm(InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("The six digits that the app shows")}


class AddPasskeyForm(InOurWords, AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name")}
    notes = {"name": _("So that you know it again, such as “My phone”.")}


class RenamePasskeyForm(InOurWords, EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name")}
