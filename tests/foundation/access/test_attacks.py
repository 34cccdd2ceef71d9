"""What somebody with bad intentions tries at the entrance, and does not get."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from tests.conftest import acting, grant, make_person

from allaboard.foundation.access import services, tokens
from allaboard.foundation.access.facade import sign_in_link
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "four words not together"
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


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def with_password(chidi):
    chidi.user.set_password(PASSWORD)
    chidi.user.save()
    return chidi


def typed(browser: Client, person, password=PASSWORD, **more):
    return browser.post("/account/login/", {"login": person.email, "password": password, **more})


def token_of(person, *scopes, days=30):
    return tokens.make_personal_token("Program", scopes, days, by=acting(person))


def by_token(secret: str, method: str, path: str, **body):
    call = getattr(Client(), method)
    return call(path, body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"})


class TestTheSession:
    def test_a_session_made_before_signing_in_is_worth_nothing_after_it(self, with_password):
        attacker = Client()
        attacker.get("/account/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
        planted = attacker.cookies["session"].value
        victim = Client()
        victim.cookies["session"] = planted
        typed(victim, with_password)

        assert victim.cookies["session"].value != planted
        assert attacker.get("/access/account/").status_code == 302
        assert not Session.objects.filter(session_key=planted).exists()

    def test_signing_out_ends_it_for_whoever_copied_the_cookie(self, with_password):
        browser, copy = Client(), Client()
        typed(browser, with_password)
        copy.cookies["session"] = browser.cookies["session"].value
        assert copy.get("/access/account/").status_code == 200
        browser.post("/account/logout/")

        assert copy.get("/access/account/").status_code == 302

    def test_signing_out_is_no_link(self, with_password):
        browser = Client()
        typed(browser, with_password)
        browser.get("/account/logout/")

        assert browser.get("/access/account/").status_code == 200

    def test_a_changed_password_ends_the_other_sessions(self, with_password):
        thief, owner = Client(), Client()
        typed(thief, with_password)
        typed(owner, with_password)
        done = owner.post(
            "/account/password/change/",
            {
                "oldpassword": PASSWORD,
                "password1": "other words entirely",
                "password2": "other words entirely",
            },
        )

        assert done.status_code == 302
        assert thief.get("/access/account/").status_code == 302

    def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(self, with_password):
        browser = Client()
        browser.get("/account/login/")
        typed(browser, with_password)

        for name in ("session", "csrftoken"):
            assert browser.cookies[name]["httponly"]
            assert browser.cookies[name]["samesite"] == "Lax"
            assert not browser.cookies[name]["domain"]


class TestWhereOneLands:
    @pytest.mark.parametrize("elsewhere", ELSEWHERE)
    @pytest.mark.parametrize("address", ["/account/login/", "/account/login/code/", "/account/logout/"])
    def test_nobody_is_sent_elsewhere(self, with_password, address, elsewhere):
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
    def test_proving_again_leads_to_us(self, with_password, elsewhere):
        browser = Client()
        typed(browser, with_password)
        answer = browser.post(
            f"/account/reauthenticate/?next={elsewhere}", {"password": PASSWORD, "next": elsewhere}
        )

        assert urlsplit(answer["Location"]).netloc == ""
        assert "evil" not in answer["Location"]


class TestTheHost:
    @pytest.mark.parametrize(
        "host", ["evil.test", "localhost.evil.test", "localhost:80@evil.test", "evil.test:8000"]
    )
    def test_another_host_is_refused(self, client, host):
        assert client.get("/account/login/", headers={"host": host}).status_code == 400

    def test_a_forwarded_host_changes_nothing(self, with_password, client):
        client.post(
            "/account/password/reset/",
            {"email": with_password.email},
            headers={"x-forwarded-host": "evil.test"},
        )

        assert "evil.test" not in str(mail.outbox[-1].body)

    def test_links_in_mails_lead_to_the_address_of_the_installation(self, with_password, client):
        client.post(
            "/account/password/reset/", {"email": with_password.email}, headers={"host": "localhost:6666"}
        )
        links = re.findall(r"https?://\S+", str(mail.outbox[-1].body))

        assert links
        assert all(link.startswith(settings.PUBLIC_URL) for link in links), links


class TestGuessing:
    def test_pages_tell_nothing_of_who_has_an_account(self, with_password):
        answers = {}
        for email in (with_password.email, "nobody@example.test"):
            cache.clear()
            browser = Client()
            wrong = browser.post("/account/login/", {"login": email, "password": "wrong-wrong-wrong"})
            code = browser.post("/account/login/code/", {"email": email}, follow=True)
            reset = Client().post("/account/password/reset/", {"email": email}, follow=True)
            answers[email] = [
                (
                    answer.status_code,
                    re.sub(
                        r'(csrf\w*|nonce)[^>]*?="[^"]*"|value="[^"]*"', "", answer.content.decode()
                    ).replace(email, "E"),
                )
                for answer in (wrong, code, reset)
            ]
        known, unknown = answers.values()

        assert known == unknown

    def test_a_password_is_not_guessed(self, with_password):
        for _try in range(5):
            typed(Client(), with_password, "wrong")
        stopped = typed(Client(), with_password)

        assert stopped.status_code in {422, 429}
        assert "Too many tries" in stopped.content.decode()

    def test_a_code_is_not_guessed(self, with_password):
        browser = Client()
        browser.post("/account/login/code/", {"email": with_password.email})
        code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", str(mail.outbox[-1].body)).group()
        for _try in range(5):
            browser.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
        browser.post("/account/login/code/confirm/", {"code": code})

        assert "_auth_user_id" not in browser.session

    def test_a_code_ends(self, with_password):
        browser = Client()
        browser.post("/account/login/code/", {"email": with_password.email})
        code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", str(mail.outbox[-1].body)).group()
        with time_machine.travel(timezone.now() + timedelta(minutes=10)):
            browser.post("/account/login/code/confirm/", {"code": code})

        assert "_auth_user_id" not in browser.session

    def test_a_code_belongs_to_the_browser_that_asked_and_opens_once(self, with_password):
        asked, other = Client(), Client()
        asked.post("/account/login/code/", {"email": with_password.email})
        code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", str(mail.outbox[-1].body)).group()
        other.post("/account/login/code/confirm/", {"code": code})
        assert "_auth_user_id" not in other.session
        asked.post("/account/login/code/confirm/", {"code": code})
        assert "_auth_user_id" in asked.session
        asked.post("/account/logout/")
        asked.post("/account/login/code/confirm/", {"code": code})

        assert "_auth_user_id" not in asked.session

    def test_a_reset_link_opens_once(self, with_password):
        Client().post("/account/password/reset/", {"email": with_password.email})
        link = urlsplit(re.search(r"https?://\S+/reset/\S+", str(mail.outbox[-1].body)).group()).path
        new = {"password1": "quite new words here", "password2": "quite new words here"}
        first, second = Client(), Client()
        first.post(first.get(link, follow=True).request["PATH_INFO"], new)
        page = second.get(link, follow=True)

        assert User.objects.get(pk=with_password.user.pk).check_password("quite new words here")
        assert "no longer works" in page.content.decode()

    def test_mails_are_not_asked_for_without_end(self, with_password):
        for _try in range(8):
            Client().post("/account/login/code/", {"email": with_password.email})
        codes = len(mail.outbox)
        for _try in range(12):
            Client().post("/account/password/reset/", {"email": with_password.email})

        assert codes <= 3
        assert len(mail.outbox) - codes <= 8

    @pytest.mark.parametrize("address", ["/account/login/code/", "/account/password/reset/"])
    def test_nobody_writes_to_the_world_through_us(self, with_password, address):
        answers = [
            Client().post(address, {"email": email}).status_code
            for email in ("victim@elsewhere.test", "unknown@example.test", with_password.email)
        ]

        assert answers == [302, 302, 302]
        assert [sent.to for sent in mail.outbox] == [["unknown@example.test"], [with_password.email]]

    def test_a_link_opens_once_and_not_after_its_time(self, chidi):
        link = sign_in_link(chidi.user, 30)
        first, second, late = Client(), Client(), Client()
        first.post(link)
        assert second.post(link).status_code == 422
        assert "_auth_user_id" in first.session
        assert "_auth_user_id" not in second.session
        link = sign_in_link(chidi.user, 30)
        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            assert late.post(link).status_code == 422
        assert "_auth_user_id" not in late.session


class TestTokens:
    def test_reading_is_not_writing(self, chidi):
        alex = grant(make_person("Alex"), Role.ADMIN)
        secret = token_of(alex, "access:read", "people:read").secret

        assert by_token(secret, "get", "/api/v1/access/users").status_code == 200
        for method, path in (
            ("post", "/api/v1/access/users"),
            ("patch", f"/api/v1/access/users/{chidi.user.pk}"),
            ("patch", f"/api/v1/people/{chidi.pk}"),
            ("get", "/api/v1/audit/entries"),
        ):
            assert by_token(secret, method, path, email="x@example.test").status_code in {403, 404}, path
        chidi.user.refresh_from_db()
        assert not User.objects.filter(email="x@example.test").exists()

    def test_a_token_opens_no_page(self, chidi):
        secret = token_of(chidi, "access:write").secret
        answer = Client().get("/access/account/", headers={"Authorization": f"Bearer {secret}"})

        assert answer.status_code == 302

    @pytest.mark.parametrize("end", ["revoked", "old", "switched off", "left"])
    def test_a_token_that_ended_is_refused(self, chidi, end):
        alex = acting(grant(make_person("Alex"), Role.ADMIN))
        made = token_of(chidi, "access:read", days=1)
        assert by_token(made.secret, "get", "/api/v1/access/me").status_code == 200
        match end:
            case "revoked":
                tokens.revoke_token(made.token, by=acting(chidi))
            case "switched off":
                services.disable_user(chidi.user, by=alex)
            case "left":
                chidi.active = False
                chidi.save()
        with time_machine.travel(timezone.now() + timedelta(days=2 if end == "old" else 0)):
            assert by_token(made.secret, "get", "/api/v1/access/me").status_code == 401

    def test_a_token_loses_what_its_maker_loses(self, chidi):
        alex, second = (grant(make_person(name), Role.ADMIN) for name in ("Alex", "Bea"))
        secret = token_of(alex, "access:read").secret
        services.revoke_role(alex.user, Role.ADMIN, by=acting(second))

        assert by_token(secret, "get", "/api/v1/access/users").status_code == 403


class TestForgery:
    def addresses(self) -> list[str]:
        """Every address without arguments; one that takes them is tried with 1 in their place."""

        def walk(patterns, before=""):
            for pattern in patterns:
                route = before + str(pattern.pattern)
                if isinstance(pattern, URLResolver):
                    yield from walk(pattern.url_patterns, route)
                elif isinstance(pattern, URLPattern):
                    yield (
                        re.sub(r"\(\?P.*?\)(?=[/$]|$)|<[^>]+>", "1", route).replace("^", "").replace("$", "")
                    )

        return sorted({"/" + route for route in walk(get_resolver().url_patterns)})

    def test_nothing_is_done_for_another_site(self, db):
        alex = grant(make_person("Alex"), *(role for role in Role if role in services.GRANTABLE))
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(alex.user)
        done, addresses = {}, self.addresses()
        assert len(addresses) > 150
        for address in addresses:
            answer = browser.post(address, {}, headers={"origin": "https://evil.test", "hx-request": "true"})
            if answer.status_code not in {403, 404, 405}:
                done[address] = answer.status_code
        # A mail program unsubscribes without cookies; the signed token is its permission.
        assert done == {}
