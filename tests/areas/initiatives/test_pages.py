"""The pages of initiatives: what the team can do on them, and who cannot."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from tests.areas.initiatives.conftest import happened
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.initiatives.models import Evidence, Initiative, Source
from allaboard.areas.initiatives.queries import candidates
from allaboard.areas.initiatives.services.leaders import add_leader
from allaboard.foundation.access.roles import Role
from allaboard.foundation.today.facade import contributions


@pytest.fixture
def team(amara):
    return signed_in(amara)


def test_the_page_says_the_case_the_leaders_and_why_it_is_too_early(team, initiative, ben_as_leader):
    happened(ben_as_leader, "committed_resource", note="Put 2 team leads on it")

    page = team.get(f"/initiatives/{initiative.pk}/").content.decode()

    for words in (
        "€18k",
        "€61k",
        "4 months",
        "96 → 24 h",
        "212 of 503 people",
        "Put 2 team leads on it",
        "Committed",
    ):
        assert words in page
    assert "1 of 1 leaders" in page


@pytest.mark.parametrize(("role", "is_link"), [(Role.RECRUITER, False), (Role.COMMUNICATIONS, True)])
def test_evidence_is_a_link_only_for_whoever_may_open_it(initiative, role, is_link):
    Source.objects.create(initiative=initiative, label="Elsewhere", url="https://example.test/report")
    Source.objects.create(initiative=initiative, label="Gone", url="/no/such/page/")

    page = signed_in(grant(make_person(), role)).get(f"/initiatives/{initiative.pk}/")
    links = {link["href"] for link in BeautifulSoup(page.content, "html.parser").select(".evidence a")}

    assert "212 of 503 people" in page.content.decode()
    assert links == {"https://example.test/report", *(["/listen/themes/1/"] if is_link else [])}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "board/",
        "start/",
        "{pk}/",
        "{pk}/report/",
        "{pk}/ask/",
        "{pk}/leaders/add/",
        "{pk}/leaders/{leader}/",
        "{pk}/edit/money/",
        "{pk}/edit/measure/",
        "{pk}/sources/",
        "{pk}/options/",
        "{pk}/decide/",
        "{pk}/override/",
        "{pk}/brief/",
    ],
)
def test_the_team_opens_every_page_and_employees_none(team, chidi, initiative, ben_as_leader, path):
    address = "/initiatives/" + path.format(pk=initiative.pk, leader=ben_as_leader.pk)

    assert team.get(address).status_code == 200
    assert signed_in(chidi).get(address).status_code in (403, 404)
    assert Client().get(address).status_code == 302


def test_a_leader_on_the_list_sees_the_brief_and_nothing_else(ben, initiative, ben_as_leader):
    client = signed_in(ben)

    assert client.get(f"/initiatives/{initiative.pk}/").status_code == 403
    assert client.get(f"/initiatives/{initiative.pk}/brief/").status_code == 200


def test_start_takes_the_evidence_along(team):
    page = team.get(
        "/initiatives/start/",
        {
            "title": "Swaps",
            "evidence_kind": "theme",
            "evidence_label": "41 comments",
            "evidence_detail": "",
            "evidence_url": "/listen/themes/4/",
        },
    )
    assert b"41 comments" in page.content

    team.post(
        "/initiatives/start/",
        {
            "title": "Swaps",
            "problem": "Slow",
            "evidence_kind": "theme",
            "evidence_label": "41 comments",
            "evidence_detail": "",
            "evidence_url": "/listen/themes/4/",
        },
    )

    assert list(Source.objects.values_list("label", "url")) == [("41 comments", "/listen/themes/4/")]


def test_a_link_that_would_run_code_does_not_come_along(team):
    given = {
        "title": "x",
        "problem": "y",
        "evidence_kind": "theme",
        "evidence_label": "click",
        "evidence_detail": "",
        "evidence_url": "javascript:alert(1)",
    }

    assert b"javascript" not in team.get("/initiatives/start/", given).content
    team.post("/initiatives/start/", given)
    assert not Source.objects.exists()


def test_a_benefit_out_of_order_is_said_beside_the_field_and_nothing_is_written(team, initiative):
    answer = team.post(
        f"/initiatives/{initiative.pk}/edit/money/",
        {"currency": "EUR", "cost_once": "1", "benefit_low": "9", "benefit_likely": "5", "benefit_high": "7"},
    )

    assert answer.status_code == 422
    assert "The likely amount lies between low and high." in answer.content.decode()
    initiative.refresh_from_db()
    assert initiative.cost_once == 18_000


def test_deciding_fills_the_second_stop_of_the_ribbon(team, initiative):
    team.post(f"/initiatives/{initiative.pk}/options/", {"label": "Swap board", "detail": "shared"})
    option = initiative.options.get()

    team.post(
        f"/initiatives/{initiative.pk}/decide/",
        {"option": option.pk, "decided_on": "2026-05-12", "reason": "cheapest"},
    )

    assert "Swap board, 12 May" in team.get(f"/initiatives/{initiative.pk}/").content.decode()


def test_the_list_filters_by_step_and_searches_without_accents(team, initiative, amara):
    other = Initiative.objects.create(title="Café opens earlier", owner=amara)

    assert "Café opens earlier" in team.get("/initiatives/", {"q": "cafe"}).content.decode()
    listened = team.get("/initiatives/", {"step": "listened"}).content.decode()
    assert other.title in listened
    assert initiative.title not in listened  # its case rests on evidence, so it stands at the next step


def test_the_list_is_exported_as_it_is_filtered(team, initiative, amara):
    Initiative.objects.create(title="=cmd()", owner=amara)

    rows = b"".join(team.get("/initiatives/", {"export": "csv", "q": "cmd"}).streaming_content).decode()

    assert "'=cmd()" in rows
    assert initiative.title not in rows


def test_noting_a_demo_on_the_leader_page_moves_the_stage(team, initiative, ben_as_leader):
    address = f"/initiatives/{initiative.pk}/leaders/{ben_as_leader.pk}/"
    team.post(f"{address}evidence/", {"kind": "came_to_demo", "note": "", "on": "2026-01-05"})

    assert Evidence.objects.get().kind == "came_to_demo"
    assert "Came to the demo" in team.get(address).content.decode()


def test_today_shows_the_team_whom_to_answer_and_a_leader_what_to_read(amara, ben, ben_as_leader):
    from allaboard.areas.initiatives.services.leaders import raise_objection

    [ours] = [one for one in contributions() if one.area == "initiatives"]
    happened(ben_as_leader, "brief_sent")
    assert [card.kind for card in ours.cards(acting(ben))] == ["task"]

    raise_objection(ben_as_leader, "question", "How are nights covered?", acting(ben))

    assert any("waits for an answer" in card.title for card in ours.cards(acting(amara)))
    assert [hit.url for hit in ours.find(acting(ben), "shift", 5)] == [
        f"/initiatives/{ben_as_leader.initiative_id}/brief/"
    ]


def test_nobody_finds_an_initiative_that_they_may_not_know_of(chidi, initiative):
    [ours] = [one for one in contributions() if one.area == "initiatives"]

    assert (ours.find(acting(chidi), "shift", 5), ours.cards(acting(chidi)), ours.figures(acting(chidi))) == (
        [],
        [],
        [],
    )


def test_the_api_starts_reads_and_says_whether_to_ask(team, ben_as_leader, initiative):
    made = team.post("/api/v1/initiatives", {"title": "By program"}, content_type="application/json")
    assert made.status_code in (201, 403)  # a browser needs its CSRF token; the test client sends none

    state = team.get(f"/api/v1/initiatives/{initiative.pk}/readiness").json()
    assert state["is_ready"] is False
    assert [
        leader["stage"] for leader in team.get(f"/api/v1/initiatives/{initiative.pk}/leaders").json()
    ] == ["unaware"]


def test_the_api_shows_employees_nothing(chidi, initiative):
    client = signed_in(chidi)

    assert client.get("/api/v1/initiatives").json()["items"] == []
    assert client.get(f"/api/v1/initiatives/{initiative.pk}").status_code == 404


def test_two_people_write_the_case_and_the_second_sees_the_first(initiative, amara):
    browser, page = signed_in(amara), f"/initiatives/{initiative.pk}/edit/problem/"
    form = BeautifulSoup(browser.get(page).content, "html.parser").find(id="id_seen").find_parent("form")
    mine = {"title": initiative.title, "unit": initiative.unit, "seen": form.find(id="id_seen")["value"]}
    Initiative.objects.update(problem="Theirs", unit="Depot")

    answer = browser.post(page, mine | {"problem": "Mine"})

    assert answer.status_code == 422
    assert "“Theirs”" in answer.content.decode()
    browser.post(
        page, mine | {"problem": "Swapping a shift takes four days on average.", "title": "My title"}
    )
    initiative.refresh_from_db()
    assert (initiative.title, initiative.problem, initiative.unit) == ("My title", "Theirs", "Depot")


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


def test_a_leader_who_committed_is_not_asked_again_and_nobody_is_told_to_talk_with_themselves(
    amara, ben, ben_as_leader
):
    [ours] = [one for one in contributions() if one.area == "initiatives"]
    happened(ben_as_leader, "brief_sent")
    happened(ben_as_leader, "committed_resource")
    assert ours.cards(acting(ben)) == []

    herself = add_leader(ben_as_leader.initiative, amara.pk, "sponsor", 5, acting(amara))
    happened(herself, "brief_sent")

    assert [card.url for card in ours.cards(acting(amara)) if "Amara" in card.title] == []
    assert any(card.title.startswith("Your view") for card in ours.cards(acting(amara)))


def test_the_first_leader_is_offered_as_sponsor(team, amara, initiative, ben, chidi):
    address = f"/initiatives/{initiative.pk}/leaders/add/"
    chosen = '<option value="sponsor" selected>'

    assert chosen in team.get(address, {"person": ben.pk}).content.decode()
    add_leader(initiative, ben.pk, "sponsor", 5, acting(amara))
    assert chosen not in team.get(address, {"person": chidi.pk}).content.decode()


def test_a_brief_tells_only_figures_that_are_known(team, initiative):
    brief = f"/initiatives/{initiative.pk}/brief/"
    Initiative.objects.filter(pk=initiative.pk).update(cost_once=None, benefit_likely=None, measure="")
    assert "not known yet" not in team.get(brief).content.decode()

    Initiative.objects.filter(pk=initiative.pk).update(cost_once=18000)
    assert "€18k" in team.get(brief).content.decode()


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
