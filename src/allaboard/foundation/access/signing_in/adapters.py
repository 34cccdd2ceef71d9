"""What allauth asks us to decide and to say."""

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import is_domain_of_colleagues
from allaboard.foundation.access.signing_in import second_steps
from allaboard.foundation.access.signing_in.trail import note_ended_sessions

UNKNOWN_ACCOUNT = "account/email/unknown_account"
WRONG_CODE = _("This code is not right, or it is too old. Type it again, or ask for a new one.")
WAIT = _("Too many tries. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from the directory: nobody signs up by themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail and password do not belong together. You can also use a code."),
        "enter_current_password": _("This is not the password you have had until now."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "invalid_login": _("E-mail and password do not belong together. You can also use a code."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whether somebody has to prove again who they are: not within fifteen minutes of signing in."""
        records = get_authentication_records(self.request, self.request.user)
        recently = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > recently for record in records)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the user of a change to their account, at the e-mail they sign in with.

        The change stands by then, so a mail that cannot be sent takes nothing back; the log says why it could not.
        """
        with suppress(RuleBroken):
            super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to the address; to a stranger only where colleagues have theirs.

        Nobody is to use us to write to the world. In the company's own domains everyone hears, so that neither the
        answer nor the time it takes tells who may sign in.
        """
        if template_prefix == UNKNOWN_ACCOUNT and not is_domain_of_colleagues(email):
            return
        super().send_mail(template_prefix, email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Where the mail leads: to the installation's own address, whatever host the request named."""
        way: str = super().get_reset_password_from_key_url(key)
        return settings.PUBLIC_URL + urlsplit(way).path

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Any:
        """The mail, with the company's name and address in it."""
        ours = {"company": settings.COMPANY or "Allaboard", "site": settings.PUBLIC_URL}
        return super().render_mail(template_prefix, email, {**context, **ours}, headers)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Words of passkeys, authenticator app and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Add a passkey or the authenticator app first."),
    }

    def encrypt(self, text: str) -> str:
        """The app's secret or the seed of recovery codes, as it is kept in the database."""
        return second_steps.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again, for comparing a code."""
        return second_steps.opened(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A name for the next passkey of the user."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """The end of sessions that somebody asks for, on the page and by the API."""

    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        """End them, and write it down."""
        super().end_sessions(sessions)
        note_ended_sessions(sessions)
