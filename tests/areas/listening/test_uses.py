"""A segment names the surveys that asked its people, and only to those who may see them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, grant, make_person

from allaboard.areas.listening.models import Survey
from allaboard.areas.listening.services.waves import Launch, launch_wave
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.services import Draft, create_segment
from allaboard.foundation.segments.uses import uses_of


@pytest.fixture
def plan() -> Launch:
    today = timezone.localdate()
    return Launch("April in Sales", "department = Sales", today, today + timedelta(days=7), ())


def test_a_segment_names_its_surveys_to_those_who_see_them(
    hr: Actor, company: list[Person], pulse: Survey, plan: Launch, ben: Person
) -> None:
    segment = create_segment(Draft("Sales", "department = Sales", shared=True), by=hr)
    wave = launch_wave(pulse, replace(plan, segment_id=segment.pk), by=hr)

    (use,) = uses_of(hr, segment.pk)
    assert (use.label, use.url, use.follows) == ("April in Sales", f"/listen/waves/{wave.pk}/", False)
    assert uses_of(acting(grant(ben, Role.MANAGER)), segment.pk) == []


def test_nobody_asks_people_by_facts_they_may_not_read(
    hr: Actor, company: list[Person], pulse: Survey, plan: Launch
) -> None:
    Person.objects.filter(department="Sales").update(custom_fields={"salary": 95000})
    lena = acting(grant(make_person("Lena"), Role.COMMUNICATIONS))
    rich = replace(plan, segment_text="custom.salary > 90000")

    with pytest.raises(RuleBroken, match="may not use these facts"):
        launch_wave(pulse, rich, by=lena)
    assert launch_wave(pulse, rich, by=hr).invited == 20
