"""The page of one person: who reads it, as of which day, and how it is changed."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from tests.areas.campaigns.test_writing_together import drawn
from tests.conftest import acting, signed_in
from tests.foundation.people.pages.conftest import text_of

from allaboard.foundation.people import services
from allaboard.foundation.people.models import Person


def test_a_long_change_says_how_much_of_it_is_not_shown(amara, chidi):
    services.update_person(chidi, {"title": "Operator"}, by=acting(amara))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        fields = ("title", "team", "division", "shift", "region", "locality", "organization", "cost_center")
        services.update_person(chidi, dict.fromkeys(fields, "Other"), by=acting(amara))

        page = signed_in(amara).get(reverse("people:person", args=[chidi.pk]))
    assert "and 2 more" in text_of(page)


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


def test_a_person_without_e_mail_and_id_is_refused_in_plain_words(amara):
    answer = signed_in(amara).post(reverse("people:add"), {"given_name": "Nobody", "family_name": "Knows"})

    assert answer.status_code == 422
    assert "Give an e-mail or an id." in text_of(answer)
    assert "Constraint" not in text_of(answer)
    assert not Person.objects.filter(given_name="Nobody").exists()


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
    assert "Master" not in then.select_one("main").get_text().split("History")[0]


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


def test_a_refused_form_shows_what_was_written_in_its_fields_alone(amara, chidi):
    client, url = signed_in(amara), reverse("people:edit", args=[chidi.pk])
    sent = drawn(client, url)

    refused = client.post(url, sent | {"given_name": "Half", "manager_key": "ghost@x.test"})

    page = BeautifulSoup(refused.content, "html.parser")
    assert refused.status_code == 422
    assert page.select_one("#id_given_name")["value"] == "Half"
    for field in page.select("main input"):
        field.extract()
    assert "Chidi" in page.get_text()
    assert "Half" not in page.get_text()
