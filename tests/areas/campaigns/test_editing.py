"""The editor: drafts that keep themselves, what they lack, and steps that are taken out and come back."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from tests.conftest import acting, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.content import content_of
from allaboard.areas.campaigns.services import drafts, steps
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def page(name: str, *args: object) -> str:
    return reverse(f"campaigns:{name}", args=args)


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


def label_of(page: BeautifulSoup, field: str) -> str:
    return " ".join(page.select_one(f"label[for=id_{field}]").get_text().split())


def test_labels_say_what_may_wait_and_what_may_stay_empty(draft: Campaign, amaras: Client) -> None:
    shown = BeautifulSoup(amaras.get(page("new_step", draft.pk)).content, "html.parser")
    assert label_of(shown, "subject") == "Subject (needed before review)"
    assert label_of(shown, "action_label") == "Button (optional)"


def test_an_owner_is_chosen_in_words(amaras: Client) -> None:
    shown = BeautifulSoup(amaras.get(page("new")).content, "html.parser")
    assert shown.select_one("#id_owner option[value='']").get_text() == "Choose a person"
    assert shown.select_one("#id_owner_helptext").get_text() == "Who answers replies."


def test_where_nobody_can_own_a_campaign_it_says_what_is_missing(amara: Person, amaras: Client) -> None:
    """Whoever brings in people of their own is often not among them."""
    User.objects.filter(person=amara).update(person=None)
    shown = BeautifulSoup(amaras.get(page("new")).content, "html.parser")
    assert len(shown.select("#id_owner option")) == 1
    assert "import them with the e-mail" in shown.select_one("#id_owner_helptext").get_text()


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


def test_a_copy_has_no_dates_and_its_own_draw(draft: Campaign, amaras: Client) -> None:
    amaras.post(page("duplicate", draft.pk))
    copy = Campaign.objects.exclude(pk=draft.pk).get()
    assert copy.seed != draft.seed
    assert list(copy.steps.values_list("subject", "on")) == [
        ("Try the swap board", None),
        ("Still time", None),
    ]


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


def test_a_program_starts_a_draft_once(amaras: Client) -> None:
    body = {"title": "By program", "holdout_share": 0.1}
    for _ in range(2):
        answer = amaras.post(
            "/api/v1/campaigns", body, content_type="application/json", headers={"Idempotency-Key": "k-1"}
        )
        assert answer.status_code == 201
    assert Campaign.objects.filter(title="By program").count() == 1


def test_a_program_changes_the_goal_and_what_was_approved_is_void(
    draft: Campaign, amaras: Client, chidi: Person, approve: Callable[[Campaign], Campaign]
) -> None:
    approve(draft)
    here, title = f"/api/v1/campaigns/{draft.pk}", draft.title
    refused = signed_in(chidi).patch(here, {"title": "Mine"}, content_type="application/json")
    assert (refused.status_code, title in refused.content.decode()) == (403, False)

    changed = amaras.patch(here, {"goal": " Swaps in a day "}, content_type="application/json").json()

    assert (changed["goal"], changed["title"], changed["status"]) == ("Swaps in a day", title, "draft")
    for wrong in ({"title": " "}, {"outcome_rule": "no such = rule"}):
        answer = amaras.patch(here, wrong, content_type="application/json")
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert amaras.patch(here, {"initiative_id": 999_999}, content_type="application/json").status_code == 404


def test_a_program_changes_nothing_once_it_is_launched(launched: Campaign, amaras: Client) -> None:
    here = f"/api/v1/campaigns/{launched.pk}"

    assert amaras.patch(here, {"title": "Other"}, content_type="application/json").status_code == 422
    assert Campaign.objects.get(pk=launched.pk).title == launched.title


def test_no_press_on_the_plan_ends_an_approval_unsaid(
    draft: Campaign, amaras: Client, approve: Callable[[Campaign], Campaign]
) -> None:
    def on_the_page() -> tuple[int, bool]:
        shown = BeautifulSoup(amaras.get(page("detail", draft.pk)).content, "html.parser")
        return len(shown.select("#plan button[name=to]")), "it needs a review again" in shown.get_text()

    assert on_the_page() == (2, False)
    approve(draft)
    assert on_the_page() == (0, True)
