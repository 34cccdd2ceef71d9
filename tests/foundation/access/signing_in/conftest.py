"""Somebody with a password, and how it is typed."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client

PASSWORD = "four words not together"


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """Passwords are hashed as ever, with the least work: what a hash costs is no question here."""
    for cost, least in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
        monkeypatch.setattr(Argon2PasswordHasher, cost, least)


@pytest.fixture
def with_password(chidi):
    chidi.user.set_password(PASSWORD)
    chidi.user.save()
    return chidi


def typed(browser: Client, person, password=PASSWORD, **more):
    return browser.post("/account/login/", {"login": person.email, "password": password, **more})
