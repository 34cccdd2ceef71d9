"""A campaign that only tells: written, reviewed, launched past leaders who are not ready, and its results."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from allaboard.areas.campaigns import facade
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.asking import gates_of
from allaboard.areas.campaigns.queries.content import as_text, content_of
from allaboard.areas.campaigns.services import drafts, handover, launch, measure, review, steps
from allaboard.areas.campaigns.today import cards
from allaboard.areas.changes.origins import outcome_in_words
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db
TOLD = {"kind": "tell", "subject": "The canteen opens at six", "body": "Dear {first_name}, from Monday."}


@pytest.fixture
def news(planned: Callable[..., Campaign]) -> Campaign:
    """A complete plan that only tells."""
    return planned(
        "New canteen hours", (0, TOLD), goal="Everyone knows when the canteen opens.", aim="inform"
    )


@pytest.fixture
def told(news: Campaign, approve: Callable[[Campaign], Campaign], author: Actor) -> Campaign:
    """Launched, delivered and measured."""
    launched = launch.launch_campaign(approve(news).pk, by=author)
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due(1_000)
        measure.measure_campaign(launched.pk, by=author)
    return launched


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_it_goes_out_although_no_leader_is_ready(
    news: Campaign, approve: Callable[[Campaign], Campaign], author: Actor
) -> None:
    initiative = initiatives.start_initiative("Canteen", "It opens too late.", [], by=author)
    drafts.change_campaign(news.pk, {"initiative_id": initiative}, by=author)
    news.refresh_from_db()
    assert not initiatives.readiness(initiative).may_ask
    assert gates_of(news) == []

    launched = launch.launch_campaign(approve(news).pk, by=author)

    assert launched.steps.get().send_id is not None


def test_an_ask_in_it_stops_the_review_and_respects_readiness_all_the_same(
    news: Campaign, author: Actor
) -> None:
    initiative = initiatives.start_initiative("Canteen", "It opens too late.", [], by=author)
    drafts.change_campaign(news.pk, {"initiative_id": initiative}, by=author)
    ask = steps.add_step(news.pk, TOLD | {"kind": "ask", "on": timezone.localdate()}, by=author)
    news.refresh_from_db()

    assert [gate.steps for gate in gates_of(news)] == [(ask,)]
    assert "too early" in (handover.why_it_waits(news, ask, timezone.now()) or "")
    with pytest.raises(RuleBroken, match="It only tells"):
        review.submit_for_review(news.pk, by=author)


def test_nobody_can_be_held_out_when_nothing_is_measured(
    news: Campaign, draft: Campaign, author: Actor, amaras: Client
) -> None:
    with pytest.raises(RuleBroken, match="would only leave people out"):
        drafts.change_campaign(news.pk, {"holdout_share": 0.1}, by=author)

    values = {"title": "T", "aim": "inform", "outcome": "", "outcome_rule": "", "outcome_days": 14}
    answer = amaras.post(f"/campaigns/{draft.pk}/goal/", values | {"outcome_kind": "rule"})
    assert answer.status_code == 422
    assert "hold out 0 %" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.aim == "act"


def test_its_pages_ask_for_nothing_that_it_does_not_need(news: Campaign, amaras: Client) -> None:
    audience = text_of(amaras, f"/campaigns/{news.pk}/audience/")
    assert 'name="holdout_percent"' not in audience
    assert "Nothing that people do is measured" in audience
    plan = text_of(amaras, f"/campaigns/{news.pk}/")
    assert "Add: tell" in plan
    assert "Add: ask" not in plan
    assert "It only tells" in plan
    assert 'value="remind"' not in text_of(amaras, f"/campaigns/{news.pk}/steps/new/")

    sent = {"audience_text": "department = Paint"}
    assert amaras.post(f"/campaigns/{news.pk}/audience/", sent).status_code == 302
    news.refresh_from_db()
    assert (news.audience_text, news.holdout_share) == ("department = Paint", 0)


def test_the_reviewer_reads_that_it_informs_and_older_approvals_keep_their_hash(
    news: Campaign, draft: Campaign
) -> None:
    assert "What it is for: People know something" in as_text(content_of(news))
    assert "Seen by" not in as_text(content_of(news))
    assert "aim" not in content_of(draft)


def test_its_results_tell_whom_it_reached_and_nothing_of_acts(told: Campaign, amaras: Client) -> None:
    shown = text_of(amaras, f"/campaigns/{told.pk}/results/")

    assert "From intended to seen" in shown
    assert "It came to 60 of 60 people." in shown
    assert "there is no effect to show" in shown
    assert "Seen · Department" not in shown  # nobody has seen it yet: no chart without a bar
    for word in ("Did it work?", "Acted", "Lift", "held out", "Before and now", "Add a list"):
        assert word not in shown
    assert not told.acts.exists()

    everyone = amaras.get(f"/api/v1/campaigns/{told.pk}/results").json()["figures"][0]
    assert (everyone["delivered"], everyone["acted_most"], everyone["lift"]) == (60, None, None)


def test_who_saw_it_is_not_told_where_only_mail_went_out(
    news: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, amaras: Client
) -> None:
    steps.change_step(news.pk, news.steps.get().pk, {"channels": ["email"]}, by=author)
    launched = launch.launch_campaign(approve(news).pk, by=author)
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due(1_000)
        measure.measure_campaign(launched.pk, by=author)

    shown = text_of(amaras, f"/campaigns/{launched.pk}/results/")

    assert "From intended to delivered" in shown
    assert "who saw it is not known" in shown
    assert "Delivered · Department" in shown
    assert "Seen" not in shown


def test_an_informing_campaign_that_names_an_outcome_is_measured_by_it(
    news: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, amaras: Client, crew: list[Person]
) -> None:
    named = {"outcome": "come before seven", "outcome_rule": "custom.early = yes", "holdout_share": 0.2}
    drafts.change_campaign(news.pk, named, by=author)
    launched = launch.launch_campaign(approve(news).pk, by=author)
    Person.objects.filter(pk__in=[person.pk for person in crew[:30]]).update(custom_fields={"early": "yes"})
    measured = measure.measure_campaign(launched.pk, by=author)

    assert measured.acted.fewest + measured.holdout_acted.fewest <= 30
    assert measured.acted.most + measured.holdout_acted.most >= 30
    assert "Did it work?" in text_of(amaras, f"/campaigns/{launched.pk}/results/")


def test_what_it_did_is_said_elsewhere_in_the_same_terms(told: Campaign, author: Actor) -> None:
    measure.measure_campaign(told.pk, by=author, is_final=True)

    assert outcome_in_words(author, told.pk) == "Got the message: 100 % of 60 people."
    assert facade.outcome(author, told.pk).lift is None
    assert [card.detail for card in cards(author) if "Results" in card.title] == [
        "It came to 60 of 60 people."
    ]


def test_a_program_starts_one_that_informs(amaras: Client) -> None:
    answer = amaras.post(
        "/api/v1/campaigns", {"title": "News", "aim": "inform"}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["aim"]) == (201, "inform")
