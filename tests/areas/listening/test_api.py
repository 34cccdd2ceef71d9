"""Surveys through the API: written, launched, and refused where the pages refuse."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.areas.listening.conftest import launched
from tests.conftest import make_person, signed_in

from allaboard.areas.listening.models import Question, Survey, Wave

HERE = "/api/v1/surveys"


def post(person, address, body):
    return signed_in(person).post(HERE + address, body, content_type="application/json")


def test_a_survey_is_written_question_by_question(amara, hr):
    made = post(amara, "", {"title": "Lunch", "template": "blank"}).json()["id"]
    rated = {"text": "Lunch is good.", "label": "Lunch", "section": "Canteen", "required": True}
    chosen = {"text": "Which day?", "kind": "choice", "options": ["Monday", "Friday", "Monday"]}

    for question in (rated, chosen):
        assert post(amara, f"/{made}/questions", question).status_code == 201
    first, second = signed_in(amara).get(f"{HERE}/{made}").json()["questions"]

    assert (first["text"], first["section"], first["required"]) == ("Lunch is good.", "Canteen", True)
    assert second["options"] == ["Monday", "Friday"]
    assert signed_in(amara).delete(f"{HERE}/{made}/questions/{first['key']}").status_code == 200
    assert list(Question.objects.filter(survey=made).values_list("text", flat=True)) == ["Which day?"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"kind": "choice", "options": ["Only one", "Only one"]},
        {"kind": "guess"},
        {"label": "x" * 25},
    ],
    ids=["no words", "nothing to choose", "no kind", "long"],
)
def test_a_question_that_cannot_be_asked_is_refused(pulse, amara, wrong):
    before = pulse.questions.count()

    assert post(amara, f"/{pulse.pk}/questions", {"text": "Why?"} | wrong).status_code == 422
    assert pulse.questions.count() == before


def test_an_employee_writes_no_question_and_learns_of_none(pulse, amara, chidi):
    key = pulse.questions.first().key

    assert signed_in(chidi).get(f"{HERE}/{pulse.pk}").status_code == 404
    assert post(chidi, f"/{pulse.pk}/questions", {"text": "Why?"}).status_code == 404
    assert signed_in(chidi).delete(f"{HERE}/{pulse.pk}/questions/{key}").status_code == 404
    assert Survey.objects.get().questions.count() == 5


@pytest.mark.parametrize("title", ["", " ", "x" * 121])
def test_programs_are_told_which_titles_do_not_fit(pulse, amara, title):
    body = {"title": title, "opens_on": "2030-01-01", "closes_on": "2030-01-08"}
    for address in ("/api/v1/surveys", f"/api/v1/surveys/{pulse.pk}/waves"):
        answer = signed_in(amara).post(address, body, content_type="application/json")
        assert answer.status_code == 422


def test_programs_launch_with_long_rules_and_few_attributes(pulse, company, amara):
    today = timezone.localdate()
    rule = " or ".join(["department = Sales"] * 20)
    body = {
        "title": "By rule",
        "segment": rule,
        "opens_on": str(today),
        "closes_on": str(today + timedelta(days=7)),
    }

    def launch(attributes: list[str]):
        address = f"/api/v1/surveys/{pulse.pk}/waves"
        return signed_in(amara).post(
            address, body | {"attributes": attributes}, content_type="application/json"
        )

    assert launch(["department", "work_location", "shift", "team"]).status_code == 422
    assert launch(["department"]).status_code == 201
    assert Wave.objects.get(title="By rule").invited == 20


def call(person, method, address, body=None):
    return getattr(signed_in(person), method)(HERE + address, body, content_type="application/json")


def test_a_question_is_changed_and_moved_by_the_rules_of_its_page(pulse, amara, chidi):
    first, second = pulse.questions.all()[:2]
    changed = call(
        amara, "patch", f"/{pulse.pk}/questions/{first.key}", {"text": "Is the plan early?"}
    ).json()
    assert (changed["text"], changed["label"], changed["key"]) == (
        "Is the plan early?",
        first.label,
        first.key,
    )
    for wrong in ({"text": " "}, {"kind": "choice"}):
        answer = call(amara, "patch", f"/{pulse.pk}/questions/{first.key}", wrong)
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert pulse.questions.get(pk=first.pk).kind == first.kind

    moved = call(amara, "post", f"/{pulse.pk}/questions/{second.key}/move", {"earlier": True}).json()
    assert [question["key"] for question in moved][:2] == [second.key, first.key]
    assert call(chidi, "patch", f"/{pulse.pk}/questions/{first.key}", {"text": "Mine"}).status_code == 404


def test_a_survey_is_described_copied_put_away_and_brought_back(pulse, amara, chidi):
    told = call(amara, "patch", f"/{pulse.pk}", {"intro": "So that nights get better."}).json()
    assert (told["title"], told["intro"]) == ("April pulse", "So that nights get better.")
    copy = call(amara, "post", f"/{pulse.pk}/duplicate").json()
    assert len(copy["questions"]) == pulse.questions.count()

    assert call(chidi, "delete", f"/{pulse.pk}").status_code == 404
    undo = call(amara, "delete", f"/{pulse.pk}").json()["undo"]
    assert call(amara, "get", f"/{pulse.pk}").json()["archived_at"]
    assert signed_in(amara).post(undo["url"]).status_code == 200
    assert call(amara, "get", f"/{pulse.pk}").json()["archived_at"] is None
    call(amara, "delete", f"/{pulse.pk}")
    assert call(amara, "post", f"/{pulse.pk}/restore").json()["archived_at"] is None


def test_a_question_that_is_taken_out_comes_back_to_its_place(pulse, amara):
    before = list(pulse.questions.values())
    undo = call(amara, "delete", f"/{pulse.pk}/questions/{before[1]['key']}").json()["undo"]
    assert pulse.questions.count() == len(before) - 1

    signed_in(amara).post(undo["url"])
    assert list(pulse.questions.values()) == before


def test_people_are_reminded_once(company, pulse, hr, amara, chidi):
    wave = launched(pulse, hr)
    assert call(chidi, "post", f"/waves/{wave.pk}/remind").status_code == 404
    assert call(amara, "post", f"/waves/{wave.pk}/remind").status_code == 200
    assert call(amara, "post", f"/waves/{wave.pk}/remind").status_code == 422
    assert Wave.objects.get().reminded_on == timezone.localdate()


def test_only_who_was_asked_is_told_of_a_run_that_waits(company, pulse, hr, amara, chidi):
    wave = launched(pulse, hr)
    [waiting] = call(chidi, "get", "/waves/waiting").json()["items"]
    assert (waiting["title"], waiting["url"]) == ("April pulse", f"/listen/answer/{wave.pk}/")

    late = make_person("Late")
    assert call(late, "get", "/waves/waiting").json()["items"] == []


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ({"attributes": ["horoscope"]}, "cannot be shown by"),
        ({"attributes": ["department", "department"]}, "each of them once"),
        ({"closes_on": "9999-12-31"}, "a year ahead"),
        ({"opens_on": "2001-01-01"}, "has passed"),
    ],
    ids=["unknown group", "twice the same", "no end", "long ago"],
)
def test_a_launch_that_makes_no_sense_is_refused_with_its_reason(pulse, company, amara, plan, why):
    today = timezone.localdate()
    body = {"title": "April", "opens_on": str(today), "closes_on": str(today + timedelta(days=7))}

    answer = call(amara, "post", f"/{pulse.pk}/waves", body | plan)

    assert (answer.status_code, why in answer.json()["detail"]) == (422, True)
    assert not Wave.objects.exists()


def test_a_survey_that_is_put_away_is_launched_only_when_it_is_brought_back(pulse, company, amara):
    today = timezone.localdate()
    body = {"title": "April", "opens_on": str(today), "closes_on": str(today + timedelta(days=7))}
    call(amara, "delete", f"/{pulse.pk}")
    assert call(amara, "post", f"/{pulse.pk}/waves", body).status_code == 422

    call(amara, "post", f"/{pulse.pk}/restore")
    assert call(amara, "post", f"/{pulse.pk}/waves", body).status_code == 201


def test_choices_of_blanks_are_no_choices(pulse, amara):
    body = {"text": "Which day?", "kind": "choice", "options": [" ", "Monday", "Monday "]}
    assert post(amara, f"/{pulse.pk}/questions", body).status_code == 422
