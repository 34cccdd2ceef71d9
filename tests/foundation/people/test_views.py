import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from tests.areas.campaigns.test_writing_together import drawn
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people import services, views
from allaboard.foundation.people.models import Person


@pytest.fixture
def company(amara, ben, chidi):
    """Ben leads Chidi; Eve is elsewhere and has things that are nobody's business."""
    Person.objects.filter(pk=chidi.pk).update(phone_number="555-CHIDI", custom_fields={"pay": "SECRET-C"})
    return make_person(
        "Zoë", department="Sales", phone_number="555-ZOE", custom_fields={"pay": "SECRET-Z"}, title="=cmd|x"
    )


def text_of(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def exported_rows(answer) -> list[dict[str, str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


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


def test_a_person_without_e_mail_and_id_is_refused_in_plain_words(amara):
    answer = signed_in(amara).post(reverse("people:add"), {"given_name": "Nobody", "family_name": "Knows"})

    assert answer.status_code == 422
    assert "Give an e-mail or an id." in text_of(answer)
    assert "Constraint" not in text_of(answer)
    assert not Person.objects.filter(given_name="Nobody").exists()


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


def test_an_employee_reads_the_own_page_and_the_managers_card(company, ben, chidi):
    Person.objects.filter(pk=ben.pk).update(phone_number="555-BEN")
    client = signed_in(chidi)
    assert "555-CHIDI" in text_of(client.get(reverse("people:person", args=[chidi.pk])))
    assert "555-BEN" not in text_of(client.get(reverse("people:person", args=[ben.pk])))
    assert client.get(reverse("people:person", args=[company.pk])).status_code == 404
    tree = text_of(client.get(reverse("people:tree")))
    assert "Ben" in tree
    assert "Zoë" not in tree


@pytest.mark.parametrize("name", ["list", "add", "imports", "import_new"])
def test_an_employee_does_not_keep_the_directory(chidi, name):
    assert signed_in(chidi).get(reverse(f"people:{name}")).status_code == 403


def test_strangers_are_sent_to_sign_in(client, db):
    answer = client.get(reverse("people:list"))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_a_change_by_the_form_is_dated_and_wrong_input_is_explained(amara, ben, chidi):
    client = signed_in(amara)
    url = reverse("people:edit", args=[chidi.pk])
    page = BeautifulSoup(client.get(url).content, "html.parser")
    form = page.find(id="id_custom").find_parent("form")
    values = {i["name"]: i.get("value", "") for i in form.find_all("input") if i.get("name")}
    values |= {
        s["name"]: (s.find("option", selected=True) or {"value": ""})["value"]
        for s in form.find_all("select")
    }
    values["custom"] = "union: yes"

    assert client.post(url, values | {"manager_key": "ghost@x.test"}).status_code == 422
    answer = client.post(url, values | {"title": "Lead", "manager_key": ben.email})
    assert answer.status_code == 302
    chidi.refresh_from_db()
    assert (chidi.title, chidi.manager, chidi.custom_fields) == ("Lead", ben, {"union": "yes"})
    assert chidi.versions.get().effective_from == timezone.localdate()


def test_a_page_as_of_a_day_shows_what_was_true_then(amara, chidi):
    import time_machine

    with time_machine.travel("2026-01-10 12:00Z", tick=False):
        services.update_person(chidi, {"title": "Apprentice"}, by=acting(amara))
    services.update_person(chidi, {"title": "Master"}, by=acting(amara))
    client = signed_in(amara)
    url = reverse("people:person", args=[chidi.pk])
    today = text_of(client.get(url))
    assert "Master" in today
    then = BeautifulSoup(client.get(url, {"on": "2026-02-01"}).content, "html.parser")
    assert "Apprentice" in [dd.get_text() for dd in then.find_all("dd")]
    assert "Master" not in [dd.get_text() for dd in then.find_all("dd")]


def test_an_hr_partner_for_all_matching_is_taken_back_by_one_undo(amara, ben, chidi):
    client = signed_in(amara)
    url = reverse("people:set_partner") + "?department=Operations"
    assert "2 people" in text_of(client.post(url, {"all_matching": "yes"}))
    answer = client.post(url, {"all_matching": "yes", "partner": amara.pk}, follow=True)
    assert set(amara.partnered.all()) == {ben, chidi}
    undo = BeautifulSoup(answer.content, "html.parser").find("form", action=lambda a: a and "/undo/" in a)
    client.post(undo["action"])
    assert not amara.partnered.exists()


def test_the_tree_opens_branch_by_branch(amara, ben, chidi):
    client = signed_in(amara)
    tops = text_of(client.get(reverse("people:tree")))
    assert "Ben" in tops
    assert "Chidi" not in tops
    assert "1 report" in tops
    assert "Chidi" in text_of(client.get(reverse("people:branch", args=[ben.pk])))


def test_a_wide_branch_goes_on_over_the_page(amara, ben, monkeypatch):
    monkeypatch.setattr(views, "BRANCH_SHOWN", 2)
    for name in ("Ada", "Bo", "Cem"):
        make_person(name, family_name=f"{name}son", manager=ben, manager_path=[ben.pk])
    client, first = signed_in(amara), reverse("people:branch", args=[ben.pk])
    link = BeautifulSoup(client.get(first).content, "html.parser").find("a", string="and 1 more")
    rest = text_of(client.get(link["href"]))

    assert "Cem" not in text_of(client.get(first))
    assert "Cem" in rest
    assert "Ada" not in rest


@pytest.mark.django_db
def test_an_empty_directory_has_no_tree(client):
    first = User.objects.create_user(email="first@example.test")
    RoleGrant.objects.create(user=first, role=Role.HR_GENERALIST)
    client.force_login(first)

    assert "Nobody is here yet." in text_of(client.get(reverse("people:tree")))


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


LIST_QUESTIONS = 13  # two of them whether the filters' values are found step by step


def test_the_palette_finds_people_within_permissions(company, amara, chidi):
    from allaboard.foundation.people.today import creations, find

    assert [hit.label for hit in find(acting(amara), "zoe", 5)] == [company.name]
    assert find(acting(chidi), "zoe", 5) == []
    assert creations(acting(chidi)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("manager", ["²", "9" * 30, "nobody", "-1"])
def test_a_manager_who_is_no_number_leads_nobody(amara, chidi, manager):
    page = signed_in(amara).get("/people/", {"manager": manager})

    assert page.status_code == 200
    assert chidi.name not in page.content.decode()


def test_of_two_who_change_a_person_neither_overwrites_the_other(amara, ben, chidi):
    client, url = signed_in(amara), reverse("people:edit", args=[chidi.pk])

    def drawn() -> dict[str, str]:
        page = BeautifulSoup(client.get(url).content, "html.parser")
        form = page.find(id="id_custom").find_parent("form")
        values = {i["name"]: i.get("value", "") for i in form.find_all("input") if i.get("name")}
        return (
            values
            | {"custom": form.find(id="id_custom").text.strip()}
            | {
                s["name"]: (s.find("option", selected=True) or {"value": ""})["value"]
                for s in form.find_all("select")
            }
        )

    first, second = drawn(), drawn()
    assert (
        client.post(
            url, first | {"title": "Lead", "custom": "union: yes", "manager_key": amara.email}
        ).status_code
        == 302
    )

    assert client.post(url, second | {"locality": "Hannover"}).status_code == 302
    chidi.refresh_from_db()
    assert (chidi.title, chidi.locality, chidi.manager) == ("Lead", "Hannover", amara)
    assert chidi.custom_fields == {"union": "yes"}

    again = client.post(url, second | {"title": "Operator"})
    assert again.status_code == 422
    assert "Somebody saved this while you were writing: “Lead”" in again.content.decode()


def test_custom_fields_that_are_left_alone_keep_their_lines_and_their_numbers(amara, chidi):
    held = {"address": "Main Street 1\nBerlin", "pay: base": 41, "remote": True, "union": "yes"}
    Person.objects.filter(pk=chidi.pk).update(custom_fields=held)
    client, url = signed_in(amara), reverse("people:edit", args=[chidi.pk])
    sent = drawn(client, url)

    assert client.post(url, sent | {"title": "Lead"}).status_code == 302
    chidi.refresh_from_db()
    assert (chidi.title, chidi.custom_fields) == ("Lead", held)

    changed = (
        str(sent["custom"]).replace("41", "42.5").replace("Berlin", "Rome").replace("union: yes", "union:")
    )
    assert client.post(url, drawn(client, url) | {"custom": changed}).status_code == 302
    chidi.refresh_from_db()
    assert chidi.custom_fields == {"address": "Main Street 1\nRome", "pay: base": 42.5, "remote": True}
