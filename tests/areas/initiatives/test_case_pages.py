"""The case on its page: written, decided, and saved by two people."""

import re

import pytest
from bs4 import BeautifulSoup
from tests.areas.initiatives.conftest import happened
from tests.conftest import grant, make_person, signed_in

from allaboard.areas.initiatives.models import Initiative, Source
from allaboard.foundation.access.roles import Role


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
    assert "1 of 1 leader" in page


@pytest.mark.parametrize(("role", "is_link"), [(Role.RECRUITER, False), (Role.COMMUNICATIONS, True)])
def test_evidence_is_a_link_only_for_whoever_may_open_it(initiative, role, is_link):
    Source.objects.create(initiative=initiative, label="Elsewhere", url="https://example.test/report")
    Source.objects.create(initiative=initiative, label="Gone", url="/no/such/page/")

    page = signed_in(grant(make_person(), role)).get(f"/initiatives/{initiative.pk}/")
    links = {link["href"] for link in BeautifulSoup(page.content, "html.parser").select(".evidence a")}

    assert "212 of 503 people" in page.content.decode()
    assert links == {"https://example.test/report", *(["/listen/themes/1/"] if is_link else [])}


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

    assert (
        "Swap board, 12\N{NO-BREAK SPACE}May" in team.get(f"/initiatives/{initiative.pk}/").content.decode()
    )


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


def test_a_brief_tells_only_figures_that_are_known(team, initiative):
    brief = f"/initiatives/{initiative.pk}/brief/"
    Initiative.objects.filter(pk=initiative.pk).update(cost_once=None, benefit_likely=None, measure="")
    assert "not known yet" not in team.get(brief).content.decode()

    Initiative.objects.filter(pk=initiative.pk).update(cost_once=18000)
    assert "€18k" in team.get(brief).content.decode()


def test_once_leaders_are_won_the_page_leads_on_to_the_campaign(team, initiative, ben_as_leader):
    address = f"/initiatives/{initiative.pk}/"
    assert "Plan the campaign" not in team.get(address).content.decode()
    for kind in ("brief_sent", "brief_read", "said_accept", "committed_resource"):
        happened(ben_as_leader, kind)

    page = team.get(address)
    assert page.context["readiness"].is_ready
    shown = BeautifulSoup(page.content, "html.parser")
    assert (
        f"initiative={initiative.pk}"
        in shown.find("a", string=lambda said: "Plan the campaign" in (said or ""))["href"]
    )
    assert "1 of 1 leader" in shown.get_text()
    assert "1 of 1 leaders" not in shown.get_text()


def test_on_paper_stands_what_is_known_and_nothing_to_press(team, initiative, ben_as_leader):
    page = BeautifulSoup(team.get(f"/initiatives/{initiative.pk}/").content, "html.parser")
    doing = page.select_one("main").find_all(
        "a", href=re.compile(r"/(edit|options|sources|leaders/add|steps|override)/")
    )
    controls = ".no-print, .no-print *, .button, .checks *"  # a check's link is what to do next, in words

    assert len(doing) > 5
    assert [link["href"] for link in doing if link not in page.select(controls)] == []
