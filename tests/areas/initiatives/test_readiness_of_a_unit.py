"""Whether people of one part of the company may be asked, when another part is not there yet."""

import pytest
from tests.areas.initiatives.conftest import happened
from tests.conftest import make_person, signed_in

from allaboard.areas.initiatives import loop
from allaboard.areas.initiatives.facade import readiness, require_ready
from allaboard.areas.initiatives.models import Stakeholder
from allaboard.errors import RuleBroken


@pytest.fixture(autouse=True)
def _no_other_area(monkeypatch):
    monkeypatch.setattr(loop, "_checks", [])
    monkeypatch.setattr(loop, "_evidence", [])


@pytest.fixture
def seats(initiative):
    """A committed sponsor, a convinced lead of the depot, and a lead of the labs who knows of nothing."""
    places = (
        ("sponsor", {}),
        ("influencer", {"work_location": "Depot"}),
        ("influencer", {"department": "Labs"}),
    )
    made = [
        Stakeholder.objects.create(initiative=initiative, person=make_person(**place), role=role, influence=3)
        for role, place in places
    ]
    happened(made[0], "committed_resource", note="Pays for it")
    happened(made[1], "said_accept", note="Yes")
    return made


def test_the_unit_whose_leaders_are_won_is_ready_and_the_other_is_not(initiative, seats):
    assert readiness(initiative.pk, "Depot").is_ready
    require_ready(initiative.pk, "Depot")
    assert not readiness(initiative.pk, "Labs").is_ready
    with pytest.raises(RuleBroken, match="1 of 2 leaders"):
        require_ready(initiative.pk, "Labs")
    assert not readiness(initiative.pk).is_ready


def test_a_sponsor_counts_in_every_unit(initiative, seats):
    seats[0].delete()

    assert "Nobody sponsors this yet" in [check.text for check in readiness(initiative.pk, "Depot").red]


def test_a_unit_without_a_leader_of_its_own_counts_all_leaders(initiative, seats):
    assert readiness(initiative.pk, "Canteen") == readiness(initiative.pk)


def test_the_api_answers_for_a_unit(initiative, seats, amara):
    address = f"/api/v1/initiatives/{initiative.pk}/readiness"

    assert signed_in(amara).get(address, {"unit": "Depot"}).json()["may_ask"] is True
    assert signed_in(amara).get(address, {"unit": "Labs"}).json()["may_ask"] is False
