"""The secret key is changed while a survey is open: nothing is lost unless somebody says so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched
from tests.conftest import acting, signed_in

from allaboard.areas.listening.answering.sealing import how_many_cannot_be_opened
from allaboard.areas.listening.choices import Template
from allaboard.areas.listening.models import Answer, Comment, PendingBallot, Wave
from allaboard.areas.listening.services.ballots import BallotsShut, cast_ballot
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import close_wave, open_and_close_due
from allaboard.areas.listening.today import cards
from allaboard.foundation.audit.models import Entry


@pytest.fixture
def wave(pulse, company, hr):
    """18 of the 20 in Sales have answered, under the key of then; three of them are not mixed yet."""
    made, early = launched(pulse, hr), {person.pk for person in company[:18]}
    answer_all(made, lambda person: HAPPY if person.pk in early else None)
    return made


@pytest.fixture
def old_key(wave, settings) -> str:
    """The key is another one now; the old one is named nowhere."""
    before, settings.SECRET_KEY = settings.SECRET_KEY, "the new key " * 4
    return str(before)


def test_closing_is_refused_and_nothing_is_lost(wave, old_key, hr, settings):
    with pytest.raises(BallotsShut, match="earlier key"):
        close_wave(wave, by=hr)
    assert PendingBallot.objects.filter(wave=wave).count() == 18

    settings.SECRET_KEY_FALLBACKS = [old_key]
    close_wave(wave, by=hr)
    assert Answer.objects.filter(wave=wave).count() == 18


def test_who_answers_after_the_change_is_heard_and_mixed_with_others(wave, old_key, company):
    for person in company[18:32]:  # the last two of Sales, and twelve of Support
        cast_ballot(wave.pk, person.pk, uuid4(), SAD)

    assert how_many_cannot_be_opened() == 18
    assert PendingBallot.objects.filter(wave=wave).count() == 18 + 14
    assert PendingBallot.objects.filter(wave=wave, is_mixed=False).count() == (3 + 2) + 2


def test_it_closes_without_them_only_when_exactly_these_are_given_up(wave, old_key, company, amara):
    for person in company[20:32]:
        cast_ballot(wave.pk, person.pk, uuid4(), SAD)
    browser, page = signed_in(amara), f"/listen/waves/{wave.pk}/close/"

    asked = browser.post(page)
    assert asked.status_code == 422
    assert 'name="losing" value="18"' in asked.content.decode()
    assert browser.post(page, {"losing": "17"}).status_code == 422
    assert PendingBallot.objects.filter(wave=wave).count() == 30

    assert browser.post(page, {"losing": "18"}).status_code == 302
    assert Answer.objects.filter(wave=wave).count() == 12
    assert not PendingBallot.objects.exists()
    assert Entry.objects.get(action="survey.closed").details["lost"] == 18


def test_one_that_cannot_close_by_itself_holds_up_no_other_and_hr_is_told(wave, old_key, hr, chidi):
    sound = launched(start_survey(by=hr, title="May pulse", template=Template.PULSE), hr)
    answer_all(sound, lambda person: HAPPY)
    day = timezone.localdate() - timedelta(days=3)
    Wave.objects.update(opens_on=day - timedelta(days=7), closes_on=day)

    assert open_and_close_due(timezone.localdate()) == (0, 1)

    assert Wave.objects.get(pk=sound.pk).stage == "closed"
    assert Wave.objects.get(pk=wave.pk).stage == "open"
    assert not Comment.objects.filter(wave=wave).exists()
    assert [card.url for card in cards(hr) if card.tone == "bad"] == [f"/listen/waves/{wave.pk}/"]
    assert not [card for card in cards(acting(chidi)) if card.tone == "bad"]
