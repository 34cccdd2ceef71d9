"""The pages of changes: for those who tell and for those who are told."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.areas.changes.conftest import WORDS
from tests.conftest import acting, signed_in

from allaboard.areas.campaigns.services.drafts import start_campaign
from allaboard.areas.changes import views
from allaboard.areas.changes.forms import DraftForm
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import draft_change, publish_change
from allaboard.areas.initiatives.facade import start_initiative
from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.delivery.facade import run_due
from allaboard.foundation.today.contributions import contributions


@pytest.fixture
def team(amara):
    return signed_in(amara)


@pytest.fixture
def published(draft, amara):
    publish_change(draft, acting(amara))
    run_due(100)
    draft.refresh_from_db()
    return draft


def test_from_words_to_published_with_proof(team, theme, asked):
    written = team.post(
        "/changes/write/",
        {
            "you_said": "Swaps take days",
            "kind": "did",
            "we_did": "A board",
            "is_public": "on",
            "theme": theme.pk,
        },
    )
    change = Change.objects.get()
    assert written.url == f"/changes/{change.pk}/preview/"

    page = team.get(written.url).content.decode()
    assert "It goes to 12 people who were asked, and to nobody else." in page

    team.post(f"/changes/{change.pk}/publish/")
    run_due(100)
    page = team.get(f"/changes/{change.pk}/").content.decode()
    assert "12 of 12" in page
    assert "and to nobody else" in page
    assert "4 of 10 comments" in page


def test_what_a_draft_may_rest_on_is_asked_for_once_however_many_initiatives_there_are(amara):
    questions = []
    for number in range(3):
        start_initiative(f"Initiative {number}", "Slow", [], acting(amara))
        with CaptureQueriesContext(connection) as asked:
            form = DraftForm(acting(amara), Origin())
        assert len(form.fields["initiative"].choices) == number + 2
        questions.append(len(asked))

    assert questions[0] == questions[2]


def test_an_employee_reads_their_own_first_and_follows_no_closed_door(published, asked):
    reader = signed_in(asked[0])

    page = reader.get("/changes/").content.decode()
    assert "What changed because of you" in page

    detail = reader.get(f"/changes/{published.pk}/").content.decode()
    assert "10 of 12 people answered" in detail
    for address in re.findall(r'href="(/[^"#?]*)"', detail):
        if not address.startswith("/static/"):
            assert reader.get(address, follow=True).status_code == 200, address


def test_someone_who_was_not_asked_reads_it_as_for_everyone(published, chidi):
    page = signed_in(chidi).get("/changes/").content.decode()

    assert published.you_said in page
    assert "What changed because of you" not in page


def test_a_message_is_previewed_only_if_somebody_gets_it(team, draft, amara):
    alone = draft_change(WORDS, Origin(), acting(amara))

    assert "by e-mail" in team.get(f"/changes/{draft.pk}/preview/").content.decode()
    assert "by e-mail" not in team.get(f"/changes/{alone.pk}/preview/").content.decode()


@pytest.mark.parametrize("path", ["write/", "{pk}/edit/", "{pk}/preview/", "{pk}/correct/", "{pk}/withdraw/"])
def test_writing_is_for_hr_and_communications(draft, team, chidi, path):
    address = "/changes/" + path.format(pk=draft.pk)

    assert team.get(address).status_code == 200
    assert signed_in(chidi).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_an_employee_never_opens_a_draft(draft, chidi):
    assert signed_in(chidi).get(f"/changes/{draft.pk}/").status_code == 404
    assert draft.you_said not in signed_in(chidi).get("/changes/").content.decode()
    assert signed_in(chidi).get("/api/v1/changes").json()["items"] == []


def test_a_promise_that_ran_out_is_the_teams_card_and_the_answer_is_the_employees(
    draft, published, amara, asked
):
    [ours] = [one for one in contributions() if one.area == "changes"]
    assert [card.kind for card in ours.cards(acting(asked[0]))] == ["changed"]
    assert ours.cards(acting(amara)) == []

    Change.objects.update(status="draft", published_at=None, due_on="2026-01-01")
    assert [card.tone for card in ours.cards(acting(amara))] == ["bad"]
    assert ours.cards(acting(asked[0])) == []


def test_half_a_draft_comes_back_with_words_beside_the_field(team):
    answer = team.post("/changes/write/", {"you_said": "", "kind": "did", "we_did": "x"})

    assert answer.status_code == 422
    assert not Change.objects.exists()


def test_correcting_and_taking_back_on_the_page(team, published):
    team.post(
        f"/changes/{published.pk}/correct/",
        {
            "you_said": "Swaps",
            "kind": "did",
            "we_did": "Two boards",
            "is_public": "on",
            "reason": "There are two",
        },
    )
    page = team.get(f"/changes/{published.pk}/").content.decode()
    assert "There are two" in page
    assert "We made a swap board." in page

    team.post(f"/changes/{published.pk}/withdraw/", {"reason": "It does not work yet"})
    assert "It does not work yet" in team.get(f"/changes/{published.pk}/").content.decode()


def test_a_campaign_without_an_initiative_is_offered_by_its_title(team, amara):
    campaign = start_campaign("Fewer forms", by=acting(amara))

    page = team.get(f"/changes/write/?campaign={campaign.pk}").content.decode()
    assert f'<option value="{campaign.pk}" selected>Fewer forms</option>' in page
    assert "999" not in team.get("/changes/write/?campaign=999").content.decode()


def test_two_people_write_a_draft_and_the_second_sees_the_first(draft, amara):
    browser, page = signed_in(amara), f"/changes/{draft.pk}/edit/"
    seen = BeautifulSoup(browser.get(page).content, "html.parser").find(id="id_seen")["value"]
    mine = {
        "kind": "did",
        "you_said": draft.you_said,
        "is_public": "on",
        "theme": draft.theme_id,
        "seen": seen,
    }
    mine |= {"initiative": draft.initiative_id, "wave": draft.wave_id, "outcome": draft.outcome}
    Change.objects.update(we_did="Theirs")

    answer = browser.post(page, mine | {"we_did": "Mine"})

    assert answer.status_code == 422
    assert "“Theirs”" in answer.content.decode()
    assert Change.objects.get().we_did == "Theirs"
    assert browser.post(page, mine | {"we_did": draft.we_did, "outcome": "Faster"}).status_code == 302
    assert (Change.objects.get().we_did, Change.objects.get().outcome) == ("Theirs", "Faster")


def test_writing_from_an_initiative_starts_with_the_theme_it_answers(team, theme, initiative_id, amara):
    def chosen() -> str:
        page = BeautifulSoup(
            team.get("/changes/write/", {"initiative": initiative_id}).content, "html.parser"
        )
        return page.select_one("[name=theme] option[selected]")["value"]

    assert chosen() == str(theme.pk)
    theme.wave.themes.create(title="Another", initiative_id=initiative_id)
    assert chosen() == ""


def test_who_writes_without_being_in_the_directory_sees_the_preview_too(draft):
    adviser = User.objects.create_user(email="adviser@outside.test")
    RoleGrant.objects.create(user=adviser, role=Role.COMMUNICATIONS)
    client = Client()
    client.force_login(adviser)

    page = client.get(f"/changes/{draft.pk}/preview/")

    assert page.status_code == 200
    assert "We made a swap board." in page.content.decode()


def test_drafts_are_deleted_together_and_come_back_and_what_was_published_stays(team, published, amara):
    loose = [draft_change(replace(WORDS, you_said=said), Origin(), acting(amara)) for said in ("One", "Two")]
    before = list(Change.objects.order_by("pk").values())

    def delete(query="", **chosen):
        told = team.post(f"/changes/delete/{query}", chosen, follow=True)
        return BeautifulSoup(told.content, "html.parser")

    delete("?q=two", all_matching="yes")
    assert not Change.objects.filter(pk=loose[1].pk).exists()
    told = delete(chosen=[loose[0].pk, published.pk])
    assert list(Change.objects.all()) == [published]

    for form in told.select(".toast form"):
        team.post(form["action"])
    assert [row["you_said"] for row in Change.objects.order_by("pk").values()][:2] == [WORDS.you_said, "One"]
    assert Change.objects.filter(pk=loose[0].pk).values().get() == before[1]
    assert "Nothing was deleted" in delete(chosen=[published.pk]).get_text()


def test_the_list_shows_drafts_first_and_promises_apart(team, published, amara):
    draft_change(replace(WORDS, you_said="Not told yet"), Origin(), acting(amara))
    page = BeautifulSoup(team.get("/changes/").content, "html.parser")

    rows = [row.get_text() for row in page.select(".table tbody tr")]
    assert ["Not told yet" in row for row in rows] == [True, False]
    assert "Draft" in rows[0]
    assert page.select_one("#promises-title") is None  # nobody was promised anything
    drafts = team.get("/changes/?status=draft").content.decode()
    assert "Not told yet" in drafts
    assert WORDS.you_said not in drafts


def test_the_file_of_changes_says_how_each_stands(team, published, amara):
    draft_change(replace(WORDS, you_said="Not told yet"), Origin(), acting(amara))
    rows = b"".join(team.get("/changes/?export=csv").streaming_content).decode().splitlines()

    assert [row.rpartition(",")[2] for row in rows] == ["State", "Draft", "Published"]


def test_older_answers_stand_on_further_pages_each_under_its_heading(published, amara, asked, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 2)
    for said in ("Cold lunch", "Late rosters"):
        publish_change(draft_change(replace(WORDS, you_said=said), Origin(), acting(amara)), acting(amara))
    reader = signed_in(asked[0])

    first, second = (reader.get(f"/changes/?page={page}").content.decode() for page in (1, 2))

    assert published.you_said in first
    assert first.index("Because of what you were asked") < first.index("And for everyone")
    assert "Late rosters" in first
    assert "Cold lunch" not in first
    assert "Cold lunch" in second
    assert "Because of what you were asked" not in second


def test_a_long_answer_is_cut_at_home_where_one_sees_it(draft, amara, asked):
    Change.objects.filter(pk=draft.pk).update(we_did="We made a swap board. " * 20)
    publish_change(draft, acting(amara))

    page = signed_in(asked[0]).get("/").content.decode()
    assert "We made a swap board." in page
    assert "…" in page.split("We made a swap board.")[-1][:40]


def test_who_was_asked_reads_no_proof_through_the_api(published, team, asked):
    there = f"/api/v1/changes/{published.pk}/proof"

    assert team.get(there).json()["asked"] == 12
    assert signed_in(asked[0]).get(there).status_code == 404
