"""The second step: its secrets are sealed, its codes open once."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed
from allaboard.foundation.access.facade import forget_second_step, how_many_cannot_be_opened
from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD = "four words not together"


def code_of(secret: str, ago: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 - ago))


@pytest.fixture
def app(chidi):
    """Chidi, with a password and an authenticator app; the app's secret, and the recovery codes as shown."""
    cache.clear()
    chidi.user.set_password(PASSWORD)
    chidi.user.save()
    browser = Client()
    browser.post("/account/login/", {"login": chidi.email, "password": PASSWORD})
    secret = browser.get("/account/2fa/totp/activate/").context["form"].secret
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        done = browser.post("/account/2fa/totp/activate/", {"code": code_of(secret)}, follow=True)
    return secret, re.findall(r"\b\d{8}\b", done.content.decode())


def at_the_second_step(person) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return browser


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def kept() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        return str(cursor.fetchone()[0])


def test_the_database_does_not_hold_what_the_app_holds(chidi, app):
    secret, recovery_codes = app
    browser = at_the_second_step(chidi)
    assert not is_in(browser)
    browser.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert is_in(browser)
    assert recovery_codes
    assert secret not in kept()
    assert secret not in str(browser.session.items())
    assert not any(code in kept() for code in recovery_codes)


def test_a_recovery_code_opens_once(chidi, app):
    _secret, recovery_codes = app
    first, second = at_the_second_step(chidi), at_the_second_step(chidi)
    first.post("/account/2fa/authenticate/", {"code": recovery_codes[0]})
    refused = second.post("/account/2fa/authenticate/", {"code": recovery_codes[0]})

    assert (is_in(first), is_in(second), refused.status_code) == (True, False, 422)


def test_a_code_that_was_seen_over_the_shoulder_does_not_open_a_second_time(chidi, app):
    secret, _recovery_codes = app
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        code = code_of(secret, ago=-1)
        first = at_the_second_step(chidi)
        first.post("/account/2fa/authenticate/", {"code": code})
    with time_machine.travel(now + timedelta(seconds=45), tick=False):
        second = at_the_second_step(chidi)
        refused = second.post("/account/2fa/authenticate/", {"code": code})

    assert (is_in(first), is_in(second), refused.status_code) == (True, False, 422)


def test_with_another_key_the_step_is_refused_in_plain_words(chidi, app, settings):
    secret, _recovery_codes = app
    settings.SECRET_KEY = "another-" * 8
    browser = at_the_second_step(chidi)
    refused = browser.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert refused.status_code == 422
    assert "cannot be opened" in refused.content.decode()
    assert not is_in(browser)
    assert how_many_cannot_be_opened() == 2


def test_what_an_earlier_key_sealed_still_opens(chidi, app, settings):
    secret, _recovery_codes = app
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" * 8, [settings.SECRET_KEY]
    browser = at_the_second_step(chidi)
    browser.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert is_in(browser)
    assert how_many_cannot_be_opened() == 0


def test_a_step_copied_to_somebody_else_does_not_open_there(chidi, app, ben):
    """Whoever can write into the database puts their own app, or codes, in another's place."""
    secret, recovery_codes = app
    ben.user.set_password(PASSWORD)
    ben.user.save()
    Authenticator.objects.bulk_create(
        Authenticator(user=ben.user, type=each.type, data=each.data) for each in Authenticator.objects.all()
    )

    for code in (code_of(secret), recovery_codes[0]):
        browser = at_the_second_step(ben)
        refused = browser.post("/account/2fa/authenticate/", {"code": code})
        assert (refused.status_code, is_in(browser)) == (422, False)
    assert how_many_cannot_be_opened() == 2
    browser = at_the_second_step(chidi)
    browser.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(browser)


def test_whoever_lost_everything_is_helped_by_administrators_only(chidi, app, amara):
    alex = grant(make_person("Alex"), Role.ADMIN)
    inside = signed_in(chidi)
    with pytest.raises(NotAllowed):
        forget_second_step(chidi.user, by=acting(amara))
    page, forget = f"/access/users/{chidi.user.pk}/", f"/access/users/{chidi.user.pk}/second-step/forget/"
    assert signed_in(amara).post(forget).status_code == 403
    assert Authenticator.objects.filter(user=chidi.user).exists()
    assert forget in signed_in(alex).get(page).content.decode()
    signed_in(alex).post(forget)

    assert forget not in signed_in(alex).get(page).content.decode()
    assert not Authenticator.objects.filter(user=chidi.user).exists()
    assert inside.get("/access/account/").status_code == 302
    assert is_in(at_the_second_step(chidi))
    assert Entry.objects.filter(action="access.second_step_forgotten").exists()


def test_a_program_helps_who_lost_everything_too(chidi, app):
    alex = grant(make_person("Alex"), Role.ADMIN)
    address = f"/api/v1/access/users/{chidi.user.pk}/second-step"

    assert signed_in(chidi).delete(address).status_code == 404
    assert Authenticator.objects.filter(user=chidi.user).exists()
    assert signed_in(alex).delete(address).status_code == 204
    assert not Authenticator.objects.filter(user=chidi.user).exists()


@pytest.mark.parametrize("step", ["totp/activate", "webauthn/add"])
def test_whoever_forgot_the_password_once_may_set_up_a_second_step(chidi, step):
    """A new password by mail leaves an address in the library that it calls unverified, and refused second steps for."""
    browser = Client()
    browser.post("/account/password/reset/", {"email": chidi.email})
    link = urlsplit(re.search(r"https?://\S+/reset/\S+", str(mail.outbox[-1].body)).group()).path
    form = browser.get(link, follow=True).request["PATH_INFO"]
    browser.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    browser = at_the_second_step(chidi)

    assert EmailAddress.objects.filter(user=chidi.user, verified=False).exists()
    assert browser.get(f"/account/2fa/{step}/").status_code == 200
