"""What the team, leaders and others see, on pages, on Today and through the API."""

import pytest
from django.test import Client
from tests.areas.initiatives.conftest import happened
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives.services.leaders import add_leader
from allaboard.foundation.today.contributions import contributions


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
