"""Whether people of one part of the company may be asked, when another part is not there yet."""

import pytest
from tests.areas.initiatives.conftest import happened
from tests.conftest import acting, make_person, signed_in

from allaboard.areas.initiatives.facade import readiness, require_ready
from allaboard.areas.initiatives.models import Stakeholder
from allaboard.areas.initiatives.services.asks import override_readiness, withdraw_override
from allaboard.errors import RuleBroken
from allaboard.foundation.audit.models import Entry


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
    canteen = readiness(initiative.pk, "Canteen")

    assert canteen.checks == readiness(initiative.pk).checks
    assert not canteen.has_own_leaders
    assert readiness(initiative.pk, "Depot").has_own_leaders


def test_the_api_answers_for_a_unit(initiative, seats, amara):
    address = f"/api/v1/initiatives/{initiative.pk}/readiness"

    assert signed_in(amara).get(address, {"unit": "Depot"}).json()["may_ask"] is True
    assert signed_in(amara).get(address, {"unit": "Labs"}).json()["may_ask"] is False


WHY = "The labs move next week, so they cannot wait."


def test_an_override_of_one_part_opens_that_part_only(initiative, seats, amara):
    override = override_readiness(initiative, WHY, acting(amara), unit="Labs")

    assert (override.unit, readiness(initiative.pk, "Labs").overridden_by) == ("Labs", amara.name)
    require_ready(initiative.pk, "Labs")
    assert not readiness(initiative.pk).may_ask
    assert Entry.objects.filter(action="readiness.overridden").get().details["unit"] == "Labs"


def test_an_override_for_the_whole_company_opens_every_part(initiative, seats, amara):
    override_readiness(initiative, WHY, acting(amara))

    assert readiness(initiative.pk, "Labs").override_reason == WHY


def test_taking_one_override_back_leaves_the_other(initiative, seats, amara):
    make_person(department="Canteen")
    override_readiness(initiative, WHY, acting(amara), unit="Labs")
    override_readiness(initiative, WHY, acting(amara), unit="Canteen")

    withdraw_override(initiative, acting(amara), unit="Labs")

    assert not readiness(initiative.pk, "Labs").may_ask
    assert readiness(initiative.pk, "Canteen").may_ask


def test_a_part_that_is_ready_or_does_not_exist_cannot_be_overridden(initiative, seats, amara):
    with pytest.raises(RuleBroken, match="nothing to override"):
        override_readiness(initiative, WHY, acting(amara), unit="Depot")
    with pytest.raises(RuleBroken, match="Nobody works"):
        override_readiness(initiative, WHY, acting(amara), unit="Atlantis")


def test_the_page_explains_one_part_and_opens_it_on_a_name(initiative, seats, amara):
    browser, page = signed_in(amara), f"/initiatives/{initiative.pk}/"
    shown = browser.get(page, {"unit": "Labs"}).content.decode()
    assert "Ready to ask Labs?" in shown
    assert "The leaders of Labs count" in shown
    assert "1 of 2 leaders" in shown
    assert "No leader of Canteen is on the list" in browser.get(page, {"unit": "Canteen"}).content.decode()

    answer = browser.post(f"{page}override/?unit=Labs", {"reason": WHY})

    assert answer.headers["Location"] == f"{page}?unit=Labs#readiness"
    assert "decided on" in browser.get(page, {"unit": "Labs"}).content.decode()
    assert "decided on" not in browser.get(page).content.decode()
    assert f"(Labs):</strong> “{WHY}”" in browser.get(f"{page}report/").content.decode()


def test_a_reason_that_is_too_short_keeps_the_part(initiative, seats, amara):
    answer = signed_in(amara).post(f"/initiatives/{initiative.pk}/override/?unit=Labs", {"reason": "soon"})

    assert answer.status_code == 422
    assert "Ready to ask Labs?" in answer.content.decode()
