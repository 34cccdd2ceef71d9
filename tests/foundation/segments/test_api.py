"""Segments for programs: the same rules, the same eyes."""

import pytest
from tests.conftest import acting, make_person, signed_in

from allaboard.areas.campaigns.services.drafts import start_campaign
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.services import Draft, create_segment, freeze

HERE = "/api/v1/segments"


@pytest.fixture
def api_of(client_of):
    def call(person, method, path="", **body):
        client = client_of(person)
        return getattr(client, method)(HERE + path, body, content_type="application/json")

    return call


def test_a_segment_is_made_changed_and_archived(amara, api_of):
    made = api_of(amara, "post", name="Night", text="Shift is Night", shared=True)
    assert made.status_code == 201
    assert made.json()["text"] == "shift = Night"

    path = f"/{made.json()['id']}"
    assert (
        api_of(amara, "patch", path, text="shift in (Night,Late)").json()["text"] == "shift in (Night, Late)"
    )
    assert api_of(amara, "delete", path).status_code == 200
    assert api_of(amara, "get").json()["items"] == []
    assert Segment.objects.get().archived_at


def test_a_rule_that_cannot_be_read_is_a_problem_with_its_reason(amara, api_of):
    answer = api_of(amara, "post", "/count", text="departmet = Sales")

    assert answer.status_code == 422
    assert "department" in answer.content.decode()
    assert answer.json()["position"] == 0
    assert (
        api_of(amara, "post", "/count", text="shift = Night and departmet = Sales").json()["position"] == 18
    )


def test_members_come_in_pages_and_only_those_one_may_see(amara, ben, chidi, api_of):
    for _ in range(3):
        make_person(department="Operations")
    segment = create_segment(Draft("Ops", "department = Operations", shared=True), by=acting(amara))

    first = signed_in(amara).get(f"{HERE}/{segment.pk}/members?limit=4").json()
    rest = signed_in(amara).get(f"{HERE}/{segment.pk}/members?limit=4&cursor={first['next']}").json()

    assert len({row["id"] for row in first["items"] + rest["items"]}) == 5
    assert {row["id"] for row in signed_in(ben).get(f"{HERE}/{segment.pk}/members").json()["items"]} == {
        ben.pk,
        chidi.pk,
    }
    assert signed_in(ben).get(f"{HERE}/{segment.pk}/count").json()["people"] == 2


def test_a_share_is_told_of_those_who_could_be_asked(amara, ben, chidi, api_of):
    """Ben sees Amara’s card, but may ask how long somebody is here only of those below him."""
    Person.objects.filter(pk=ben.pk).update(manager=amara, manager_path=[amara.pk])
    segment = create_segment(Draft("New", "tenure < 1 year", shared=True), by=acting(amara))
    unsaved = api_of(ben, "post", "/count", text="tenure < 1 year").json()

    counted = signed_in(ben).get(f"{HERE}/{segment.pk}/count").json()

    assert (counted["people"], counted["of"]) == (unsaved["people"], unsaved["of"]) == (0, 2)
    assert api_of(ben, "post", "/count", text="everyone").json()["of"] == 3


def test_a_manager_is_refused_a_count_of_private_facts(amara, ben, chidi, api_of):
    segment = create_segment(Draft("X", "generation = x", shared=True), by=acting(amara))

    assert api_of(ben, "get", f"/{segment.pk}/count").status_code == 403
    assert api_of(ben, "post", "/count", text="generation = x").status_code == 422
    assert api_of(amara, "get", f"/{segment.pk}/count").json()["people"] == 0


def test_an_employee_finds_no_segment(amara, chidi, api_of):
    segment = create_segment(Draft("X", "", shared=True), by=acting(amara))

    assert api_of(chidi, "get").json()["items"] == []
    assert api_of(chidi, "get", f"/{segment.pk}").status_code == 404
    assert api_of(chidi, "post", name="Mine").status_code == 403


def test_an_archived_segment_is_restored_and_copied_by_program(amara, ben, api_of):
    kept = create_segment(Draft("Sales", "department = Sales"), by=acting(amara))
    api_of(amara, "delete", f"/{kept.pk}")
    assert api_of(ben, "post", f"/{kept.pk}/restore").status_code == 404
    assert api_of(amara, "post", f"/{kept.pk}/restore").json()["archived_at"] is None

    copy = api_of(amara, "post", f"/{kept.pk}/duplicate")
    assert (copy.status_code, copy.json()["text"]) == (201, "department = Sales")
    assert api_of(ben, "post", f"/{kept.pk}/duplicate").status_code == 404
    assert Segment.objects.count() == 2


def test_lists_frozen_from_a_segment_and_its_uses_are_told(amara, ben, chidi, api_of):
    make_person(department="Sales")
    kept = create_segment(Draft("Sales", "department = Sales", shared=True), by=acting(amara))
    freeze(kept.pk, acting(amara), "Pulse")
    campaign = start_campaign("Swap board", by=acting(amara), segment_id=kept.pk)

    [frozen] = api_of(amara, "get", f"/{kept.pk}/snapshots").json()["items"]
    assert (frozen["reason"], frozen["people"], frozen["text"]) == ("Pulse", 1, "department = Sales")
    assert api_of(ben, "get", f"/{kept.pk}/snapshots").json()["items"] == []
    assert [use["label"] for use in api_of(amara, "get", f"/{kept.pk}/uses").json()] == [campaign.title]
    assert api_of(ben, "get", f"/{kept.pk}/uses").json() == []
