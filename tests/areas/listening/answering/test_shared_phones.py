"""Someone takes the phone after another has answered."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse
from tests.areas.listening.conftest import HAPPY, launched
from tests.conftest import signed_in

from allaboard.areas.listening.answering.links import token_for
from allaboard.areas.listening.models import Comment, Participation, PendingBallot

WORDS = "Kettle in the north kitchen"


def test_a_person_sent_twice_or_gone_back_sees_nothing_of_what_was_sent(pulse, company, hr):
    """A shared phone: the next one goes back, and the browser sends the old form again."""
    wave, phone = launched(pulse, hr), Client()
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))
    form = {f"kept_{key}": texts[0] for key, texts in HAPPY.items()}
    form |= {"at": "4", "nonce": str(uuid4()), "answer_change_first": WORDS}
    cookie = phone.cookies["answering"].value
    phone.post(reverse("listening:answer", args=[wave.pk]), form | {"move": "send"})

    without = phone.post(reverse("listening:answer", args=[wave.pk]), form | {"move": "back"})
    phone.cookies["answering"] = cookie
    with_it = phone.post(reverse("listening:answer", args=[wave.pk]), form | {"move": "back"})

    assert without.status_code == 404
    assert (with_it.status_code, with_it.url) == (302, reverse("listening:thanks"))
    assert WORDS not in without.content.decode()
    assert Comment.objects.count() == 0
    assert PendingBallot.objects.count() == 1


def test_the_address_leaves_history_and_referrer_clean(pulse, company, hr):
    wave = launched(pulse, hr)
    first = Client().get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))

    assert first.status_code == 302  # a redirect is no entry of the history
    assert token_for(wave.pk, company[0].pk) not in first.url
    assert first["Referrer-Policy"] == "same-origin"
    assert "no-store" in first["Cache-Control"]


def test_a_link_that_was_opened_and_left_is_not_answered_by_the_next_one_who_signs_in(
    pulse, company, hr, ben
):
    wave, phone = launched(pulse, hr), Client()
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))
    phone.force_login(ben.user)

    phone.post(
        reverse("listening:answer", args=[wave.pk]), {"at": "4", "nonce": str(uuid4()), "move": "send"}
    )

    assert list(Participation.objects.filter(taken_part=True).values_list("person", flat=True)) == [ben.pk]


def test_a_link_opened_by_someone_signed_in_ends_with_their_session(pulse, company, hr, ben, settings):
    wave, phone = launched(pulse, hr), signed_in(ben)
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))
    assert phone.get(reverse("listening:answer", args=[wave.pk])).status_code == 200

    del phone.cookies[settings.SESSION_COOKIE_NAME]

    assert phone.get(reverse("listening:answer", args=[wave.pk])).status_code == 404
