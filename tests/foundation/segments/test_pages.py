"""The builder counts, points at what is wrong, and saves; each sees and changes only what is theirs."""

import pytest
from bs4 import BeautifulSoup
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.services import Draft, create_segment


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def found(answer) -> str:
    parts = page_of(answer).select("#found, #found-sample")
    return " ".join(" ".join(part.get_text(" ") for part in parts).split())


def row(number: int, attribute: str, operator: str, value: str) -> dict[str, str]:
    name = f"rule-{number}"
    return {f"{name}-attribute": attribute, f"{name}-operator": operator, f"{name}-value": value}


def test_rows_are_counted_and_the_text_follows(amara, chidi):
    answer = signed_in(amara).post(
        "/segments/new/",
        {"do": "count", "text": "", "known_text": "", **row(0, "department", "=", "Operations")},
    )

    assert answer.status_code == 200
    assert page_of(answer).find(id="rule-text").get_text().strip() == "department = Operations"
    assert "People found 2 of 3 people" in found(answer)
    assert "Chidi" in found(answer)


def test_an_edited_text_counts_and_the_rows_follow(amara, chidi):
    typed = {
        "do": "count",
        "known_text": "everyone",
        "text": "Dept = Operations and under #1",
        **row(0, "", "", ""),
    }
    answer = signed_in(amara).post("/segments/new/", typed)

    chosen = [
        option["value"] for option in page_of(answer).select("select[name$=-attribute] option[selected]")
    ]
    assert chosen == ["department", "under"]


def test_a_wrong_text_is_kept_and_its_place_is_pointed_at(amara):
    answer = signed_in(amara).post(
        "/segments/new/", {"do": "count", "known_text": "", "text": "shift = Night and shft = Late"}
    )

    page = page_of(answer)
    assert page.find(id="rule-text").get_text().strip() == "shift = Night and shft = Late"
    assert page.find(class_="rule-marks").get_text() == "shift = Night and shft = Late"
    assert page.select_one(".rule-marks mark").get_text() == "shft"
    assert "Line 1, character 19:" in page.find(id="rule-text-error").get_text()
    assert "Did you mean “shift”?" in page.find(id="rule-text-error").get_text()


def test_a_wrong_row_says_so_beside_itself(amara):
    answer = signed_in(amara).post(
        "/segments/new/", {"do": "count", "text": "", **row(0, "tenure", "<", "1000000 years")}
    )

    assert "longer than anyone lives" in page_of(answer).select_one(".rule-error").get_text()


def test_saving_needs_a_name_and_a_finished_rule(amara):
    client = signed_in(amara)
    good = {
        "do": "save",
        "text": "",
        "known_text": "",
        "name": "Nights",
        "shared": "on",
        **row(0, "shift", "=", "Night"),
    }

    assert client.post("/segments/new/", {**good, "name": ""}).status_code == 422
    assert client.post("/segments/new/", {**good, "rule-0-value": ""}).status_code == 422
    assert client.post("/segments/new/", good).status_code == 302
    assert client.post("/segments/new/", good).status_code == 422  # the name is taken

    kept = Segment.objects.get()
    assert (kept.name, kept.text, kept.shared, kept.owner) == ("Nights", "shift = Night", True, amara)


def test_a_saved_segment_is_changed_copied_archived_and_brought_back(amara):
    segment = create_segment(Draft("Nights", "shift = Night"), by=acting(amara))
    client = signed_in(amara)

    client.post(
        f"/segments/{segment.pk}/edit/",
        {"do": "save", "known_text": "shift = Night", "text": "shift = Late", "name": "Lates"},
    )
    client.post(f"/segments/{segment.pk}/duplicate/")
    archived = client.post(f"/segments/{segment.pk}/archive/", follow=True)

    segment.refresh_from_db()
    assert (segment.text, segment.name) == ("shift = Late", "Lates")
    assert Segment.objects.filter(archived_at=None).get().name == "Lates (copy)"
    undo = page_of(archived).select(".toast form")[-1]["action"]
    client.post(undo)
    segment.refresh_from_db()
    assert segment.archived_at is None


def test_all_matching_segments_are_archived_and_come_back_at_once(amara, ben, chidi):
    for number in range(60):  # more than a page
        create_segment(Draft(f"Nights {number}", "shift = Night"), by=acting(amara))
    create_segment(Draft("Lates", "shift = Late", shared=True), by=acting(amara))
    client = signed_in(amara)

    told = client.post("/segments/archive/?q=nights", {"all_matching": "yes"}, follow=True)
    assert [segment.name for segment in Segment.objects.filter(archived_at=None)] == ["Lates"]

    client.post(page_of(told).select(".toast form")[-1]["action"])
    assert Segment.objects.filter(archived_at=None).count() == 61

    refused = signed_in(ben).post("/segments/archive/", {"all_matching": "yes"}, follow=True)
    assert "Nothing was archived" in refused.content.decode()  # what Ben may see of it is Amara’s
    assert Segment.objects.filter(archived_at=None).count() == 61


def test_a_manager_sees_no_stranger_on_any_page(amara, ben, chidi):
    make_person("Stranger", department="Operations")
    segment = create_segment(Draft("Ops", "department = Operations", shared=True), by=acting(amara))
    client = signed_in(ben)

    for answer in (
        client.get(f"/segments/{segment.pk}/"),
        client.post("/segments/new/", {"do": "count", "known_text": "", "text": "department = Operations"}),
    ):
        assert "People found 2 of 2 people" in found(answer)
        assert "Stranger" not in answer.content.decode()
    assert client.get(f"/segments/{segment.pk}/edit/").status_code == 403


