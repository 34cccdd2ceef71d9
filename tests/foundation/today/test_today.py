"""Today, Home, Impact and the palette show each actor what is theirs."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.facade import record
from allaboard.foundation.today import contributions, queries
from allaboard.foundation.today.facade import Card, Contribution, Figure, FirstStep, Hit, News
from allaboard.foundation.touchpoints.facade import Touch, note

NEWS_AT = timezone.now() - timedelta(hours=1)


@pytest.fixture
def only(monkeypatch):
    """Replaces what the areas have registered."""

    def use(*parts: Contribution) -> None:
        monkeypatch.setattr(contributions, "_contributions", {part.area: part for part in parts})

    return use


def test_the_most_pressing_card_comes_first_whatever_area_it_is_from(amara, only):
    only(
        Contribution("a", cards=lambda actor: [Card("Later", "", "/", "Go", priority=60)]),
        Contribution("b", cards=lambda actor: [Card("Now", "", "/", "Go", priority=5)]),
    )

    assert [card.title for card in queries.cards_for(acting(amara))] == ["Now", "Later"]


def test_questions_to_everyone_crowd_out_nothing_that_is_asked_of_a_leader(ben, only):
    questions = [Card(f"Survey {n}", "", "/", "Answer", priority=1, kind="question") for n in range(20)]
    only(Contribution("a", cards=lambda actor: [*questions, Card("Decide on swaps", "", "/", "Read")]))

    assert [card.title for card in queries.asks_of(acting(ben))] == ["Decide on swaps"]


def test_what_is_overdue_stands_out(amara, only):
    late, due = Card("Tell them", "3 days late", "/", "Go", tone="bad"), Card("Read", "In time", "/", "Go")
    only(Contribution("a", cards=lambda actor: [late, due]))

    page = BeautifulSoup(signed_in(amara).get("/").content, "html.parser")
    assert [said.get_text() for said in page.select(".task p[data-tone=bad]")] == ["3 days late"]


def test_the_palette_finds_actions_and_objects(amara, only):
    only(
        Contribution(
            "a",
            actions=lambda actor: [
                Hit("New survey", "", "/new", "Action"),
                Hit("Import", "", "/i", "Action"),
            ],
            find=lambda actor, text, limit: [Hit("Survey of May", "", "/5", "Survey")],
        )
    )

    assert [hit.label for hit in queries.hits_for(acting(amara), "SURV")] == ["New survey", "Survey of May"]
    assert [hit.label for hit in queries.hits_for(acting(amara), "")] == ["New survey", "Import"]


@pytest.mark.parametrize("text", ["Ang", "ang", "Ång", "zoe", "Zoë", "zoe."])
def test_the_palette_finds_people_whatever_their_accents(amara, text):
    make_person("Zoë", family_name="Ångström", email="zoe.a@example.test")

    assert "Zoë Ångström" in [hit.label for hit in queries.hits_for(acting(amara), text)]


def test_the_palette_shows_nobody_to_those_who_may_see_nobody(client, dina, chidi, ben):
    client.force_login(dina)
    for_dina = client.get("/search/?q=Chid")
    for_chidi = signed_in(chidi).get("/search/?q=Amar&part=hits")

    assert for_dina.status_code in (302, 403)
    assert b"Chidi" not in for_dina.content
    assert b"Amara" not in for_chidi.content


@pytest.mark.usefixtures("amara")
def test_an_employee_finds_no_colleague_in_the_palette(chidi):
    page = signed_in(chidi).get("/search/?q=Amar&part=hits").content

    assert b"Amara" not in page
    assert b"Nothing found." in page


def test_a_first_step_is_ticked_by_the_event_itself_and_the_list_goes_when_all_are_done(amara, only):
    steps = [FirstStep("Import", "/i", ("test.imported",)), FirstStep("Ask", "/a", ("test.asked",))]
    only(Contribution("a", first_steps=lambda actor: steps))
    actor = acting(amara)

    assert [step.ok for step in queries.first_steps_for(actor)] == [False, False]
    record("test.imported", by=actor, on=amara)
    assert [step.ok for step in queries.first_steps_for(actor)] == [True, False]
    record("test.asked", by=actor, on=amara)
    assert queries.first_steps_for(actor) == []


@pytest.mark.django_db
def test_an_account_that_is_nobody_in_the_directory_is_led_to_the_first_step(client):
    first = User.objects.create_user(email="first@example.test")
    RoleGrant.objects.create(user=first, role=Role.HR_GENERALIST)
    client.force_login(first)
    page = BeautifulSoup(client.get("/").content, "html.parser")
    links = {link.get_text(strip=True): link["href"] for link in page.select("main .empty a")}

    assert page.h1.get_text(strip=True) == "Welcome."
    assert links == {"Bring your people": "/people/imports/new/"}
    assert page.find("a", href="/delivery/inbox/") is None


def test_since_your_last_visit_asks_from_then_on(amara, only):
    asked = []

    def news(actor, since):
        asked.append(since)
        return [News("Survey closed", "/", NEWS_AT)]

    only(Contribution("a", news=news))
    client = signed_in(amara)
    first = client.get("/")
    client.get("/")

    assert "Survey closed" in first.content.decode()
    assert asked[0] < timezone.now() - timedelta(days=6)
    assert asked[1] == pytest.approx(asked[0], abs=timedelta(seconds=5))  # still the same visit


def test_a_manager_sees_own_reports_only(ben, chidi, amara):
    page = signed_in(ben).get("/my-people/").content.decode()

    assert chidi.name in page
    assert amara.name not in page


def test_my_people_has_what_is_asked_of_a_leader_and_the_last_own_talk_with_each(ben, chidi, amara, only):
    talk = Touch(chidi.pk, "meeting", "out", "checkins", "", NEWS_AT, 30, who_id=ben.pk)
    with_hr = Touch(chidi.pk, "meeting", "out", "checkins", "", timezone.now(), 30, who_id=amara.pk)
    note([talk, with_hr])
    quiet = make_person("Quinn", manager=ben, manager_path=[ben.pk])
    asked = [
        Card("Decide on swaps", "", "/", "Read"),
        Card("April pulse", "", "/", "Answer", kind="question"),
    ]
    only(Contribution("a", cards=lambda actor: asked))

    page = BeautifulSoup(signed_in(ben).get("/my-people/").content, "html.parser")

    assert "Decide on swaps" in page.get_text()
    assert "April pulse" not in page.get_text()
    said = {
        row.select_one("a")["href"]: row.select("a")[-1].get_text() for row in page.select("li.report-to")
    }
    assert said[f"/people/{chidi.pk}/"].startswith("Last talk")
    assert said[f"/people/{quiet.pk}/"].startswith("No talk noted yet")
    assert queries.reports_of(acting(ben))[0].talked_at == NEWS_AT


@pytest.mark.parametrize("address", ["/impact/", "/ui/"])
def test_pages_of_the_team_are_closed_to_employees(chidi, amara, address):
    assert signed_in(amara).get(address).status_code == 200
    assert signed_in(chidi).get(address).status_code == 403


def test_areas_whose_figures_find_no_place_are_not_asked_for_them(amara, only):
    def dear(actor):
        raise AssertionError("counted for nobody")

    only(
        Contribution("z", place_in_loop=1, figures=lambda actor: [Figure("Heard", "3"), Figure("Said", "2")]),
        Contribution("a", place_in_loop=2, figures=lambda actor: [Figure("Agreed", "1"), Figure("Won", "4")]),
        Contribution("b", place_in_loop=9, figures=dear),
    )

    assert [figure.label for figure in queries.first_figures_for(acting(amara), 3)] == [
        "Heard",
        "Said",
        "Agreed",
    ]


@pytest.mark.django_db
def test_an_hr_leader_sees_figures_first_and_a_generalist_what_to_do(only):
    leader = grant(make_person("Noor"), Role.HR_LEADER)
    generalist = grant(make_person("Sam"), Role.HR_GENERALIST)
    only(
        Contribution(
            "a",
            cards=lambda actor: [Card("Answer Ben", "", "/", "Go")],
            figures=lambda actor: [Figure("Loops closed", "1", "of 10")],
        )
    )

    for_leader, for_generalist = (
        signed_in(person).get("/").content.decode() for person in (leader, generalist)
    )

    assert for_leader.count("Loops closed") == for_generalist.count("Loops closed") == 1
    assert for_leader.index("Loops closed") < for_leader.index("Answer Ben")
    assert for_generalist.index("Answer Ben") < for_generalist.index("Loops closed")


@pytest.mark.django_db
def test_a_manager_reads_at_home_with_whom_nobody_has_talked_for_longest(ben, chidi):
    fatou = make_person("Fatou", manager=ben, manager_path=[ben.pk])
    make_person("Elsewhere")
    forty_days_ago = timezone.now() - timedelta(days=40)
    note([Touch(chidi.pk, "meeting", "out", "checkins", "", forty_days_ago, 30, who_id=ben.pk)])

    assert [one.person for one in queries.longest_without_a_talk(acting(ben), 1)] == [fatou]
    home, of_chidi = (signed_in(one).get("/").content.decode() for one in (ben, chidi))
    assert home.index("Fatou") < home.index("Chidi")
    assert "Elsewhere" not in home
    assert "Talk next with" not in of_chidi
