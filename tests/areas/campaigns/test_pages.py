"""Pages and API: who sees what, drafts that keep themselves, and the same numbers everywhere."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.queries.content import content_of
from allaboard.areas.campaigns.services import drafts, measure, review, steps
from allaboard.areas.initiatives import facade as initiatives
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def amaras(amara: Person) -> Client:
    return signed_in(amara)


def page(name: str, *args: object) -> str:
    return reverse(f"campaigns:{name}", args=args)


def test_managers_and_employees_see_no_campaign(draft: Campaign, ben: Person, chidi: Person) -> None:
    for person in (ben, chidi):
        assert not visible_to(acting(person)).exists()
        for name in ("detail", "results", "unreached", "goal"):
            assert signed_in(person).get(page(name, draft.pk)).status_code in (403, 404)
        assert signed_in(person).get(f"/api/v1/campaigns/{draft.pk}").status_code == 404


def test_a_reviewer_sees_a_campaign_only_while_it_is_theirs_to_review(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    assert not visible_to(reviewer).exists()
    version = review.submit_for_review(draft.pk, by=author)
    assert list(visible_to(reviewer)) == [draft]
    drafts.change_campaign(draft.pk, {"goal": "Another goal"}, by=author)
    assert not visible_to(reviewer).exists()
    assert version.number == 1


def test_a_draft_keeps_itself_while_it_is_typed(draft: Campaign, amaras: Client) -> None:
    step = draft.steps.first()
    typed = {
        "kind": "ask",
        "subject": "Half a sub",
        "body": "",
        "channels": ["inbox"],
        "on": "",
        "at": "09:00",
    }
    answer = amaras.post(page("step", draft.pk, step.pk), typed, headers={"HX-Request": "true"})
    assert "Saved at" in answer.content.decode()
    step.refresh_from_db()
    assert (step.subject, step.body) == ("Half a sub", "")


def test_a_wrong_rule_points_at_its_place_and_is_not_saved(draft: Campaign, amaras: Client) -> None:
    typed = {"audience_text": "departmet = Sales", "holdout_percent": 10, "expected_percent": 30}
    answer = amaras.post(page("audience", draft.pk), typed)
    assert answer.status_code == 422
    assert "departmet" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.audience_text == 'location = "Plant North"'


def test_the_editor_leads_from_a_title_to_a_plan(amaras: Client, amara: Person, crew: list[Person]) -> None:
    new = {
        "title": "Flu shots",
        "owner": amara.pk,
        "aim": "act",
        "outcome_kind": "listed",
        "outcome_days": 14,
    }
    answer = amaras.post(page("new"), new)
    campaign = Campaign.objects.get()
    assert answer.url == page("audience", campaign.pk)
    audience = {"audience_text": "department = Paint", "holdout_percent": 10, "expected_percent": 30}
    assert amaras.post(page("audience", campaign.pk), audience).url == page("detail", campaign.pk)
    shown = amaras.get(page("detail", campaign.pk)).content.decode()
    assert "Write the first message" in shown
    assert "too small to notice" in shown  # 18 told, 2 held out


def test_the_reviewer_decides_on_the_page(draft: Campaign, author: Actor, reviewer: Actor) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    client = signed_in(Person.objects.get(pk=reviewer.person_id))
    assert draft.title in client.get(page("reviews")).content.decode()
    shown = client.get(page("review", draft.pk, 1))
    fields = {name: field.initial for name, field in shown.context["form"].fields.items() if field.initial}
    stale = client.post(
        page("review", draft.pk, 1), {**fields, "read_hash": "0" * 64, "decision": "approved"}
    )
    assert stale.status_code == 422
    done = client.post(page("review", draft.pk, 1), {**fields, "decision": "approved"})
    assert done.status_code == 302
    version.refresh_from_db()
    assert version.seal


def test_a_reviewer_finds_what_was_reviewed_and_the_way_back(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    number = review.submit_for_review(draft.pk, by=author).number
    other = signed_in(grant(make_person("Mei"), Role.REVIEWER))
    client, address = (
        signed_in(Person.objects.get(pk=reviewer.person_id)),
        f"/campaigns/{draft.pk}/review/{number}/",
    )
    assert "Reviewed by you" not in client.get("/campaigns/reviews/").content.decode()
    version = draft.versions.get()
    review.approve_campaign(draft.pk, number, version.content_hash, by=reviewer)

    page = client.get("/campaigns/reviews/").content.decode()
    assert "Reviewed by you" in page
    assert address in page
    assert draft.title not in other.get("/campaigns/reviews/").content.decode()
    for opened in (address, f"/campaigns/{draft.pk}/"):
        shown = client.get(opened).content.decode()
        assert 'href="/campaigns/reviews/"' in shown.split("<main")[1]
        assert 'href="/campaigns/"' not in shown


def test_the_page_names_what_holds_the_ask_back(draft: Campaign, author: Actor, amaras: Client) -> None:
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    drafts.change_campaign(draft.pk, {"initiative_id": initiative}, by=author)
    shown = amaras.get(page("detail", draft.pk)).content.decode()
    assert "The ask waits until leaders are ready" in shown
    assert all(check.text in shown for check in initiatives.readiness(initiative).red)


def test_page_export_and_api_tell_the_same_numbers(launched: Campaign, author: Actor, amaras: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due(1_000)
        measure.measure_campaign(launched.pk, by=author)
    sheet = b"".join(amaras.get(page("results", launched.pk) + "?export=csv").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))
    figures = amaras.get(f"/api/v1/campaigns/{launched.pk}/results").json()["figures"]
    assert [(row["group"], int(row["delivered"])) for row in rows] == [
        (f["group"], f["delivered"]) for f in figures
    ]
    assert rows[0]["delivered"] == "48"
    shown = amaras.get(page("results", launched.pk)).content.decode()
    assert "48 · 100 %" in shown
    tell = f"{reverse('changes:write')}?campaign={launched.pk}"
    assert tell in shown
    assert f'<option value="{launched.pk}" selected>' in amaras.get(tell).content.decode()


def test_communications_see_each_only_for_their_own_campaign(launched: Campaign) -> None:
    other = grant(make_person("Cora"), Role.COMMUNICATIONS)
    assert signed_in(other).get(page("unreached", launched.pk)).status_code == 403


def test_archiving_can_be_taken_back(draft: Campaign, amaras: Client) -> None:
    shown = amaras.post(page("archive", draft.pk), follow=True)
    assert not visible_to(acting(Person.objects.get(given_name="Amara"))).filter(archived_at=None).exists()
    undo = next(str(message.extra_tags) for message in shown.context["messages"])
    amaras.post(undo)
    draft.refresh_from_db()
    assert draft.archived_at is None


def test_a_copy_has_no_dates_and_its_own_draw(draft: Campaign, amaras: Client) -> None:
    amaras.post(page("duplicate", draft.pk))
    copy = Campaign.objects.exclude(pk=draft.pk).get()
    assert copy.seed != draft.seed
    assert list(copy.steps.values_list("subject", "on")) == [
        ("Try the swap board", None),
        ("Still time", None),
    ]


def test_the_calendar_shows_the_load_of_each_day(draft: Campaign, amaras: Client) -> None:
    shown = amaras.get(page("calendar")).content.decode()
    assert "Try the swap board" in shown
    assert "48 people" in shown


def test_the_list_asks_the_database_the_same_for_one_and_for_three(
    draft: Campaign, author: Actor, amaras: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    amaras.get(page("list"))
    with django_assert_max_num_queries(30) as one:
        amaras.get(page("list"))
    drafts.start_campaign("Second", by=author)
    drafts.start_campaign("Third", by=author)
    with django_assert_max_num_queries(len(one)):
        amaras.get(page("list"))


def test_a_program_starts_a_draft_once(amaras: Client) -> None:
    body = {"title": "By program", "holdout_share": 0.1}
    for _ in range(2):
        answer = amaras.post(
            "/api/v1/campaigns/", body, content_type="application/json", headers={"Idempotency-Key": "k-1"}
        )
        assert answer.status_code == 201
    assert Campaign.objects.filter(title="By program").count() == 1


def test_removing_the_sample_leaves_nothing_of_it(author: Actor, draft: Campaign) -> None:
    drafts.start_campaign("Sample one", by=author, is_sample=True)
    assert drafts.remove_sample() >= 1
    assert list(Campaign.objects.all()) == [draft]


def test_a_removed_step_comes_back_to_its_place(draft: Campaign, amara: Person) -> None:
    steps.word_step(
        draft.pk, draft.steps.first().pk, "de", {"subject": "Brett", "body": "Neu"}, by=acting(amara)
    )
    before = content_of(draft)
    client = signed_in(amara)
    page = client.post(f"/campaigns/{draft.pk}/steps/{draft.steps.first().pk}/remove/", follow=True)
    assert [step.subject for step in draft.steps.all()] == ["Still time"]

    client.post(BeautifulSoup(page.content, "html.parser").select_one(".toast form")["action"])
    assert content_of(draft) == before


def test_chosen_campaigns_are_put_away_and_brought_back_but_none_under_way(
    launched: Campaign, amara: Person
) -> None:
    idle = drafts.start_campaign("Idle", by=acting(amara))
    client = signed_in(amara)
    page = client.post("/campaigns/archive/", {"all_matching": "yes"}, follow=True)
    idle.refresh_from_db()
    launched.refresh_from_db()
    assert idle.archived_at
    assert launched.archived_at is None

    client.post(BeautifulSoup(page.content, "html.parser").select_one(".toast form")["action"])
    idle.refresh_from_db()
    assert idle.archived_at is None


def test_the_list_keeps_views_and_gives_its_rows_as_a_file(draft: Campaign, amara: Person) -> None:
    client = signed_in(amara)
    drafts.start_campaign("Another", by=acting(amara))
    client.post("/views/keep/", {"address": "/campaigns/?q=swap", "name": "Swaps"})
    page = client.get("/campaigns/?q=swap")
    assert "Swaps" in BeautifulSoup(page.content, "html.parser").select_one(".saved-views").get_text()
    rows = client.get("/campaigns/?q=swap&export=csv").getvalue().decode()
    assert "Swap board launch" in rows
    assert "Another" not in rows


def label_of(page: BeautifulSoup, field: str) -> str:
    return " ".join(page.select_one(f"label[for=id_{field}]").get_text().split())


def test_labels_say_what_may_wait_and_what_may_stay_empty(draft: Campaign, amaras: Client) -> None:
    shown = BeautifulSoup(amaras.get(page("new_step", draft.pk)).content, "html.parser")
    assert label_of(shown, "subject") == "Subject (needed before review)"
    assert label_of(shown, "action_label") == "Button (optional)"


def test_what_a_draft_lacks_leads_to_where_it_is_mended(
    draft: Campaign, author: Actor, amaras: Client
) -> None:
    drafts.change_campaign(draft.pk, {"goal": "", "audience_text": "email = nobody@x.test"}, by=author)
    shown = BeautifulSoup(amaras.get(page("detail", draft.pk)).content, "html.parser")

    links = [link["href"] for link in shown.select(".checks [data-red] a")]
    assert links == [page("goal", draft.pk), page("audience", draft.pk)]
    assert not shown.select_one(f'form[action="{page("submit", draft.pk)}"]')

    drafts.change_campaign(
        draft.pk, {"goal": "G", "audience_text": 'email = "crew0@plant.test"', "holdout_share": 0}, by=author
    )
    shown = BeautifulSoup(amaras.get(page("detail", draft.pk)).content, "html.parser")
    assert shown.select_one(f'form[action="{page("submit", draft.pk)}"]')
    assert "1 person" in " ".join(shown.select_one(".stats").get_text(" ").split())
