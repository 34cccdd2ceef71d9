"""No other site acts for whoever is signed in."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver
from tests.addresses import patterns_below
from tests.conftest import grant, make_person

from allaboard.foundation.access import services
from allaboard.foundation.access.roles import Role

pytestmark = pytest.mark.django_db
ARGUMENT = re.compile(r"\(\?P.*?\)(?=[/$]|$)|<[^>]+>")


def addresses() -> list[str]:
    """Every address without arguments; one that takes them is tried with 1 in their place."""
    routes = (route for route, _pattern in patterns_below(get_resolver().url_patterns))
    return sorted({"/" + ARGUMENT.sub("1", route).replace("^", "").replace("$", "") for route in routes})


def test_nothing_is_done_for_another_site(db):
    alex = grant(make_person("Alex"), *(role for role in Role if role in services.GRANTABLE))
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alex.user)
    done, tried = {}, addresses()
    assert len(tried) > 150
    for address in tried:
        answer = browser.post(address, {}, headers={"origin": "https://evil.test", "hx-request": "true"})
        if answer.status_code not in {403, 404, 405}:
            done[address] = answer.status_code
    # A mail program unsubscribes without cookies; the signed token is its permission.
    assert done == {}
