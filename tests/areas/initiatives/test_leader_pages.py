"""Leaders are found, put on the list, and known by what they did."""

import re

import pytest
from tests.conftest import acting, make_person, signed_in

from allaboard.areas.initiatives.models import Evidence
from allaboard.areas.initiatives.queries import candidates
from allaboard.areas.initiatives.services.leaders import add_leader


def test_a_leader_is_found_by_name_and_department_without_scripts(team, initiative, ben, chidi):
    office = make_person("Chinedu", department="Finance")
    address = f"/initiatives/{initiative.pk}/leaders/add/"

    def found(**asked: str) -> set[int]:
        page = team.get(address, asked).content.decode()
        return {int(pk) for pk in re.findall(r'href="\?person=(\d+)"', page)}

    assert (
        "<option selected>Finance</option>" in team.get(address, {"department": "Finance"}).content.decode()
    )
    assert found() == {ben.pk}  # those who lead others come first
    assert found(department="Operations") == {ben.pk, chidi.pk}
    assert found(q="chi") == {chidi.pk, office.pk}
    assert found(q="chi", department="Finance") == {office.pk}


def test_a_search_that_finds_more_than_is_shown_says_so(team, initiative, monkeypatch):
    monkeypatch.setattr(candidates, "SHOWN", 2)
    for number in range(3):
        make_person(f"Zoltan{number}")

    page = team.get(f"/initiatives/{initiative.pk}/leaders/add/", {"q": "zoltan"}).content.decode()

    assert page.count("?person=") == 2
    assert "The first 2 of 3." in page


def test_the_first_leader_is_offered_as_sponsor(team, amara, initiative, ben, chidi):
    address = f"/initiatives/{initiative.pk}/leaders/add/"
    chosen = '<option value="sponsor" selected>'

    assert chosen in team.get(address, {"person": ben.pk}).content.decode()
    add_leader(initiative, ben.pk, "sponsor", 5, acting(amara))
    assert chosen not in team.get(address, {"person": chidi.pk}).content.decode()


def test_noting_a_demo_on_the_leader_page_moves_the_stage(team, initiative, ben_as_leader):
    address = f"/initiatives/{initiative.pk}/leaders/{ben_as_leader.pk}/"
    team.post(f"{address}evidence/", {"kind": "came_to_demo", "note": "", "on": "2026-01-05"})

    assert Evidence.objects.get().kind == "came_to_demo"
    assert "Came to the demo" in team.get(address).content.decode()


def test_two_people_answer_a_question_and_neither_answer_is_lost(initiative, ben_as_leader, amara):
    question = ben_as_leader.objections.create(kind="question", text="What of nights?")
    browser, page = signed_in(amara), f"/initiatives/{initiative.pk}/objections/{question.pk}/answer/"
    assert browser.post(page, {"answer": "Nights come first."}).status_code == 302

    second = browser.post(page, {"answer": "Nights come last."})

    assert second.status_code == 422
    assert "It is answered already." in second.content.decode()
    assert "Nights come last." in second.content.decode()  # what was typed is still there to copy
    question.refresh_from_db()
    assert question.answer == "Nights come first."


@pytest.mark.parametrize(
    ("day", "refusal"),
    [("0001-01-01", "within the last ten years"), ("2999-01-01", "cannot lie in the future")],
)
def test_a_day_that_cannot_be_meant_is_refused_at_its_field_and_to_programs(
    team, initiative, ben_as_leader, day, refusal
):
    page = f"/initiatives/{initiative.pk}/leaders/{ben_as_leader.pk}/"
    program = f"/api/v1{page}evidence"
    said = {"kind": "talked", "note": "At lunch"}

    typed = team.post(f"{page}evidence/", {**said, "on": day})
    sent = team.post(program, {**said, "at": f"{day}T00:00:00+14:00"}, "application/json")

    assert (typed.status_code, sent.status_code) == (422, 422)
    assert refusal in typed.context["evidence_form"].errors["on"][0]
    assert refusal in sent.json()["detail"]
    assert not Evidence.objects.exists()
    assert team.get(page).status_code == 200
