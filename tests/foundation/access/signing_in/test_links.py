"""A link signs in whom it was made for, once, after a click."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.conftest import make_person, signed_in

from allaboard.errors import RuleBroken
from allaboard.foundation.access import facade
from allaboard.foundation.access.models import SignInLink, User
from allaboard.foundation.access.signing_in import links
from allaboard.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_opening_a_link_signs_nobody_in(chidi, client):
    path = facade.sign_in_link(chidi.user, 30)

    assert client.get(path).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_link_says_whose_session_it_would_end(chidi, ben):
    path, browser = facade.sign_in_link(chidi.user, 30), signed_in(ben)

    assert f"signed in as {ben.name}" in browser.get(path).content.decode()
    for other in (signed_in(chidi), Client()):
        assert "signed in as" not in other.get(path).content.decode()


def test_a_link_signs_in_once(chidi):
    path, first, second = facade.sign_in_link(chidi.user, 30), Client(), Client()
    first.post(path)
    answer = second.post(path)

    assert first.session["_auth_user_id"] == str(chidi.user.pk)
    assert answer.status_code == 422
    assert "_auth_user_id" not in second.session


def test_a_link_grows_old(chidi, client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        path = facade.sign_in_link(chidi.user, 30)
        clock.shift(timedelta(minutes=31))
        assert client.post(path).status_code == 422

    assert "_auth_user_id" not in client.session


def test_the_secret_is_kept_nowhere(chidi):
    secret = facade.sign_in_link(chidi.user, 30).rstrip("/").rsplit("/", 1)[1]

    assert secret not in str(list(SignInLink.objects.values())) + str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("is_sample", "public_url", "signs_in_twice"),
    [
        (True, "http://127.0.0.1:8000", True),
        (True, "https://hr.example.test", False),
        (False, "http://127.0.0.1:8000", False),
    ],
)
def test_only_a_made_up_persons_link_on_this_machine_works_twice(
    settings, is_sample, public_url, signs_in_twice
):
    settings.PUBLIC_URL = public_url
    person = make_person("Sam", is_sample=is_sample)
    path, second = facade.sign_in_link(person.user, 30), Client()
    Client().post(path)
    second.post(path)

    assert ("_auth_user_id" in second.session) is signs_in_twice


def test_a_reusable_link_stops_being_so_when_the_installation_goes_public(settings):
    path = facade.sign_in_link(make_person("Sam", is_sample=True).user, 30)
    Client().post(path)
    settings.PUBLIC_URL, later = "https://hr.example.test", Client()
    later.post(path)

    assert "_auth_user_id" not in later.session


def test_a_link_of_someone_switched_off_is_refused(alex, chidi, client):
    path = facade.sign_in_link(chidi.user, 30)
    User.objects.filter(pk=chidi.user.pk).update(is_active=False)

    assert client.post(path).status_code == 422
    with pytest.raises(RuleBroken):
        links.link_with(path.split("/")[-2])
