"""Every page of the sign-in library is ours, or closed."""

import pytest
from allauth.urls import urlpatterns as of_the_library
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver
from django.views import View
from tests.conftest import grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.rules import browser_and_system
from allaboard.project.environment import ROOT
from allaboard.project.urls import CLOSED

# One gives the browser's script its question, the other is a file with nothing but the codes.
WITHOUT_A_PAGE = {"mfa_login_webauthn", "mfa_download_recovery_codes"}


def views_of_the_library() -> dict[str, type[View]]:
    """Each named address of the library that is not closed, with its view."""

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                yield route, pattern

    closed = tuple(route.removeprefix("account/").rstrip("/") for route in CLOSED)
    found = {
        pattern.name: pattern.callback.view_class
        for route, pattern in walk(of_the_library)
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
