"""Undo: once, by the one who acted, while it is not too late."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, signed_in

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.people.models import Person
from allaboard.foundation.undo import facade as undo
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.services import GRACE, take_back

undo.register(
    "test.rename",
    lambda actor, payload: Person.objects.filter(pk=payload["pk"]).update(title=payload["title"]),
    "people:write",
)


@pytest.fixture
def renamed(amara, chidi):
    """Amara has taken Chidi's title away."""
    return undo.offer(acting(amara), "Title removed", "test.rename", {"pk": chidi.pk, "title": "Shift lead"})


def test_what_was_done_is_taken_back(amara, chidi, renamed):
    take_back(renamed.pk, by=acting(amara))

    chidi.refresh_from_db()
    assert chidi.title == "Shift lead"


def test_it_is_taken_back_only_once(amara, chidi, renamed):
    take_back(renamed.pk, by=acting(amara))
    Person.objects.filter(pk=chidi.pk).update(title="Director")

    with pytest.raises(RuleBroken):
        take_back(renamed.pk, by=acting(amara))
    chidi.refresh_from_db()
    assert chidi.title == "Director"


def test_nobody_else_takes_it_back(ben, chidi, renamed):
    with pytest.raises(NotFound):
        take_back(renamed.pk, by=acting(ben))

    chidi.refresh_from_db()
    assert chidi.title == ""


def test_after_the_grace_time_it_stays(amara, chidi, renamed):
    Offer.objects.filter(pk=renamed.pk).update(offered_at=timezone.now() - GRACE - timedelta(seconds=1))

    with pytest.raises(RuleBroken):
        take_back(renamed.pk, by=acting(amara))
    chidi.refresh_from_db()
    assert chidi.title == ""


def test_the_grace_time_is_long_enough_for_everyone():
    assert timedelta(seconds=10) <= GRACE


def test_the_button_goes_back_to_where_it_was_pressed_but_never_elsewhere(amara, renamed):
    address = f"/undo/{renamed.pk}/"
    client = signed_in(amara)

    assert client.get(address).status_code == 405
    assert client.post(address, headers={"referer": "https://evil.example/"}).url == "/"


def test_what_no_room_knows_how_to_take_back_is_not_there(amara):
    given = undo.offer(acting(amara), "Long ago", "test.forgotten", {})

    with pytest.raises(NotFound):
        take_back(given.pk, by=acting(amara))
    given.refresh_from_db()
    assert given.used_at is None
