"""A small company of three departments, and ways to ask it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.conftest import acting

from allaboard.areas.listening.choices import Template
from allaboard.areas.listening.models import Participation, Survey, Wave
from allaboard.areas.listening.services.ballots import cast_ballot
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import Launch, close_wave, launch_wave
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person

Answers = dict[str, Sequence[str]]
HAPPY: Answers = {"plan_week": ["5"], "lead_listens": ["4"], "something_changes": ["4"], "recommend": ["9"]}
SAD: Answers = {"plan_week": ["1"], "lead_listens": ["2"], "something_changes": ["1"], "recommend": ["3"]}


@pytest.fixture
def hr(amara: Person) -> Actor:
    return acting(amara)


@pytest.fixture
def company(amara: Person) -> list[Person]:
    """20 in Sales, 12 in Support, 4 in Labs; Amara is the one in Human Resources."""
    made = []
    for department, people in (("Sales", 20), ("Support", 12), ("Labs", 4)):
        for number in range(people):
            email = f"{department.lower()}.{number}@example.test"
            made.append(Person(given_name=f"{department}{number}", email=email, department=department))
    return Person.objects.bulk_create(made)


@pytest.fixture
def pulse(hr: Actor) -> Survey:
    return start_survey(by=hr, title="April pulse", template=Template.PULSE)


def launched(
    survey: Survey, by: Actor, attributes: Sequence[str] = ("department",), minimum: int = 5
) -> Wave:
    """The survey, sent to everyone from today for a week."""
    today = timezone.localdate()
    plan = Launch("April pulse", "", today, today + timedelta(days=7), attributes, minimum)
    return launch_wave(survey, plan, by=by)


def answer_all(wave: Wave, said: Callable[[Person], Answers | None]) -> None:
    """Everyone asked answers what the function gives; None stays away."""
    for place in Participation.objects.filter(wave=wave).select_related("person").order_by("person"):
        given = said(place.person)
        if given is not None:
            cast_ballot(wave.pk, place.person_id, uuid4(), given)


@pytest.fixture
def closed(pulse, company, hr, ben, chidi):
    """A closed wave in which Sales was happy and the others were not, with things to say."""
    wave = launched(pulse, hr)
    said = [
        "Swapping a shift takes days, the roster is late",
        "The canteen food is cold and lunch is expensive",
    ]

    def words(person):
        happy = person.department == "Sales"
        return (HAPPY if happy else SAD) | {"change_first": [f"{said[happy]} {person.pk % 7}"]}

    answer_all(wave, words)
    close_wave(wave, by=hr)
    return Wave.objects.get(pk=wave.pk)
