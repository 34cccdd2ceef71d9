"""Neither the answer nor the work behind it tells who has an account."""

from collections import Counter

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import make_person
from tests.foundation.delivery.scripted_server import scripted_server

from allaboard.foundation.access.models import User
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db
ASKED = ["/account/login/code/", "/account/password/reset/"]


@pytest.fixture
def known():
    """Somebody with a password, and somebody without."""
    with_password, without = make_person("Pat"), make_person("Noa")
    with_password.user.set_password("four words not together")
    with_password.user.save()
    return with_password.email, without.email


def test_a_wrong_password_costs_one_hash_and_as_many_questions_for_everybody(known, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hashes = Counter()
    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counting(hashes, getattr(Argon2PasswordHasher, name)))
    known_costs = set()
    for email in (*known, "nobody@example.test"):
        cache.clear()
        hashes.clear()
        with CaptureQueriesContext(connection) as queries:
            Client().post("/account/login/", {"login": email, "password": "wrong-wrong-wrong"})
        known_costs.add((hashes.total(), len(queries)))

    assert len(known_costs) == 1
    assert known_costs.pop()[0] == 1


def counting(hashes, work):
    def counted(self, *arguments, **named):
        hashes[work.__name__] += 1
        return work(self, *arguments, **named)

    return counted


@pytest.mark.parametrize("address", ASKED)
def test_a_mailbox_that_the_server_does_not_know_is_answered_like_any_other(known, settings, address):
    settings.EMAIL_BACKEND = "allaboard.foundation.delivery.django_backend.DeliveryBackend"
    answers = []
    with scripted_server() as server:
        settings.SMTP_URL = server.url
        for email in (*known, "rcpt5.nobody@example.test"):
            answer = Client(raise_request_exception=False).post(address, {"email": email})
            answers.append((answer.status_code, answer.headers.get("Location")))

    assert answers[0][0] == 302
    assert len(set(answers)) == 1
    assert [recipient for recipient, _text in server.accepted] == list(known)


def test_whoever_is_in_the_directory_may_ask_for_a_code_the_first_time(client):
    Person.objects.create(given_name="New", email="new@example.test")

    client.post("/account/login/code/", {"email": "New@example.test"})
    client.post("/account/login/code/", {"email": "stranger@example.test"})

    assert User.objects.get(email="new@example.test").person.given_name == "New"
    assert not User.objects.filter(email="stranger@example.test").exists()


def test_nobody_signs_up(client):
    assert client.get("/account/signup/").status_code == 404
    client.post(
        "/account/signup/",
        {"email": "eve@example.test", "password1": "a-Long-1-pass", "password2": "a-Long-1-pass"},
    )

    assert not User.objects.filter(email="eve@example.test").exists()