def test_values_offered_to_a_manager_are_those_of_his_people(ben, chidi):
    make_person(shift="Weekend", department="Mergers")
    Person.objects.filter(pk=chidi.pk).update(shift="Night")

    for attribute, offered in (("shift", "Night"), ("department", "Operations")):
        answer = signed_in(ben).post(
            "/segments/new/", {"do": "count", "text": "", **row(0, attribute, "=", "")}
        )
        values = {option["value"] for option in page_of(answer).select("datalist[id^=values] option")}
        assert values == {offered}


def test_a_shared_rule_on_private_facts_shows_a_manager_no_number(amara, ben, chidi):
    Person.objects.filter(pk=chidi.pk).update(generation="x")
    segment = create_segment(Draft("Older", "generation = x", shared=True), by=acting(amara))

    answer = signed_in(ben).get(f"/segments/{segment.pk}/")

    assert answer.status_code == 200
    assert page_of(answer).find(id="found") is None
    assert "People found" not in answer.content.decode()


@pytest.mark.parametrize("path", ["", "new/", "{pk}/", "{pk}/edit/"])
def test_employees_and_strangers_are_kept_out(amara, chidi, client, path):
    segment = create_segment(Draft("Ops", "", shared=True), by=acting(amara))
    address = f"/segments/{path.format(pk=segment.pk)}"

    assert signed_in(chidi).get(address).status_code == 403
    assert client.get(address).status_code == 302


def test_the_list_searches_and_exports(amara):
    create_segment(Draft("Nights", "shift = Night"), by=acting(amara))
    create_segment(Draft("=Sales", "department = Sales"), by=acting(amara))
    client = signed_in(amara)

    assert "Nights" in client.get("/segments/?q=shift").content.decode()
    assert "=Sales" not in client.get("/segments/?q=shift").content.decode()
    assert "Nights" in client.get("/segments/?q=nïghts").content.decode()
    assert "'=Sales" in b"".join(client.get("/segments/?export=csv").streaming_content).decode()


def test_a_bomb_of_fields_is_answered_calmly(amara):
    many = {f"rule-{group}-{place}-attribute": "shift" for group in range(30) for place in range(20)}

    assert signed_in(amara).post("/segments/new/", {"do": "add-group", "text": "", **many}).status_code == 200


def test_changing_and_archiving_can_be_taken_back(amara):
    segment = create_segment(Draft("Sales", "department = Sales"), by=acting(amara))
    client = signed_in(amara)

    client.post(
        f"/segments/{segment.pk}/edit/",
        {"do": "save", "text": "department = Legal", "known_text": "", "name": "Law", "description": ""},
    )
    segment.refresh_from_db()
    assert (segment.name, segment.text) == ("Law", "department = Legal")
    toast = page_of(client.get(f"/segments/{segment.pk}/")).select_one(".toast form")
    client.post(toast["action"])
    segment.refresh_from_db()
    assert (segment.name, segment.text) == ("Sales", "department = Sales")

    client.post(f"/segments/{segment.pk}/archive/")
    toasts = page_of(client.get("/segments/")).select(".toast form")
    client.post(toasts[-1]["action"])
    segment.refresh_from_db()
    assert segment.archived_at is None


@pytest.mark.parametrize("button", ["", " ", "add-row " + "9" * 5_000, "drop ²", "add-row"])
def test_a_button_that_names_no_place_does_nothing(amara, button):
    sent = {"do": button, "text": "", "known_text": "", **row(0, "department", "=", "Sales")}

    answer = signed_in(amara).post("/segments/new/", sent)

    assert answer.status_code == 200
    assert page_of(answer).find(id="rule-text").get_text().strip() == "department = Sales"


@pytest.mark.parametrize("rule", ["under #" + "9" * 5_000, "tenure < " + "9" * 5_000 + " years"])
def test_a_number_of_thousands_of_digits_names_nobody_and_no_time(amara, rule):
    answer = signed_in(amara).post("/segments/new/", {"do": "count", "text": rule, "known_text": ""})

    assert answer.status_code == 200


def test_undo_takes_a_change_back_but_never_what_somebody_else_wrote_after_it(amara):
    segment = create_segment(Draft("Nights", "shift = Night", shared=True), by=acting(amara))
    other = grant(make_person("Olga"), Role.HR_LEADER)

    def renamed(person, name: str) -> str:
        answer = signed_in(person).post(
            f"/segments/{segment.pk}/edit/",
            {
                "do": "save",
                "known_text": "shift = Night",
                "text": "shift = Night",
                "name": name,
                "shared": "on",
            },
            follow=True,
        )
        return str(page_of(answer).select(".toast form")[-1]["action"])

    first = renamed(amara, "Lates")
    second = renamed(other, "Earlies")
    assert "changed since" in signed_in(amara).post(first, follow=True).content.decode()
    segment.refresh_from_db()
    assert segment.name == "Earlies"

    signed_in(other).post(second)
    segment.refresh_from_db()
    assert segment.name == "Lates"


def test_a_segment_of_the_sample_has_a_state_and_a_badge(amara):
    create_segment(Draft("Nights", "shift = Night", shared=True), by=acting(amara))
    Segment.objects.update(is_sample=True)

    cells = page_of(signed_in(amara).get("/segments/")).select("tbody td[data-label]")
    said = {cell["data-label"]: cell.get_text(strip=True) for cell in cells}
    assert (said["State"], said[""]) == ("Shared", "Sample")
