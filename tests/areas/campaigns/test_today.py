"""What campaigns tell the rest of the product: cards, ribbon, facade, palette."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns import facade, loop, today
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.calendar import weeks_ahead
from allaboard.areas.campaigns.queries.desk import last_reached
from allaboard.areas.campaigns.rules.plan import hours_of, minutes_each
from allaboard.areas.campaigns.services import drafts, launch, measure, review
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.facade import Direction, Kind, Touch, note
from allaboard.foundation.touchpoints.services import set_weekly_minutes

pytestmark = pytest.mark.django_db


def titles(actor: Actor) -> list[str]:
    return [card.title for card in today.cards(actor)]


def test_a_review_waits_for_the_reviewer_and_not_for_the_author(
    draft: Campaign, author: Actor, reviewer: Actor, chidi: Person
) -> None:
    review.submit_for_review(draft.pk, by=author)
    assert titles(reviewer) == ["Review “Swap board launch”"]
    assert titles(author) == []
    assert titles(acting(chidi)) == []


def test_an_approved_campaign_asks_to_be_launched(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, reviewer: Actor
) -> None:
    approve(draft)
    assert titles(author) == ["“Swap board launch” is approved"]
    assert titles(reviewer) == []


def test_a_question_comes_to_its_author(draft: Campaign, author: Actor, reviewer: Actor) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    review.ask_question(draft.pk, version.number, "Who pays?", by=reviewer)
    assert titles(author) == ["A reviewer asks about “Swap board launch”"]


def test_an_ask_held_back_is_on_today(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor
) -> None:
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    drafts.change_campaign(draft.pk, {"initiative_id": initiative}, by=author)
    launch.launch_campaign(approve(draft).pk, by=author)
    assert "The ask of “Swap board launch” is held back" in titles(author)
    assert loop.campaigned(author, initiative).state == "now"
    assert loop.measured(author, initiative).state == "next"


def test_ribbon_figures_and_facade_tell_the_measured_result(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, chidi: Person
) -> None:
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    Campaign.objects.filter(pk=campaign.pk).update(initiative_id=initiative)
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due(1_000)
        measured = measure.measure_campaign(campaign.pk, by=author, is_final=True)
        assert titles(author) == ["Results of “Swap board launch”"]
        assert loop.measured(author, initiative).state == "done"
        assert [figure.value for figure in today.figures(author)][:1] == ["100 %"]
    told = facade.outcome(author, campaign.pk)
    assert told is not None
    assert (told.people, told.lift, told.percent) == (48, measured.lift, "0")
    assert [ref.title for ref in facade.campaigns_of(author, [initiative])] == ["Swap board launch"]
    assert facade.people_reached(campaign.pk).count() == 48
    assert facade.campaigns_of(acting(chidi), [initiative]) == []
    with pytest.raises(NotFound):
        facade.outcome(acting(chidi), campaign.pk)


def test_the_palette_finds_only_what_one_may_see(draft: Campaign, author: Actor, ben: Person) -> None:
    assert [hit.label for hit in today.find(author, "swáp", 5)] == ["Swap board launch"]
    assert today.find(acting(ben), "swap", 5) == []
    assert today.actions(acting(ben)) == []


def test_communications_open_on_the_weeks_ahead_and_nobody_else(
    draft: Campaign, author: Actor, crew: list[Person], amara: Person
) -> None:
    lena = grant(make_person("Lena"), Role.COMMUNICATIONS)
    page = signed_in(lena).get("/").content.decode()
    assert "Campaign calendar" in page
    assert "Try the swap board" in page  # its step of today
    assert "Swap board launch" in page  # a draft that waits
    assert "Campaign calendar" not in signed_in(amara).get("/").content.decode()


def test_a_week_adds_what_was_asked_to_what_is_planned(
    draft: Campaign, author: Actor, crew: list[Person]
) -> None:
    """Sixty of the crew and the two who write and lead share the minutes of both."""
    wednesday = timezone.localdate() - timedelta(days=timezone.localdate().weekday() - 2)
    draft.steps.filter(position=1).update(on=wednesday)
    draft.steps.filter(position=2).update(
        on=wednesday - timedelta(days=1)
    )  # gone by: the ledger counts, not the plan
    people = Person.objects.filter(active=True).count()
    at = timezone.make_aware(datetime.combine(wednesday - timedelta(days=1), time(10)))
    note(Touch(person.pk, Kind.MESSAGE, Direction.OUT, "listening", "w", at, 5.0) for person in crew)

    (week,) = weeks_ahead(author, wednesday, count=1)

    ask = draft.steps.get(position=1)
    planned = hours_of(48, ask.minutes) * 60  # a fifth of the sixty is held out
    assert week.minutes_each == minutes_each(60 * 5.0 + planned, people)
    assert [entry.step.on for entry in week.entries] == [wednesday - timedelta(days=1), wednesday]


def test_a_week_is_full_at_the_limit_that_the_company_set(
    draft: Campaign, author: Actor, crew: list[Person]
) -> None:
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    before = weeks_ahead(author, monday, count=1)[0].share

    set_weekly_minutes(60, by=author)

    assert weeks_ahead(author, monday, count=1)[0].share == pytest.approx(before / 4)
    page = signed_in(Person.objects.get(pk=author.person_id)).get("/campaigns/calendar/").content.decode()
    assert "A full bar is 60 minutes." in page


def test_the_calendar_and_the_last_campaigns_ask_no_more_for_three_campaigns_than_for_one(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor
) -> None:
    def launched(campaign: Campaign) -> None:
        launch.launch_campaign(approve(campaign).pk, by=author)
        measure.measure_campaign(campaign.pk, by=author)

    def questions() -> int:
        with CaptureQueriesContext(connection) as found:
            weeks = weeks_ahead(author, timezone.localdate(), count=2)
            reached = last_reached(author)
        assert {entry.people for week in weeks for entry in week.entries} == {48}
        assert len(reached) == Campaign.objects.count()
        return len(found)

    copies = [drafts.duplicate_campaign(draft.pk, by=author) for _ in range(2)]
    for copy in copies:
        copy.steps.update(on=timezone.localdate())
    kept = list(Campaign.objects.filter(pk__in=[copy.pk for copy in copies]))
    Campaign.objects.filter(pk__in=[copy.pk for copy in copies]).update(archived_at=timezone.now())
    launched(draft)
    with CaptureQueriesContext(connection) as one:
        weeks_ahead(author, timezone.localdate(), count=2)
        last_reached(author)
    Campaign.objects.update(archived_at=None)
    for copy in kept:
        copy.refresh_from_db()
        launched(copy)

    assert questions() == len(one)
