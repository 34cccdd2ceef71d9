"""The calendar: what each day takes, asked for in the same few questions however many campaigns there are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.conftest import acting, signed_in

from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.queries.calendar import weeks_ahead
from allaboard.areas.campaigns.queries.sizes import Cost, cost_of, people_told, people_told_by
from allaboard.areas.campaigns.services import drafts, steps
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def start(author: Actor, first: int, last: int) -> None:
    """Campaigns on this week's and the next days, each for people of its own rule."""
    for number in range(first, last):
        rule = f'email = "crew{number}@plant.test"'
        campaign = drafts.start_campaign(f"Campaign {number}", by=author, audience_text=rule)
        on = timezone.localdate() + timedelta(days=number % 7)
        values = {
            "kind": "tell",
            "subject": f"Step {number}",
            "body": "Hello",
            "channels": ["inbox"],
            "on": on,
        }
        steps.add_step(campaign.pk, values, by=author)


def questions(actor: Actor) -> int:
    with CaptureQueriesContext(connection) as asked:
        weeks_ahead(actor, timezone.localdate())
    return len(asked)


def test_twenty_campaigns_ask_no_more_questions_than_two(
    launched: Campaign, author: Actor, crew: list[Person]
) -> None:
    start(author, 0, 2)
    few = questions(author)
    start(author, 2, 20)

    assert questions(author) == few
    shown = [entry for week in weeks_ahead(author, timezone.localdate()) for entry in week.entries]
    assert sorted({entry.people for entry in shown}) == [1, 48]
    assert len(shown) == 22


def test_each_campaign_has_the_number_that_was_approved_or_that_its_rule_finds_today(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, crew: list[Person]
) -> None:
    approved = approve(draft)
    Person.objects.filter(pk=crew[0].pk).update(work_location="Head office")
    same_rule = drafts.start_campaign("Second", by=author, audience_text=draft.audience_text)
    nonsense = drafts.start_campaign("Third", by=author)
    Campaign.objects.filter(pk=nonsense.pk).update(audience_text="departmet =")
    nonsense.refresh_from_db()

    told = people_told({each.pk: each for each in (approved, same_rule, nonsense)})

    assert told == {approved.pk: 48, same_rule.pk: 59, nonsense.pk: 0}
    assert people_told({}) == {}


def test_the_calendar_shows_the_load_of_each_day(draft: Campaign, amaras: Client) -> None:
    shown = amaras.get("/campaigns/calendar/").content.decode()
    assert "Try the swap board" in shown
    assert "48 people" in shown


def test_every_list_names_the_fields_of_a_subject_in_words(
    draft: Campaign, author: Actor, amaras: Client
) -> None:
    first = draft.steps.get(position=1)
    steps.change_step(draft.pk, first.pk, {"subject": "{first_name}, try {the board}"}, by=author)
    for address in (draft.get_absolute_url(), "/campaigns/calendar/"):
        page = amaras.get(address).content.decode()
        assert "(first name), try {the board}" in page
        assert "{first_name}" not in page


def test_a_program_reads_the_month_that_the_page_shows(draft: Campaign, amaras: Client) -> None:
    first = draft.steps.get(position=1)
    shown = amaras.get(f"/api/v1/campaigns/calendar?month={first.on:%Y-%m}").json()

    days = {day["on"]: day for week in shown["weeks"] for day in week["days"]}
    assert shown["month"] == f"{first.on:%Y-%m-01}"
    assert days[f"{first.on}"]["entries"] == [
        {
            "campaign_id": draft.pk,
            "step_id": first.pk,
            "subject": first.subject,
            "people": 48,
            "hours": days[f"{first.on}"]["hours"],
        }
    ]
    assert days[f"{first.on}"]["hours"] > 0
    assert all(day["entries"] == [] for on, day in days.items() if on < f"{first.on}")
    assert amaras.get("/api/v1/campaigns/calendar").json()["full_minutes"] == shown["full_minutes"] > 0


@pytest.mark.parametrize("month", ["2026-13", "May", "1066-10"])
def test_a_month_that_cannot_be_shown_is_refused(amaras: Client, month: str) -> None:
    answer = amaras.get(f"/api/v1/campaigns/calendar?month={month}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_a_reviewer_who_reads_some_campaigns_does_not_read_what_all_ask_of_people(
    draft: Campaign, reviewer: Actor
) -> None:
    reviewing = signed_in(Person.objects.get(pk=reviewer.person_id))
    assert reviewing.get("/api/v1/campaigns").status_code == 200
    assert reviewing.get("/api/v1/campaigns/calendar").status_code == 403


def test_a_message_to_fewer_people_counts_those_alone_on_every_page(draft, amara, crew, approve):
    paint = {"segment_text": "department = Paint"}
    ask = draft.steps.get(position=1)
    steps.change_step(draft.pk, ask.pk, paint, by=acting(amara))
    held_in_draft = 4  # a fifth of the 20 who paint
    reminder = draft.steps.get(position=2)

    def told(campaign):
        return people_told_by(list(campaign.steps.select_related("campaign")))

    assert told(draft) == {ask.pk: 20 - held_in_draft, reminder.pk: 48}
    minutes = 16 * ask.minutes + 48 * reminder.minutes
    assert cost_of(draft) == Cost(round(minutes / 60, 1), round(minutes / 48, 1))

    approved = approve(draft)
    in_paint = Assignment.objects.filter(arm="treated", person__department="Paint").count()
    assert told(approved) == {ask.pk: in_paint, reminder.pk: 48}
    month = signed_in(amara).get("/api/v1/campaigns/calendar").json()
    entries = [entry for week in month["weeks"] for day in week["days"] for entry in day["entries"]]
    assert in_paint in [entry["people"] for entry in entries]
