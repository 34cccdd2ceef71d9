"""An initiative with a case, three leaders and someone who is not on the list."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import make_person, signed_in

from allaboard.areas.initiatives.models import Evidence, Initiative, Source, Stakeholder
from allaboard.foundation.people.models import Person


@pytest.fixture
def initiative(amara: Person) -> Initiative:
    found = Initiative.objects.create(
        title="Shift swaps settled within a day",
        unit="Operations",
        problem="Swapping a shift takes four days on average.",
        owner=amara,
        cost_once=18_000,
        cost_yearly=6_000,
        benefit_low=44_000,
        benefit_likely=61_000,
        benefit_high=79_000,
        measure="to settle a swap",
        measure_unit="h",
        measure_baseline=96,
        measure_target=24,
    )
    Source.objects.create(initiative=found, kind="theme", label="212 of 503 people", url="/listen/themes/1/")
    return found


@pytest.fixture
def ben_as_leader(initiative: Initiative, ben: Person) -> Stakeholder:
    return Stakeholder.objects.create(initiative=initiative, person=ben, role="sponsor", influence=3)


@pytest.fixture
def rosa_as_leader(initiative: Initiative) -> Stakeholder:
    rosa = make_person("Rosa", department="Finance")
    return Stakeholder.objects.create(initiative=initiative, person=rosa, role="decider", influence=2)


def happened(stakeholder: Stakeholder, kind: str, days_ago: int = 1, note: str = "") -> Evidence:
    """Something that the leader did some days ago."""
    return Evidence.objects.create(
        stakeholder=stakeholder, kind=kind, note=note, at=timezone.now() - timedelta(days=days_ago)
    )


@pytest.fixture
def team(amara: Person) -> Client:
    return signed_in(amara)


def kinds(stakeholder: Stakeholder) -> list[str]:
    """What a leader did, in order."""
    return list(
        Evidence.objects.filter(stakeholder=stakeholder).order_by("pk").values_list("kind", flat=True)
    )
