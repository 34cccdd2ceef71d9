"""Another closing day, and calling a run off before anybody was asked."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.areas.listening.conftest import HAPPY, answer_all, launched
from tests.conftest import acting, signed_in

from allaboard.areas.listening.choices import Stage, Template
from allaboard.areas.listening.models import Participation, Wave
from allaboard.areas.listening.services import days, waves
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import Launch, close_wave, launch_wave, open_and_close_due
from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.delivery.facade import run_due
from allaboard.foundation.delivery.models import Delivery, Sending


def test_more_time_lets_people_answer_on(pulse, company, hr):
    wave = launched(pulse, hr)
    days.move_closing_day(wave, wave.closes_on + timedelta(days=3), by=hr)

    with time_machine.travel(timezone.now() + timedelta(days=9)):
        open_and_close_due(timezone.localdate())
        answer_all(wave, lambda person: HAPPY if person.department == "Sales" else None)

    assert Participation.objects.filter(wave=wave, taken_part=True).count() == 20
    assert Entry.objects.filter(action="survey.closing_day_moved", object_id=str(wave.pk)).exists()


def test_an_invitation_that_waits_goes_out_until_the_new_day(pulse, company, hr):
    wave = launched(pulse, hr)
    before = Sending.objects.get().expires_at

    days.move_closing_day(wave, wave.closes_on + timedelta(days=3), by=hr)

    assert Sending.objects.get().expires_at == before + timedelta(days=3)


def test_nobody_is_invited_to_a_run_that_was_closed_before_its_day(pulse, company, hr):
    close_wave(launched(pulse, hr), by=hr)

    run_due(100)

    assert set(Delivery.objects.values_list("state", "reason")) == {("suppressed", "expired")}


def test_a_run_that_cannot_be_closed_holds_up_no_other(pulse, company, hr, monkeypatch):
    other = start_survey(by=hr, title="May pulse", template=Template.PULSE)
    broken, sound = launched(pulse, hr), launched(other, hr)
    open_ballots = waves.open_ballots

    def fails_for_one(wave: Wave, *, losing: int) -> int:
        if wave.pk == broken.pk:
            raise ValueError("It cannot be unsealed.")
        return open_ballots(wave, losing=losing)

    monkeypatch.setattr(waves, "open_ballots", fails_for_one)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert open_and_close_due(timezone.localdate()) == (0, 1)

    assert Wave.objects.get(pk=sound.pk).stage == Stage.CLOSED
    assert Wave.objects.get(pk=broken.pk).stage == Stage.OPEN


@pytest.mark.parametrize("later", [-8, -7])
def test_a_run_cannot_have_closed_already(pulse, company, hr, later):
    wave = launched(pulse, hr)

    with pytest.raises(RuleBroken, match="closing day must"):
        days.move_closing_day(wave, wave.closes_on + timedelta(days=later), by=hr)
    wave.refresh_from_db()
    assert wave.closes_on == timezone.localdate() + timedelta(days=7)


def test_a_closed_run_gets_no_other_day(pulse, company, hr):
    wave = launched(pulse, hr)
    close_wave(wave, by=hr)

    with pytest.raises(RuleBroken, match="Launch a new run"):
        days.move_closing_day(wave, wave.closes_on + timedelta(days=3), by=hr)


def test_a_planned_run_can_be_called_off_and_leaves_nothing(pulse, company, hr):
    day = timezone.localdate() + timedelta(days=2)
    plan = Launch("Later", "", day, day + timedelta(days=7), ("department",))
    wave = launch_wave(pulse, plan, by=hr)
    days.call_off(wave, by=hr)

    assert not Wave.objects.exists()
    assert not Participation.objects.exists()
    assert not Delivery.objects.exists()
    assert Entry.objects.filter(action="survey.called_off").exists()


def test_people_who_were_asked_cannot_be_unasked(pulse, company, hr):
    wave = launched(pulse, hr)

    with pytest.raises(RuleBroken, match="asked already"):
        days.call_off(wave, by=hr)
    assert Participation.objects.filter(wave=wave).count() == 37


def test_an_employee_moves_no_day(pulse, company, hr, chidi):
    wave = launched(pulse, hr)
    for verb in (
        lambda: days.move_closing_day(wave, wave.closes_on, by=acting(chidi)),
        lambda: days.call_off(wave, by=acting(chidi)),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_the_page_moves_the_day_and_says_why_it_cannot(pulse, company, hr, amara):
    wave, browser = launched(pulse, hr), signed_in(amara)
    page = reverse("listening:closing_day", args=[wave.pk])
    later = wave.closes_on + timedelta(days=2)

    refused = browser.post(page, {"closes_on": "2020-01-01"})
    assert refused.status_code == 422
    assert "The closing day must come after the opening day." in refused.content.decode()

    assert browser.post(page, {"closes_on": later.isoformat()}).status_code == 302
    wave.refresh_from_db()
    assert wave.closes_on == later


def test_programs_do_the_same(pulse, company, hr, amara):
    day = timezone.localdate() + timedelta(days=2)
    wave = launch_wave(pulse, Launch("Later", "", day, day + timedelta(days=7), ()), by=hr)
    browser, address = signed_in(amara), f"/api/v1/surveys/waves/{wave.pk}"
    moved = {"closes_on": (day + timedelta(days=9)).isoformat()}

    assert (
        browser.patch(address, moved, content_type="application/json").json()["closes_on"]
        == moved["closes_on"]
    )
    assert browser.delete(address).status_code == 204
    assert browser.get(address).status_code == 404
