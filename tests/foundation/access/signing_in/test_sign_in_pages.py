"""Every page of the sign-in library is ours, or closed."""

import re

import pytest
from allauth.urls import urlpatterns as of_the_library
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client
from django.views import View
from tests.addresses import patterns_below
from tests.conftest import grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.rules import browser_and_system
from allaboard.project.environment import ROOT
from allaboard.project.urls import CLOSED

# One gives the browser's script its question, the other is a file with nothing but the codes.
WITHOUT_A_PAGE = {"mfa_login_webauthn", "mfa_download_recovery_codes"}


def views_of_the_library() -> dict[str, type[View]]:
    """Each named address of the library that is not closed, with its view."""
    closed = tuple(route.removeprefix("account/").rstrip("/") for route in CLOSED)
    found = {
        pattern.name: pattern.callback.view_class
        for route, pattern in patterns_below(of_the_library)
        if not route.lstrip("^").startswith(closed)
    }
    return {name: view for name, view in found.items() if name not in WITHOUT_A_PAGE}


@pytest.mark.parametrize("name", views_of_the_library())
def test_each_page_has_our_words(name):
    template = get_template(views_of_the_library()[name].template_name)

    assert template.origin.name.startswith(str(ROOT / "src"))


def test_the_account_leads_administrators_to_what_they_look_after(db):
    alex, chidi = grant(make_person("Alex"), Role.ADMIN), make_person("Chidi")

    assert 'href="/access/users/"' in signed_in(alex).get("/access/account/").content.decode()
    assert 'href="/access/users/"' not in signed_in(chidi).get("/access/account/").content.decode()


def test_the_account_leads_everyone_to_what_is_kept_of_them(chidi, dina):
    browser = signed_in(chidi)
    page = browser.get("/access/account/").content.decode()
    led_to = re.search(r'<h2 id="about-you">.*?</section>', page, re.DOTALL).group()
    addresses = re.findall(r'href="([^"]+)"', led_to)

    assert addresses == [f"/people/{chidi.pk}/", "/contacts/", "/delivery/preferences/"]
    assert all(browser.get(address).status_code == 200 for address in addresses)
    outsider = Client()
    outsider.force_login(dina)
    assert "about-you" not in outsider.get("/access/account/").content.decode()


@pytest.mark.parametrize(
    ("user_agent", "known_as"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0",
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            ("Safari", "iPhone"),
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("curl/8.5", ("", "")),
    ],
)
def test_a_browser_is_named_as_people_know_it(user_agent, known_as):
    assert browser_and_system(user_agent) == known_as


class TestWhatWasTypedWrong:
    """The library's pages say it as ours do: 422, and a summary that leads to each field."""

    PASSWORD = "four words not together"

    @pytest.fixture
    def inside(self, chidi):
        """Chidi, signed in a moment ago with a password."""
        cache.clear()
        chidi.user.set_password(self.PASSWORD)
        chidi.user.save()
        browser = Client()
        browser.post("/account/login/", {"login": chidi.email, "password": self.PASSWORD})
        return browser

    def shown(self, answer) -> list[str]:
        """The fields that the summary leads to; each is on the page."""
        page = answer.content.decode()
        summary = re.search(r'<div class="errors" role="alert".*?</div>', page, re.DOTALL)
        fields = re.findall(r'href="#([\w-]+)"', summary.group() if summary else "")
        assert summary or answer.status_code == 200
        assert all(f'id="{field}"' in page for field in fields)
        return fields

    @pytest.mark.parametrize(
        ("address", "typed", "fields"),
        [
            ("/account/login/", {"login": "eve@example.test", "password": "wrong"}, []),
            ("/account/login/", {}, ["id_login", "id_password"]),
            ("/account/login/code/", {"email": "no"}, ["id_email"]),
            ("/account/password/reset/", {"email": ""}, ["id_email"]),
        ],
    )
    def test_outside(self, db, client, address, typed, fields):
        answer = client.post(address, typed)

        assert (answer.status_code, self.shown(answer)) == (422, fields)

    @pytest.mark.parametrize(
        ("address", "typed", "fields"),
        [
            (
                "/account/password/change/",
                {"oldpassword": "no", "password1": "short", "password2": "other"},
                ["id_oldpassword", "id_password1"],
            ),
            ("/account/2fa/totp/activate/", {"code": "1"}, ["id_code"]),
            ("/account/2fa/webauthn/add/", {"name": "", "credential": "{}"}, []),
            ("/account/reauthenticate/", {"password": "no"}, ["id_password"]),
        ],
    )
    def test_inside(self, inside, address, typed, fields):
        answer = inside.post(address, typed)

        assert (answer.status_code, self.shown(answer)) == (422, fields)

    def test_a_first_password(self, chidi):
        answer = signed_in(chidi).post("/account/password/set/", {"password1": "short", "password2": "short"})

        assert (answer.status_code, self.shown(answer)) == (422, ["id_password1"])

    def test_a_code_from_the_e_mail(self, chidi, client):
        cache.clear()
        client.post("/account/login/code/", {"email": chidi.email})
        answer = client.post("/account/login/code/confirm/", {"code": "wrong"})

        assert (answer.status_code, self.shown(answer)) == (422, ["id_code"])

    @pytest.mark.parametrize(
        "credential", ["", "{}", "[]", "7", '{"response": {"userHandle": "eA"}}', '{"id": 1}', '{"id": "eA"}']
    )
    def test_a_passkey_that_is_none(self, inside, credential):
        outside = Client().post("/account/2fa/webauthn/login/", {"credential": credential})
        added = inside.post("/account/2fa/webauthn/add/", {"name": "x", "credential": credential})

        assert (outside.status_code, outside["Location"]) == (302, "/account/login/")
        assert added.status_code == 422

    def test_a_page_that_was_only_opened_is_no_refusal(self, inside):
        for address in ("/account/password/change/", "/account/2fa/totp/activate/", "/account/sessions/"):
            assert inside.get(address).status_code == 200
