"""A session is worth something from signing in to signing out, in one browser, under our own address."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.conftest import signed_in
from tests.foundation.access.signing_in.conftest import PASSWORD, typed

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.test/",
    "//evil.test/",
    "/\\evil.test/",
    "\\\\evil.test",
    "https:evil.test",
    "javascript:alert(1)",
    "///evil.test",
    "/\t/evil.test",
    "http://127.0.0.1:8000@evil.test/",
    "\thttps://evil.test",
)


def test_a_session_made_before_signing_in_is_worth_nothing_after_it(with_password):
    attacker = Client()
    attacker.get("/account/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    planted = attacker.cookies["session"].value
    victim = Client()
    victim.cookies["session"] = planted
    typed(victim, with_password)

    assert victim.cookies["session"].value != planted
    assert attacker.get("/access/account/").status_code == 302
    assert not Session.objects.filter(session_key=planted).exists()


def test_signing_out_ends_it_for_whoever_copied_the_cookie(with_password):
    browser, copy = Client(), Client()
    typed(browser, with_password)
    copy.cookies["session"] = browser.cookies["session"].value
    assert copy.get("/access/account/").status_code == 200
    browser.post("/account/logout/")

    assert copy.get("/access/account/").status_code == 302


def test_signing_out_is_no_link(with_password):
    browser = Client()
    typed(browser, with_password)
    browser.get("/account/logout/")

    assert browser.get("/access/account/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(with_password):
    thief, owner = Client(), Client()
    typed(thief, with_password)
    typed(owner, with_password)
    done = owner.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "other words entirely", "password2": "other words entirely"},
    )

    assert done.status_code == 302
    assert thief.get("/access/account/").status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(with_password):
    browser = Client()
    browser.get("/account/login/")
    typed(browser, with_password)

    for name in ("session", "csrftoken"):
        assert browser.cookies[name]["httponly"]
        assert browser.cookies[name]["samesite"] == "Lax"
        assert not browser.cookies[name]["domain"]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("address", ["/account/login/", "/account/login/code/", "/account/logout/"])
def test_nobody_is_sent_elsewhere(with_password, address, elsewhere):
    browser = Client()
    if address == "/account/logout/":
        browser.force_login(with_password.user)
        answer = browser.post(address, {"next": elsewhere})
    elif address == "/account/login/":
        answer = typed(browser, with_password, next=elsewhere)
    else:
        browser.post(address, {"email": with_password.email, "next": elsewhere})
        code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", str(mail.outbox[-1].body)).group()
        answer = browser.post("/account/login/code/confirm/", {"code": code, "next": elsewhere})

    assert answer.status_code == 302
    landed = urlsplit(answer["Location"].replace("\\", "/").strip())
    assert (landed.scheme, landed.netloc) == ("", ""), answer["Location"]
    assert not answer["Location"].startswith(("//", "/\\", "/\t"))


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_proving_again_leads_to_us(with_password, elsewhere):
    browser = Client()
    typed(browser, with_password)
    answer = browser.post(
        f"/account/reauthenticate/?next={elsewhere}", {"password": PASSWORD, "next": elsewhere}
    )

    assert urlsplit(answer["Location"]).netloc == ""
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize(
    "host", ["evil.test", "localhost.evil.test", "localhost:80@evil.test", "evil.test:8000"]
)
def test_another_host_is_refused(client, host):
    assert client.get("/account/login/", headers={"host": host}).status_code == 400


def test_a_forwarded_host_changes_nothing(with_password, client):
    client.post(
        "/account/password/reset/", {"email": with_password.email}, headers={"x-forwarded-host": "evil.test"}
    )

    assert "evil.test" not in str(mail.outbox[-1].body)


def test_links_in_mails_lead_to_the_address_of_the_installation(with_password, client):
    client.post(
        "/account/password/reset/", {"email": with_password.email}, headers={"host": "localhost:6666"}
    )
    links = re.findall(r"https?://\S+", str(mail.outbox[-1].body))

    assert links
    assert all(link.startswith(settings.PUBLIC_URL) for link in links), links


def test_a_session_left_alone_ends(amara):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = signed_in(amara)
        browser.get("/health/")
        clock.shift(timedelta(hours=9))
        browser.get("/health/")

    assert "_auth_user_id" not in browser.session


def test_a_session_in_use_ends_after_its_longest_time(amara):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = signed_in(amara)
        for _hours in range(0, 7 * 24, 6):
            browser.get("/health/")
            assert "_auth_user_id" in browser.session
            clock.shift(timedelta(hours=6))
        clock.shift(timedelta(hours=1))
        browser.get("/health/")

    assert "_auth_user_id" not in browser.session


def test_employees_stay_signed_in_longer(chidi):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = signed_in(chidi)
        browser.get("/health/")
        clock.shift(timedelta(days=6))
        browser.get("/health/")

    assert "_auth_user_id" in browser.session
