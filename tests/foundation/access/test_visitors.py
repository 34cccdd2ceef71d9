"""Personal links are open to all, but not as often as somebody likes."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.conftest import signed_in

from allaboard.foundation.access import visitors

pytestmark = pytest.mark.django_db
LINKS = {
    "a survey": "/listen/a/guessed/",
    "its questions": "/listen/answer/1/",
    "a brief": "/initiatives/brief/guessed/",
    "a campaign": "/campaigns/act/guessed/",
    "stopping mail": "/delivery/unsubscribe/guessed/",
    "signing in": "/access/link/guessed/",
}


@pytest.fixture(autouse=True)
def two_a_minute(monkeypatch):
    monkeypatch.setattr(visitors, "KNOCKS_A_MINUTE", 2)
    monkeypatch.setattr(visitors, "_this_minute", visitors.Minute())
    with time_machine.travel(timezone.now().replace(second=20), tick=False):
        yield


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
def test_whoever_opens_too_many_links_waits_for_the_next_minute(link):
    answers = [Client().get(link) for _knock in range(3)]

    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert answers[2]["Retry-After"] == "40"
    assert "<h1>Please wait a minute</h1>" in answers[2].content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=40)):
        assert Client().get(link).status_code == answers[0].status_code


def test_all_links_count_together_and_each_address_for_itself():
    for link in list(LINKS.values())[:2]:
        Client().get(link)

    assert Client().post(LINKS["stopping mail"]).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.7").get(LINKS["a survey"]).status_code == 404
    assert Client(REMOTE_ADDR="2001:db8::1").get(LINKS["a survey"]).status_code == 404


def test_calls_without_a_known_caller_count_too_and_hear_it_as_programs_do(client, chidi):
    guess = {"authorization": "Bearer allaboard_guessed"}
    answers = [client.get("/api/v1/people", headers=guess) for _call in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert (answers[2]["Retry-After"], answers[2]["Content-Type"]) == ("40", "application/problem+json")
    assert signed_in(chidi).get("/api/v1/people").status_code == 200
    assert signed_in(chidi).get("/").status_code == 200


def test_a_knock_is_written_nowhere():
    """A count that is kept would tell when somebody at an address answered."""
    with CaptureQueriesContext(connection) as asked:
        for _knock in range(3):
            Client().get(LINKS["a survey"])

    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
