import pytest
from django.utils import timezone
from tests.conftest import grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person

PEOPLE = "/api/v1/people"


@pytest.fixture
def secretive(ben):
    return make_person(
        "Zoë",
        department="Sales",
        phone_number="555-ZOE",
        custom_fields={"pay": "SECRET-Z"},
        manager=ben,
        manager_path=[ben.pk],
    )


def named(answer) -> set[str]:
    return {item["name"].split()[0] for item in answer.json()["items"]}


def test_the_list_has_the_people_and_fields_of_the_callers_role(amara, ben, chidi, secretive):
    everyone = signed_in(amara).get(PEOPLE)
    assert named(everyone) == {"Amara", "Ben", "Chidi", "Zoë"}
    assert "SECRET-Z" in everyone.content.decode()

    own = signed_in(ben).get(PEOPLE)
    assert named(own) == {"Ben", "Chidi", "Zoë"}
    assert "555-ZOE" in own.content.decode()
    assert "SECRET-Z" not in own.content.decode()

    gina = grant(make_person("Gina"), Role.COMMUNICATIONS)
    shown = signed_in(gina).get(PEOPLE, {"q": "zoe"})
    assert named(shown) == {"Zoë"}
    assert not {"phone_number", "custom_fields", "employment_status"} & set(
        shown.json()["items"][0]["attributes"]
    )


def test_an_employee_and_a_stranger_get_nothing_of_others(client, chidi, secretive):
    assert signed_in(chidi).get(f"{PEOPLE}/{secretive.pk}").status_code == 404
    assert named(signed_in(chidi).get(PEOPLE)) == {"Ben", "Chidi"}
    assert client.get(PEOPLE).status_code == 401


def test_pages_follow_one_another(amara):
    for number in range(3):
        make_person(f"P{number}", department="Sales")
    client = signed_in(amara)
    first = client.get(PEOPLE, {"department": "Sales", "limit": 2}).json()
    second = client.get(PEOPLE, {"department": "Sales", "limit": 2, "cursor": first["next"]}).json()
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert len(ids) == len(set(ids)) == 3
    assert second["next"] == ""


def test_hr_creates_and_changes_and_others_may_not(amara, ben):
    client = signed_in(amara)
    made = client.post(
        PEOPLE,
        {"email": "New@x.test", "manager_id": ben.pk, "title": "Nurse"},
        content_type="application/json",
    )
    assert made.status_code == 201
    pk = made.json()["id"]
    changed = client.patch(f"{PEOPLE}/{pk}", {"title": "Head nurse"}, content_type="application/json")
    assert changed.json()["attributes"]["title"] == "Head nurse"
    assert changed.json()["attributes"]["manager_id"] == ben.pk
    on = client.get(f"{PEOPLE}/{pk}", {"on": timezone.localdate().isoformat()}).json()
    assert on["attributes"]["title"] == "Head nurse"

    refused = signed_in(ben).patch(f"{PEOPLE}/{pk}", {"title": "X"}, content_type="application/json")
    assert refused.status_code == 403
    assert client.post(PEOPLE, {"email": "new@x.test"}, content_type="application/json").status_code == 422
    wrong = client.post(
        PEOPLE, {"email": "w@x.test", "manager_id": 999_999_999}, content_type="application/json"
    )
    assert wrong.status_code == 422


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_same_number_of_questions(amara, people, django_assert_num_queries):
    for _ in range(people):
        make_person()
    client = signed_in(amara)
    client.get(PEOPLE)
    with django_assert_num_queries(4):
        client.get(PEOPLE)


def test_many_people_get_one_hr_partner_and_it_can_be_taken_back(amara, ben, chidi, secretive):
    chidi.hr_partner = ben
    chidi.save()
    body = {"person_ids": [chidi.pk, secretive.pk], "partner_id": amara.pk}
    assert (
        signed_in(ben).post(f"{PEOPLE}/hr-partner", body, content_type="application/json").status_code == 403
    )
    wrong = signed_in(amara).post(
        f"{PEOPLE}/hr-partner", body | {"partner_id": secretive.pk}, content_type="application/json"
    )
    assert wrong.status_code == 422
    set_so = signed_in(amara).post(f"{PEOPLE}/hr-partner", body, content_type="application/json").json()
    of_both = Person.objects.filter(pk__in=body["person_ids"]).order_by("pk")
    assert list(of_both.values_list("hr_partner", flat=True)) == [amara.pk, amara.pk]

    signed_in(amara).post(set_so["undo"]["url"])
    assert list(of_both.values_list("hr_partner", flat=True)) == [ben.pk, None]
