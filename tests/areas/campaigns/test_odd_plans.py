"""Plans that nobody should be able to send: for no one, in no time, or with words that cannot be filled in."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.conftest import make_person

from allaboard.areas.campaigns.choices import Status
from allaboard.areas.campaigns.models import Campaign, Version
from allaboard.areas.campaigns.services import drafts, launch, review, steps
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db

Approve = Callable[[Campaign], Campaign]


def test_an_audience_that_has_gone_meanwhile_is_not_approved(
    draft: Campaign, author: Actor, reviewer: Actor, crew: list[Person]
) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    Person.objects.filter(pk__in=[person.pk for person in crew]).update(active=False)

    with pytest.raises(RuleBroken, match="No one matches"):
        review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)

    draft.refresh_from_db()
    assert draft.status == Status.IN_REVIEW
    assert Version.objects.get().seal == ""


def test_those_who_do_not_work_here_are_neither_counted_nor_told(
    draft: Campaign, author: Actor, crew: list[Person], amaras: Client
) -> None:
    Person.objects.filter(pk__in=[person.pk for person in crew]).update(active=False)
    drafts.change_campaign(draft.pk, {"audience_text": "works here = no"}, by=author)

    assert amaras.get(draft.get_absolute_url()).context["people"] == 0
    with pytest.raises(RuleBroken, match="It reaches someone"):
        review.submit_for_review(draft.pk, by=author)


def test_one_person_is_told_even_where_half_are_to_be_held_out(
    draft: Campaign, author: Actor, approve: Approve, crew: list[Person]
) -> None:
    values = {"audience_text": f'email = "{crew[0].email}"', "holdout_share": 0.5}
    drafts.change_campaign(draft.pk, values, by=author)
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    sent = Delivery.objects.filter(sending=campaign.steps.get(position=1).send_id)
    assert set(sent.values_list("person", flat=True)) == {crew[0].pk}


@pytest.mark.parametrize("words", [{"subject": "Dear {frist_name}"}, {"body": "Your {bonus} waits."}])
def test_a_field_that_nobody_fills_in_stops_the_review_and_not_the_sending(
    draft: Campaign, author: Actor, words: dict[str, str]
) -> None:
    reminder = draft.steps.get(position=2)  # which the worker would hand over a week later
    steps.change_step(draft.pk, reminder.pk, words, by=author)
    with pytest.raises(RuleBroken, match="there is no field"):
        review.submit_for_review(draft.pk, by=author)


def test_a_field_is_looked_for_in_every_language(draft: Campaign, author: Actor) -> None:
    german = {"subject": "Brett", "body": "Hallo {vorname}"}
    steps.word_step(draft.pk, draft.steps.get(position=1).pk, "de", german, by=author)
    with pytest.raises(RuleBroken, match=r"there is no field \{vorname\}"):
        review.submit_for_review(draft.pk, by=author)


def test_a_reviewer_cannot_write_such_a_field_into_it_either(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    edits = {draft.steps.get(position=2).pk: {"subject": "Dear {frist_name}"}}
    with pytest.raises(RuleBroken, match="there is no field"):
        review.approve_with_edits(draft.pk, version.number, version.content_hash, edits, by=reviewer)


@pytest.mark.parametrize(
    ("dates", "refusal"),
    [
        ({"on": "9999-12-31"}, "next ten years"),
        ({"on": "0001-01-01"}, "next ten years"),
        ({"on": "2030-01-01", "expires_on": "9999-12-31"}, "next ten years"),
        ({"on": "2030-01-02", "expires_on": "2030-01-01"}, "expires before it is sent"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_by_page_and_program(
    draft: Campaign, author: Actor, amaras: Client, dates: dict[str, str], refusal: str
) -> None:
    typed = {"kind": "tell", "subject": "Hello", "body": "Hello.", "channels": ["email"], "at": "09:00"}
    page = amaras.post(f"/campaigns/{draft.pk}/steps/new/", {**typed, **dates})
    program = amaras.post(
        f"/api/v1/campaigns/{draft.pk}/steps", {**typed, **dates}, content_type="application/json"
    )
    assert (page.status_code, program.status_code) == (422, 422)
    for answer in (page, program):
        assert refusal in answer.content.decode()
    assert draft.steps.count() == 2


def test_a_message_whose_day_passed_while_it_was_reviewed_leaves_at_once(
    draft: Campaign, author: Actor, approve: Approve
) -> None:
    steps.change_step(draft.pk, draft.steps.get(position=1).pk, {"at": None}, by=author)
    approve(draft)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=True):
        campaign = launch.launch_campaign(draft.pk, by=author)
        sent = Delivery.objects.filter(sending=campaign.steps.get(position=1).send_id)
        assert {each.due_at.date() for each in sent} == {timezone.now().date()}


@pytest.mark.parametrize("zone", ["", "Nowhere/At_All", "Europe/Berlin"])
def test_everybody_has_a_moment_also_without_a_zone_and_in_the_night_the_clocks_change(
    draft: Campaign, author: Actor, approve: Approve, zone: str
) -> None:
    person = make_person("Odd", work_location="Plant North", timezone=zone)
    drafts.change_campaign(draft.pk, {"holdout_share": 0}, by=author)
    night = next(day for day in (date(year, 3, 31) for year in (2030, 2041)) if day > timezone.localdate())
    step = draft.steps.get(position=1)
    steps.change_step(draft.pk, step.pk, {"on": night, "at": "02:30"}, by=author)
    campaign = launch.launch_campaign(approve(draft).pk, by=author)

    due = Delivery.objects.filter(sending=campaign.steps.get(position=1).send_id, person=person)
    assert {each.due_at.date() for each in due} == {night}
