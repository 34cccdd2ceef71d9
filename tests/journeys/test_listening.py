"""Answering on a phone, with and without scripts, and the pages of surveys as people see them."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from allaboard.areas.listening.answering.links import token_for
from allaboard.areas.listening.answering.sealing import unseal
from allaboard.areas.listening.models import Participation, PendingBallot, Wave
from allaboard.areas.listening.services.ballots import cast_ballot
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.themes import find_themes
from allaboard.areas.listening.services.waves import Launch, close_wave, launch_wave
from allaboard.foundation.people.models import Person
from tests.conftest import acting, grant, make_person
from tests.journeys.conftest import axe_faults, keep_picture, sideways

PLANTS = {"Plant North": 40, "Plant South": 34, "Offices": 28, "Logistics": 9, "Labs": 3}
WORDS = [
    "Swapping a shift takes days. Ask {n} leads and wait.",
    "The roster comes out too late to swap a shift with anyone.",
    "Nobody tells us what came out of the last survey, number {n}.",
    "We never hear back after a survey, it feels pointless.",
    "The canteen is expensive and lunch is cold by {n}.",
    "Lunch prices in the canteen went up again.",
]


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


def closed_wave(amara) -> Wave:
    wave, dice = open_wave(amara), random.Random(3)
    for number, place in enumerate(Participation.objects.filter(wave=wave).select_related("person")):
        if number % 6 == 0:
            continue
        mood = {"Plant North": -1, "Offices": 1}.get(place.person.department, 0)
        given = {
            key: [str(min(5, max(1, round(dice.gauss(3.3 + mood * weight, 1)))))]
            for key, weight in (("plan_week", 1.2), ("lead_listens", 0.1), ("something_changes", 0.8))
        } | {"recommend": [str(min(10, max(0, round(dice.gauss(7.5 + mood, 2)))))]}
        if number % 3:
            given["change_first"] = [WORDS[number % len(WORDS)].format(n=number)]
        cast_ballot(wave.pk, place.person_id, uuid4(), given)
    close_wave(wave, by=acting(amara))
    wave.refresh_from_db()
    find_themes(wave, by=acting(amara))
    return wave


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
    assert page.locator("h1").inner_text() == "Thank you"
    assert unseal(wave.pk, PendingBallot.objects.get().sealed).values["recommend"] == 9


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_answering_has_no_barrier(visit, amara, dark):
    wave = open_wave(amara)
    person = Participation.objects.filter(wave=wave).first().person_id
    page = visit(width=320, dark=dark)
    page.goto(f"/listen/a/{token_for(wave.pk, person)}/")
    for button in ("Start", "Agree", "Agree", "Agree", "9"):
        assert axe_faults(page) == []
        assert sideways(page) == 0
        page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("textbox").wait_for()
    assert axe_faults(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_of_surveys_have_no_barrier(visit, amara, dark):
    wave = closed_wave(amara)
    survey, theme = wave.survey_id, wave.themes.first().pk
    running = open_wave(amara).pk
    paths = {
        "list": "/listen/",
        "start": "/listen/new/",
        "survey": f"/listen/{survey}/",
        "question": f"/listen/{survey}/questions/",
        "launch": f"/listen/{survey}/launch/",
        "wave": f"/listen/waves/{running}/",
        "results": f"/listen/waves/{wave.pk}/results/",
        "checked": f"/listen/waves/{wave.pk}/checked/",
        "theme": f"/listen/themes/{theme}/",
        "import": "/listen/import/",
        "mine": "/listen/mine/",
    }
    faults = {}
    for width in (1440, 390):
        page = visit(amara, width=width, dark=dark)
        for name, path in paths.items():
            page.goto(path)
            keep_picture(page, f"listening-{name}-{width}-{'dark' if dark else 'light'}")
            if found := [*axe_faults(page), *([f"sideways {sideways(page)}"] if sideways(page) else [])]:
                faults[f"{name} {width}"] = found
    assert faults == {}
