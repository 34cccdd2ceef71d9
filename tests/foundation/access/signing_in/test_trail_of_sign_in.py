"""What somebody changes about their own way to sign in stands in the audit trail, without any secret."""

import json
import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.conftest import signed_in
from tests.foundation.access.signing_in.conftest import PASSWORD, typed

from allaboard.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "quite another heap of words"


def noted(person) -> list[tuple[str, dict[str, object]]]:
    """What the trail says of the person's user; each time by the person."""
    entries = Entry.objects.filter(object_type="access.user", object_id=str(person.user.pk)).order_by("pk")
    assert {entry.actor_person for entry in entries} <= {person.pk}
    return [(entry.action.removeprefix("access."), entry.details) for entry in entries]


def everything_noted() -> str:
    return json.dumps(list(Entry.objects.values("object_label", "details")))


def with_an_app(browser: Client) -> str:
    """Set up the authenticator app; its secret."""
    secret = browser.get("/account/2fa/totp/activate/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    assert browser.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    return str(secret)


def test_a_password_that_was_changed(with_password):
    browser = Client()
    typed(browser, with_password)
    assert noted(with_password) == []  # that somebody signed in is not written down
    words = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    browser.post("/account/password/change/", words | {"password2": "another"})
    assert noted(with_password) == []
    browser.post("/account/password/change/", words)

    assert noted(with_password) == [("password_changed", {})]
    assert NEW_PASSWORD not in everything_noted()


def test_a_first_password(chidi):
    chidi.user.set_unusable_password()
    chidi.user.save()
    signed_in(chidi).post("/account/password/set/", {"password1": PASSWORD, "password2": PASSWORD})

    assert noted(chidi) == [("password_set", {})]


def test_a_password_that_was_forgotten(with_password):
    browser = Client()
    browser.post("/account/password/reset/", {"email": with_password.email})
    link = urlsplit(re.search(r"https?://\S+/reset/\S+", str(mail.outbox[-1].body)).group()).path
    assert noted(with_password) == []
    form = browser.get(link, follow=True).request["PATH_INFO"]
    browser.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert noted(with_password) == [("password_reset", {})]


@pytest.mark.django_db(transaction=True)  # the library tells of them once they are committed
def test_an_app_and_its_codes_that_come_and_go(with_password):
    browser = Client()
    typed(browser, with_password)
    secret = with_an_app(browser)
    browser.post("/account/2fa/recovery-codes/generate/")
    browser.post("/account/2fa/totp/deactivate/")

    assert sorted(noted(with_password), key=str) == sorted(
        [
            ("second_step_added", {"kind": "totp"}),
            ("second_step_added", {"kind": "recovery_codes"}),
            ("recovery_codes_made", {}),
            ("second_step_removed", {"kind": "totp"}),
            ("second_step_removed", {"kind": "recovery_codes"}),
        ],
        key=str,
    )
    assert secret not in everything_noted()


def test_a_passkey_that_was_removed(with_password):
    browser = Client()
    typed(browser, with_password)
    passkey = WebAuthn.add(with_password.user, "My phone", {}).instance
    browser.post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/")

    assert noted(with_password) == [("second_step_removed", {"kind": "webauthn"})]


@pytest.mark.parametrize("way", ["page", "program"])
def test_browsers_in_which_somebody_signed_out(chidi, way):
    here, elsewhere = signed_in(chidi), signed_in(chidi)
    for browser in (here, elsewhere):
        key = browser.session.session_key
        UserSession.objects.create(user=chidi.user, session_key=key, ip="192.0.2.1", user_agent="Firefox")
    if way == "page":
        here.post("/account/sessions/")
    else:
        here.delete("/api/v1/access/me/sessions")

    assert noted(chidi) == [("sessions_ended", {"browsers": 1})]
