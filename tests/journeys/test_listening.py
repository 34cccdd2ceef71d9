"""Answering on a phone, with and without scripts, and the pages of surveys as people see them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from allaboard.areas.listening.answering.links import token_for
from allaboard.areas.listening.answering.sealing import unseal
from allaboard.areas.listening.models import Participation, PendingBallot, Wave
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import Launch, launch_wave
from allaboard.foundation.people.models import Person
from tests.conftest import acting, grant, make_person
from tests.journeys.conftest import barriers, keep_picture

PLANTS = {"Plant North": 40, "Plant South": 34, "Offices": 28, "Logistics": 9, "Labs": 3}


@pytest.fixture
def amara(transactional_db):
    for plant, size in PLANTS.items():
        for number in range(size):
            email = f"{plant}.{number}@example.test".lower().replace(" ", "")
            shift = "Night" if number % 13 == 0 else "Day"
            Person.objects.create(given_name=f"P{number}", email=email, department=plant, shift=shift)
    return grant(make_person("Amara", department="Offices"), "hr_leader", "hr_generalist")


def open_wave(amara) -> Wave:
    by, today = acting(amara), timezone.localdate()
    survey = start_survey(
        by=by, title="April pulse", template="pulse", intro="We want to know how your week went."
    )
    plan = Launch("April pulse", "", today, today + timedelta(days=7), ("department", "shift"))
    return launch_wave(survey, plan, by=by)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_pulse_is_answered_in_seven_taps(visit, amara, javascript):
    wave = open_wave(amara)
    person = Participation.objects.filter(wave=wave).first().person_id
    page, taps = visit(phone=True, javascript=javascript), 0
    page.goto(f"/listen/a/{token_for(wave.pk, person)}/")
    keep_picture(page, "answer-promise")
    assert "/a/" not in page.url
    assert "5 or more" in page.locator("main").inner_text()

    for button in ("Start", "Agree", "Strongly agree", "Neither", "9"):
        page.get_by_role("button", name=button, exact=True).click()
        keep_picture(page, f"answer-after-{button}")
        taps += 1
    page.get_by_role("textbox").fill("Swapping shifts")
    page.get_by_role("button", name="Send my answers").click()

    assert taps + 2 <= 7  # one to reach the box, one to send
    expect(page.locator("h1")).to_have_text("Thank you")
    assert unseal(wave.pk, PendingBallot.objects.get().sealed).values["recommend"] == 9


def test_answering_has_no_barrier(visit, amara):
    wave = open_wave(amara)
    person = Participation.objects.filter(wave=wave).first().person_id
    page = visit(phone=True)
    page.goto(f"/listen/a/{token_for(wave.pk, person)}/")
    for button in ("Start", "Agree", "Agree", "Agree", "9"):
        assert barriers(page) == []
        page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("textbox").wait_for()
    assert barriers(page) == []


def test_a_run_that_is_open_has_no_barrier(visit, amara):
    page = visit(amara)
    page.goto(f"/listen/waves/{open_wave(amara).pk}/")
    keep_picture(page, "listening-open-run")

    assert barriers(page) == []
