"""The library's forms of signing in, in our words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.following import ensure_user_of_person
from allaboard.foundation.access.models import User

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


class CodeOnce:
    """A code of the authenticator app opens once.

    The library forgets a used code after half a minute; with the tolerance for clocks it would work for longer.
    """

    user: User

    def clean_code(self) -> str:
        """The code, from now on used."""
        code: str = super().clean_code()  # type: ignore[misc]
        lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"access.code_used.{self.user.pk}.{normalize_user_code(code)}", True, lasts):
            raise get_adapter().validation_error("incorrect_code")
        return code


@contextmanager
def said_by_a_passkey() -> Iterator[None]:
    """What the browser says of a passkey comes from outside: nonsense in it is refused, and is no fault of ours."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class OfAPasskey:
    """Signs in, or shows that it is still them, by a passkey."""

    def clean_credential(self) -> object:
        """The authenticator that the passkey is."""
        with said_by_a_passkey():
            return super().clean_credential()  # type: ignore[misc]


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


class SecondStepForm(CodeOnce, InOurWords, second_step.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code")}


class PasskeySignInForm(OfAPasskey, LoginWebAuthnForm):  # type: ignore[misc]
    """The button beside the password."""


class PasskeySecondStepForm(OfAPasskey, InOurWords, AuthenticateWebAuthnForm):  # type: ignore[misc]
    labels = {"credential": _("Passkey")}


class ProveByPasskeyForm(OfAPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The button where somebody shows that it is still them."""


class ProveByCodeForm(CodeOnce, InOurWords, second_step.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code from the app, or a recovery code")}


class AuthenticatorAppForm(InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("The six digits that the app shows")}


class AddPasskeyForm(InOurWords, AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name"), "credential": _("Passkey")}
    notes = {"name": _("So that you know it again, such as “My phone”.")}

    def clean(self) -> dict[str, Any]:
        """The form, with a passkey that could be understood."""
        with said_by_a_passkey():
            cleaned: dict[str, Any] = super().clean()
            return cleaned


class RenamePasskeyForm(InOurWords, EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name")}
