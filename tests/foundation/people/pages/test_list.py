"""The list, its file and the palette show each reader the same people, and no more than they may read."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from tests.conftest import acting, grant, make_person, signed_in
from tests.foundation.people.pages.conftest import exported_rows, text_of

from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.today import creations, find


def test_hr_sees_searches_filters_and_exports_the_same_people(company, amara):
    client = signed_in(amara)
    assert "Zoë" in text_of(client.get(reverse("people:list")))
    found = text_of(client.get(reverse("people:list"), {"q": "zoe", "department": "Sales"}))
    assert "Zoë" in found
    assert "1 row" in found
    rows = exported_rows(client.get(reverse("people:list"), {"department": "Sales", "export": "csv"}))
    assert [(row["Given name"], row["pay"], row["Job title"]) for row in rows] == [
        ("Zoë", "SECRET-Z", "'=cmd|x")
    ]


def test_a_file_of_the_list_is_ordered_like_the_page(company, amara, ben):
    client = signed_in(amara)
    Person.objects.filter(pk=ben.pk).update(department="Zoo")
    Person.objects.filter(pk=amara.pk).update(department="Art")
    names = {}
    for sort in ("department", "-department", "name", "-name"):
        rows = exported_rows(client.get(reverse("people:list"), {"sort": sort, "export": "csv"}))
        shown = client.get(reverse("people:list"), {"sort": sort}).context["table"].page.object_list
        names[sort] = [row["E-mail"] for row in rows]
        assert names[sort] == [person.email for person in shown], sort
    assert names["department"] != names["-department"]


def test_the_list_begins_with_those_who_are_here_and_shows_the_others_when_asked(company, amara):
    make_person("Lea", employment_status="terminated", active=False)
    client = signed_in(amara)
    assert "Lea" not in text_of(client.get(reverse("people:list")))
    assert not exported_rows(client.get(reverse("people:list"), {"q": "lea", "export": "csv"}))

    for status in ("terminated", "everyone"):
        assert "Lea" in text_of(client.get(reverse("people:list"), {"status": status}))


def test_a_communicator_gets_no_phone_and_no_custom_field_anywhere(company, amara):
    gina = grant(make_person("Gina"), Role.COMMUNICATIONS)
    client = signed_in(gina)
    page = text_of(client.get(reverse("people:person", args=[company.pk])))
    assert "Zoë" in page
    for secret in ("555-ZOE", "SECRET-Z"):
        assert secret not in page
        assert secret not in text_of(client.get(reverse("people:list")))
        answer = client.get(reverse("people:list"), {"export": "csv"})
        assert secret not in b"".join(answer.streaming_content).decode()
    assert "0 rows" in text_of(client.get(reverse("people:list"), {"q": "555-ZOE"}))


def test_a_manager_finds_the_own_people_only(company, ben, chidi):
    client = signed_in(ben)
    page = text_of(client.get(reverse("people:list")))
    assert "Chidi" in page
    assert "Zoë" not in page
    assert "0 rows" in text_of(client.get(reverse("people:list"), {"q": "zoe"}))
    assert client.get(reverse("people:person", args=[company.pk])).status_code == 404
    rows = exported_rows(client.get(reverse("people:list"), {"export": "csv"}))
    assert {row["Given name"]: row["Phone"] for row in rows} == {"Ben": "", "Chidi": "555-CHIDI"}
    assert "SECRET-C" not in text_of(client.get(reverse("people:person", args=[chidi.pk])))


def test_who_takes_people_along_as_a_file_is_written_down(company, amara):
    browser, url = signed_in(amara), reverse("people:list")
    browser.get(url, {"department": "Operations"})
    assert not Entry.objects.filter(action="people.exported").exists()
    browser.get(url, {"department": "Operations", "sort": "name", "export": "csv"})

    entry = Entry.objects.get(action="people.exported")
    assert (entry.actor_person, entry.details) == (
        amara.pk,
        {"people": 2, "narrowed_by": "department=Operations"},
    )


def test_an_hr_partner_for_all_matching_is_taken_back_by_one_undo(amara, ben, chidi):
    client = signed_in(amara)
    url = reverse("people:set_partner") + "?department=Operations"
    assert "2 people" in text_of(client.post(url, {"all_matching": "yes"}))
    answer = client.post(url, {"all_matching": "yes", "partner": amara.pk}, follow=True)
    assert set(amara.partnered.all()) == {ben, chidi}
    undo = BeautifulSoup(answer.content, "html.parser").find("form", action=lambda a: a and "/undo/" in a)
    client.post(undo["action"])
    assert not amara.partnered.exists()


def test_who_has_the_hr_partner_already_is_not_said_to_have_a_new_one(amara, chidi):
    client, url = signed_in(amara), reverse("people:set_partner")
    told = [
        text_of(client.post(url, {"chosen": [chidi.pk], "partner": partner}, follow=True))
        for partner in (amara.pk, amara.pk, "")
    ]

    assert "1 person has a new HR partner." in told[0]
    assert "Nothing was changed. All of them have this HR partner." in told[1]
    assert "1 person has no HR partner now." in told[2]
    assert Entry.objects.filter(action="people.hr_partner_set").count() == 2
    body = {"person_ids": [chidi.pk], "partner_id": None}
    again = client.post("/api/v1/people/hr-partner", body, content_type="application/json")
    assert again.status_code == 422


LIST_QUESTIONS = 14  # two of them whether the filters' values are found step by step


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_number_of_rows(
    amara, ben, people, django_assert_num_queries
):
    for _ in range(people):
        make_person(manager=ben, manager_path=[ben.pk])
    client = signed_in(amara)
    client.get(reverse("people:list"))
    with django_assert_num_queries(LIST_QUESTIONS):
        client.get(reverse("people:list"))


def test_the_palette_finds_people_within_permissions(company, amara, chidi):
    assert [hit.label for hit in find(acting(amara), "zoe", 5)] == [company.name]
    assert find(acting(chidi), "zoe", 5) == []
    assert creations(acting(chidi)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("manager", ["²", "9" * 30, "nobody", "-1"])
def test_a_manager_who_is_no_number_leads_nobody(amara, chidi, manager):
    page = signed_in(amara).get("/people/", {"manager": manager})

    assert page.status_code == 200
    assert chidi.name not in page.content.decode()
