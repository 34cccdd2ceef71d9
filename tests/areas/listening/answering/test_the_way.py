"""The way of an answer, page by page, on a phone without scripts."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.areas.listening.conftest import launched
from tests.conftest import signed_in

from allaboard.areas.listening.answering.links import token_for
from allaboard.areas.listening.answering.pages import INTRO, SEND, first_stop, next_stop
from allaboard.areas.listening.answering.sealing import unseal
from allaboard.areas.listening.models import (
    Participation,
    PendingBallot,
)
from allaboard.areas.listening.services.waves import close_wave


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_a_pulse_takes_seven_taps_on_a_phone_without_signing_in(pulse, company, hr):
    wave = launched(pulse, hr)
    phone, taps = Client(), 0
    page = phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]), follow=True)
    text = page.content.decode()
    assert "groups of <b>5 or more</b>" in text
    assert "For example" in text
    assert "Sales" in text  # where the answers will be counted
    assert "word for word" in text
    assert token_for(wave.pk, company[0].pk) not in text

    for button in (("move", "next"), ("answer_plan_week", "5"), ("answer_lead_listens", "4"),
                   ("answer_something_changes", "2"), ("answer_recommend", "9")):  # fmt: skip
        page = phone.post(reverse("listening:answer", args=[wave.pk]), hidden_fields(text) | dict([button]))
        text, taps = page.content.decode(), taps + 1
        assert PendingBallot.objects.count() == 0  # nothing is kept before the end
    assert "Strongly agree" in text  # what was said stands beside the button that sends it
    page = phone.post(
        reverse("listening:answer", args=[wave.pk]),
        hidden_fields(text) | {"answer_change_first": "Swapping shifts", "move": "send"},
        follow=True,
    )

    assert taps + 1 <= 7
    assert "Thank you" in page.content.decode()
    kept = unseal(wave.pk, PendingBallot.objects.get().sealed)
    assert kept.values == {"plan_week": 5, "lead_listens": 4, "something_changes": 2, "recommend": 9}
    assert kept.comments == {"change_first": "Swapping shifts"}


def test_a_single_question_takes_two_taps_and_stands_with_the_promise(pulse, company, hr):
    pulse.questions.exclude(key="plan_week").delete()
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])

    page = phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]), follow=True)
    text = page.content.decode()
    assert "groups of <b>5 or more</b>" in text
    assert "For example" in text
    assert "word for word" not in text  # nobody is asked for words
    assert text.index("For example") < text.index("answer_plan_week")  # read before it is answered
    tapped = phone.post(address, hidden_fields(text) | {"answer_plan_week": "4"}).content.decode()
    assert PendingBallot.objects.count() == 0
    sent = phone.post(address, hidden_fields(tapped) | {"move": "send"}, follow=True)

    assert "Thank you" in sent.content.decode()
    assert unseal(wave.pk, PendingBallot.objects.get().sealed).values == {"plan_week": 4}


def test_a_forged_link_leads_nowhere(pulse, company, hr):
    wave = launched(pulse, hr)
    token = token_for(wave.pk, company[0].pk)

    assert Client().get(reverse("listening:personal", args=["1-1." + token.split(".")[1]])).status_code == 404
    assert Client().get(reverse("listening:answer", args=[wave.pk])).status_code == 404


def test_back_keeps_what_was_said_and_skip_forgets_it(pulse, company, hr):
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))
    page = phone.post(address, {"at": "0", "answer_plan_week": "5"}).content.decode()
    assert "2 of 5" in page
    back = phone.post(address, hidden_fields(page) | {"move": "back"}).content.decode()
    assert 'value="5" aria-pressed="true"' in back

    skipped = phone.post(address, hidden_fields(back) | {"move": "skip"}).content.decode()

    assert "kept_plan_week" not in skipped


def test_the_last_page_lists_the_answers_and_one_is_changed_there(pulse, company, hr):
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))
    given = {"kept_plan_week": "5", "kept_recommend": "9", "answer_change_first": "Swapping\nshifts"}

    last = phone.post(address, given | {"at": "4", "move": "next"}).content.decode()
    assert "Strongly agree" in last
    assert "9 on a scale from 0 to 10" in last
    assert "Swapping<br>shifts" in last
    assert last.count("Skipped") == 2
    first = phone.post(address, hidden_fields(last) | {"move": "change-0"}).content.decode()
    assert 'value="5" aria-pressed="true"' in first
    again = phone.post(address, hidden_fields(first) | {"answer_plan_week": "2"}).content.decode()

    assert "Ready to send?" in again
    assert "Strongly agree" not in again
    assert PendingBallot.objects.count() == 0
    phone.post(address, hidden_fields(again) | {"move": "send"})
    kept = unseal(wave.pk, PendingBallot.objects.get().sealed)
    assert kept.values == {"plan_week": 2, "recommend": 9}
    assert kept.comments == {"change_first": "Swapping\nshifts"}


@pytest.mark.parametrize("move", ["change-5", "change--1", "change-", "change-99999", "change-²"])
def test_a_question_that_is_not_there_cannot_be_changed(pulse, company, hr, move):
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))

    page = phone.post(address, {"at": "-2", "kept_plan_week": "5", "move": move})

    assert "Ready to send?" in page.content.decode()


def test_a_required_question_cannot_be_skipped(pulse, company, hr):
    pulse.questions.filter(key="plan_week").update(required=True)
    wave = launched(pulse, hr)
    phone, address = Client(), reverse("listening:answer", args=[wave.pk])
    phone.get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]))

    page = phone.post(address, {"at": "0", "move": "skip"})

    assert page.status_code == 422
    assert "cannot be skipped" in page.content.decode()


def test_someone_who_took_part_is_thanked_not_asked_again(pulse, company, hr, chidi):
    wave = launched(pulse, hr)
    Participation.objects.filter(person=chidi).update(taken_part=True)

    page = signed_in(chidi).get(reverse("listening:answer", args=[wave.pk]), follow=True)

    assert "Thank you" in page.content.decode()


def test_a_single_question_has_no_page_before_it():
    assert (first_stop(1), first_stop(2)) == (0, INTRO)
    assert (next_stop(0, 1, "next"), next_stop(SEND, 1, "back"), next_stop(0, 1, "back")) == (SEND, 0, 0)
    assert next_stop(0, 5, "back") == INTRO


def test_who_comes_too_late_is_thanked_and_told_what_comes(pulse, company, hr):
    wave = launched(pulse, hr)
    place = Participation.objects.filter(wave=wave).first()
    close_wave(wave, by=hr)
    link = reverse("listening:personal", args=[token_for(wave.pk, place.person_id)])
    page = Client().get(link, follow=True)
    assert page.status_code == 410
    assert "This survey is closed" in page.content.decode()
    assert "Thank you for wanting to take part." in page.content.decode()


def test_many_choices_stand_below_each_other_without_the_ends_of_a_scale(pulse, company, hr):
    pulse.questions.exclude(key="plan_week").delete()
    pulse.questions.update(kind="choice", options=[f"Day {number}" for number in range(8)], low=0, high=0)
    wave = launched(pulse, hr)

    page = Client().get(reverse("listening:personal", args=[token_for(wave.pk, company[0].pk)]), follow=True)

    assert "Day 7" in page.content.decode()
    assert "scale--row" not in page.content.decode()
    assert "very much" not in page.content.decode()
