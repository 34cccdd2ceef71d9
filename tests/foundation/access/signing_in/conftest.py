"""Somebody with a password, and how it is typed."""

import pytest
from django.core.cache import cache
from django.test import Client

PASSWORD = "four words not together"


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


@pytest.fixture
def with_password(chidi):
    chidi.user.set_password(PASSWORD)
    chidi.user.save()
    return chidi


def typed(browser: Client, person, password=PASSWORD, **more):
    return browser.post("/account/login/", {"login": person.email, "password": password, **more})
