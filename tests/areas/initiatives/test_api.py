"""Initiatives through the API: good, bad and forbidden input, and calls that happen once."""

from datetime import UTC, datetime

import pytest
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives.models import Evidence, Initiative, Objection, Source, StepNote
from allaboard.areas.initiatives.services.leaders import raise_objection

ADDRESS = "/api/v1/initiatives"
GOOD = {
    "title": "A warm meal on nights",
    "problem": "Nights find the canteen closed.",
    "unit": "Operations",
    "evidence": [{"label": "58 of 412 comments", "url": "/listen/themes/4/", "kind": "theme"}],
}


def post(person, address, body, **headers):
    return signed_in(person).post(address, body, content_type="application/json", headers=headers)


def test_an_initiative_is_started_with_its_evidence(amara):
    answer = post(amara, ADDRESS, GOOD)

    started = Initiative.objects.get()
    assert answer.status_code == 201
    assert answer.json()["id"] == started.pk
    assert (started.title, started.unit, started.owner) == (GOOD["title"], "Operations", amara)
    assert list(Source.objects.values_list("initiative", "kind", "label")) == [
        (started.pk, "theme", "58 of 412 comments")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"title": None},
        {"evidence": [{"label": ""}]},
        {"evidence": [{"label": "Runs", "url": "javascript:alert(1)"}]},
        {"evidence": [{"label": "Elsewhere", "url": "//evil.example"}]},
        {"evidence": [{"label": "Kind", "kind": "rumour"}]},
        {"evidence": [{"label": "Many"}] * 51},
    ],
    ids=["no title", "long", "null", "no label", "script", "other host", "kind", "many"],
)
def test_bad_input_is_refused_with_the_field_and_starts_nothing(amara, wrong):
    answer = post(amara, ADDRESS, GOOD | wrong)

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert next(iter(wrong)) in answer.content.decode()
    assert not Initiative.objects.exists()


def test_a_title_of_spaces_is_refused_by_the_same_rule_as_on_the_page(amara):
    answer = post(amara, ADDRESS, GOOD | {"title": "   "})

    assert answer.status_code == 422
    assert "Give the initiative a title." in answer.content.decode()


def test_employees_and_managers_start_nothing_and_strangers_are_not_let_in(chidi, ben, client):
    for person in (chidi, ben):
        assert post(person, ADDRESS, GOOD).status_code == 403
    assert client.post(ADDRESS, GOOD, content_type="application/json").status_code == 401
    assert not Initiative.objects.exists()


def test_the_same_key_starts_one_initiative_and_another_body_under_it_is_refused(amara):
    first = post(amara, ADDRESS, GOOD, **{"Idempotency-Key": "meal-1"})
    again = post(amara, ADDRESS, GOOD, **{"Idempotency-Key": "meal-1"})
    other = post(amara, ADDRESS, GOOD | {"title": "Another"}, **{"Idempotency-Key": "meal-1"})

    assert again.status_code == 201
    assert again.json() == first.json()
    assert other.status_code in (409, 422)
    assert Initiative.objects.count() == 1


def test_a_step_taken_outside_is_noted_listed_and_taken_back(amara, initiative):
    address = f"{ADDRESS}/{initiative.pk}/step-notes"
    body = {"step": "served", "text": "40 requests answered by the help desk", "on": "2026-05-12"}

    made = post(amara, address, body)

    assert made.status_code == 201
    steps = {one["key"]: one for one in signed_in(amara).get(f"{ADDRESS}/{initiative.pk}/steps").json()}
    assert steps["served"]["by_hand"]
    assert not steps["listened"]["by_hand"]
    note = signed_in(amara).get(address).json()[0]
    assert (note["text"], note["noted_by_name"], note["progress"]) == (body["text"], amara.name, "done")
    assert signed_in(amara).delete(f"{address}/{note['id']}").status_code == 204
    assert signed_in(amara).get(address).json() == []


def test_a_step_that_an_area_answers_for_and_a_stranger_s_note_are_refused(amara, chidi, initiative):
    address = f"{ADDRESS}/{initiative.pk}/step-notes"
    body = {"step": "told", "text": "We told them", "on": "2026-05-12"}

    assert post(amara, address, body).status_code == 422
    assert post(chidi, address, body | {"step": "served"}).status_code == 404
    assert not StepNote.objects.exists()


def test_an_instant_without_a_zone_is_by_the_clock_of_the_company(initiative, ben_as_leader, amara):
    place = f"{ADDRESS}/{initiative.pk}/leaders/{ben_as_leader.pk}/evidence"

    answer = post(amara, place, {"kind": "talked", "note": "At the gate", "at": "2026-03-02T09:30:00"})

    assert answer.status_code == 201
    assert Evidence.objects.get().at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_leader_is_added_once_and_only_one_whom_the_caller_sees(amara, ben, dina, initiative):
    address = f"{ADDRESS}/{initiative.pk}/leaders"
    made = post(amara, address, {"person_id": ben.pk, "role": "sponsor"})

    assert made.status_code == 201
    assert (made.json()["role"], made.json()["stage"]) == ("sponsor", "unaware")
    assert post(amara, address, {"person_id": ben.pk}).status_code == 422
    assert post(amara, address, {"person_id": 999_999}).status_code == 404
    assert post(ben, address, {"person_id": amara.pk}).status_code == 404
    assert [row["person_id"] for row in signed_in(amara).get(address).json()] == [ben.pk]


def test_what_a_leader_asked_is_read_by_the_team_alone(amara, chidi, initiative, ben_as_leader):
    raise_objection(ben_as_leader, "question", "Who pays?", acting(amara))
    address = f"{ADDRESS}/{initiative.pk}/leaders/{ben_as_leader.pk}/objections"

    assert [row["text"] for row in signed_in(amara).get(address).json()] == ["Who pays?"]
    assert signed_in(chidi).get(address).status_code == 404


def test_a_program_keeps_what_a_leader_asked_and_answers_it_once(amara, initiative, ben_as_leader):
    address = f"{ADDRESS}/{initiative.pk}/leaders/{ben_as_leader.pk}/objections"
    body = {"kind": "question", "text": "Who pays?"}
    asked = [post(amara, address, body, **{"Idempotency-Key": "q"}) for _again in range(2)]
    assert [one.status_code for one in asked] == [201, 201]
    [objection] = Objection.objects.all()

    here = f"{ADDRESS}/{initiative.pk}/objections/{objection.pk}/answer"
    assert post(amara, here, {"answer": "  "}).status_code == 422
    assert post(amara, here, {"answer": "Operations does."}).json()["answer"] == "Operations does."
    again = post(amara, here, {"answer": "Nobody does."})

    assert (again.status_code, again["Content-Type"]) == (422, "application/problem+json")
    assert signed_in(amara).get(address).json()[0]["answer"] == "Operations does."
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["asked_question", "objection_answered"]


def test_nobody_else_asks_for_a_leader_or_answers(amara, ben, chidi, initiative, ben_as_leader):
    objection = raise_objection(ben_as_leader, "question", "Who pays?", acting(amara))
    here = f"{ADDRESS}/{initiative.pk}"

    for person in (ben, chidi):
        asked = post(
            person, f"{here}/leaders/{ben_as_leader.pk}/objections", {"kind": "objection", "text": "No."}
        )
        answered = post(person, f"{here}/objections/{objection.pk}/answer", {"answer": "I do."})
        for answer in (asked, answered):
            assert (answer.status_code, "Who pays?" in answer.content.decode()) == (404, False)
    assert list(Objection.objects.values_list("text", "answer")) == [("Who pays?", "")]
