"""A closed wave with 12 people asked, a theme in it, and someone who was not asked."""

from datetime import date

import pytest
from django.db.models import QuerySet
from tests.conftest import acting, make_person

from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, draft_change
from allaboard.areas.initiatives.facade import start_initiative
from allaboard.areas.listening.models import Block, Comment, Participation, Survey, Theme, Wave
from allaboard.foundation.people.models import Person

WORDS = Words("did", "Swapping a shift takes days.", "We made a swap board.", "Swaps take 22 hours, not 96.")


@pytest.fixture
def asked(db: None) -> list[Person]:
    return [make_person() for _number in range(12)]


@pytest.fixture
def wave(asked: list[Person]) -> Wave:
    survey = Survey.objects.create(title="Pulse")
    found = Wave.objects.create(
        survey=survey,
        title="April pulse",
        stage="closed",
        opens_on=date(2026, 4, 1),
        closes_on=date(2026, 4, 14),
        closed_on=date(2026, 4, 14),
        questions=[],
        attributes=[],
        plan={},
        invited=12,
        answered=10,
        smallest_group=10,
    )
    block = Block.objects.create(wave=found, number=1, groups=[], invited=12, answered=10)
    Participation.objects.bulk_create(
        Participation(wave=found, person=person, block=block) for person in asked
    )
    return found


@pytest.fixture
def initiative_id(amara: Person) -> int:
    return start_initiative("Shift swaps settled within a day", "Slow", [], acting(amara))


@pytest.fixture
def theme(wave: Wave, initiative_id: int) -> Theme:
    found = Theme.objects.create(wave=wave, title="Shift swaps", initiative_id=initiative_id)
    Comment.objects.bulk_create(
        Comment(wave=wave, question="q", text="Swaps take days", theme=found if number < 4 else None)
        for number in range(10)
    )
    return found


@pytest.fixture
def draft(theme: Theme, amara: Person):
    return draft_change(WORDS, Origin(theme_id=theme.pk), acting(amara))


def told_of(initiative_id: int) -> QuerySet[Change]:
    """Published changes that came of an initiative."""
    return Change.objects.filter(initiative_id=initiative_id, status=Status.PUBLISHED)
