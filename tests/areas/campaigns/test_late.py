"""What becomes of a plan when something comes later than written: leaders, a launch, a pause, or the end of it all."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.conftest import make_person

from allaboard.areas.campaigns.choices import Stand, Status
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.reviews import review_queue
from allaboard.areas.campaigns.rules.plan import days_late
from allaboard.areas.campaigns.services import drafts, launch, review, steps
from allaboard.areas.campaigns.services.progress import plan_progress
from allaboard.areas.campaigns.tasks import move_on
from allaboard.areas.initiatives import facade as initiatives
from allaboard.areas.initiatives.models import Evidence, Initiative, Stakeholder
from allaboard.areas.initiatives.services.initiatives import set_status
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db
Approve = Callable[[Campaign], Campaign]


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def step(campaign: Campaign, position: int) -> Step:
    return campaign.steps.get(position=position)


def note(seat: Stakeholder, kind: str) -> None:
    Evidence.objects.create(stakeholder=seat, kind=kind, note="Said so", at=timezone.now())


@pytest.fixture
def sponsor(draft: Campaign, author: Actor) -> Stakeholder:
    """The only leader of the initiative that the draft belongs to, not won yet."""
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    drafts.change_campaign(draft.pk, {"initiative_id": initiative}, by=author)
    draft.refresh_from_db()
    return Stakeholder.objects.create(
        initiative_id=initiative, person=make_person("Sponsor"), role="sponsor", influence=3
    )


def test_a_day_is_late_only_when_it_comes_after() -> None:
    today = timezone.localdate()
    assert days_late(today, today - timedelta(days=1)) == 0
    assert days_late(today, today + timedelta(days=3)) == 3


def test_a_reminder_keeps_its_distance_from_an_ask_that_was_held_back(
    draft: Campaign, sponsor: Stakeholder, approve: Approve, author: Actor
) -> None:
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    with time_machine.travel(in_days(9), tick=True):
        note(sponsor, "committed_resource")
        move_on()
        assert step(campaign, 1).send_id is not None
        assert step(campaign, 2).send_id is None  # its own day has passed, but nobody had time to act
        assert "went out late" in plan_progress(campaign, timezone.now())[1].note
    with time_machine.travel(in_days(15.9), tick=True):
        move_on()
    assert step(campaign, 2).send_id is not None
    assert step(campaign, 2).handed_over_at >= step(campaign, 1).handed_over_at + timedelta(days=6)


def test_nobody_is_reminded_of_an_ask_that_never_went_out(
    draft: Campaign, sponsor: Stakeholder, approve: Approve, author: Actor
) -> None:
    last_day = timezone.localdate() + timedelta(days=3)
    steps.change_step(draft.pk, step(draft, 1).pk, {"expires_on": last_day}, by=author)
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    with time_machine.travel(in_days(7.5), tick=True):
        move_on()
        assert [row.stand for row in plan_progress(campaign, timezone.now())] == [Stand.EXPIRED] * 2
    assert step(campaign, 2).send_id is None


def test_whether_leaders_are_ready_is_looked_up_on_the_day_of_the_ask(
    draft: Campaign, sponsor: Stakeholder, approve: Approve, author: Actor
) -> None:
    for each in draft.steps.all():
        steps.change_step(draft.pk, each.pk, {"on": each.on + timedelta(days=5)}, by=author)
    note(sponsor, "committed_resource")
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    assert plan_progress(campaign, timezone.now())[0].stand == Stand.PLANNED
    with time_machine.travel(in_days(2), tick=True):
        note(sponsor, "spoke_against")
    with time_machine.travel(in_days(5), tick=True):
        move_on()
        assert plan_progress(campaign, timezone.now())[0].stand == Stand.WAITS
    assert step(campaign, 1).send_id is None


def test_the_final_results_wait_for_what_is_held_back_and_leave_it_the_days_to_act(
    draft: Campaign, sponsor: Stakeholder, approve: Approve, author: Actor
) -> None:
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    planned_end = campaign.results_due_on
    with time_machine.travel(in_days(30), tick=True):
        move_on()
        campaign.refresh_from_db()
        assert (campaign.status, campaign.results_due_on) == (Status.RUNNING, planned_end)
        note(sponsor, "committed_resource")
        move_on()
        campaign.refresh_from_db()
        assert step(campaign, 1).send_id is not None
        assert campaign.status == Status.RUNNING
        assert campaign.results_due_on == timezone.localdate() + timedelta(days=14)
    with time_machine.travel(in_days(60), tick=True):
        move_on()
        campaign.refresh_from_db()
        assert campaign.results_due_on == timezone.localdate() + timedelta(days=14)  # the reminder, just now
    with time_machine.travel(in_days(75), tick=True):
        move_on()
        campaign.refresh_from_db()
        assert campaign.status == Status.FINISHED


def test_who_waited_through_a_pause_gets_the_days_to_act(launched: Campaign, author: Actor) -> None:
    launch.pause_campaign(launched.pk, by=author)
    with time_machine.travel(in_days(40), tick=True):
        launch.resume_campaign(launched.pk, by=author)
        move_on()
        launched.refresh_from_db()
        assert launched.status == Status.RUNNING
        assert launched.results_due_on == timezone.localdate() + timedelta(days=14)


@pytest.mark.parametrize("end", ["closed", "stopped"])
def test_an_initiative_that_is_over_asks_nobody_who_was_not_asked_yet(
    draft: Campaign, sponsor: Stakeholder, approve: Approve, author: Actor, end: str
) -> None:
    note(sponsor, "committed_resource")
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    initiative = Initiative.objects.get()
    set_status(initiative, end, author)
    with time_machine.travel(in_days(1.1), tick=True):
        move_on()
        delivery.run_due(1_000)
        campaign.refresh_from_db()
        assert campaign.status == Status.PAUSED
        assert delivery.progress(step(campaign, 1).send_id or 0).sent == 0
        with pytest.raises(RuleBroken, match="Open the initiative again first"):
            launch.resume_campaign(campaign.pk, by=author)

        set_status(initiative, "open", author)
        launch.resume_campaign(campaign.pk, by=author)
        delivery.run_due(1_000)
        assert delivery.progress(step(campaign, 1).send_id or 0).sent == 96


def test_a_loop_that_is_closed_after_the_ask_went_out_is_still_measured(
    draft: Campaign, sponsor: Stakeholder, approve: Approve, author: Actor
) -> None:
    note(sponsor, "committed_resource")
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    with time_machine.travel(in_days(1.1), tick=True):
        delivery.run_due(1_000)
        set_status(Initiative.objects.get(), "closed", author)
        move_on()
        campaign.refresh_from_db()
        assert campaign.status == Status.RUNNING


def test_what_is_put_away_is_neither_reviewed_nor_launched(
    draft: Campaign, author: Actor, reviewer: Actor, approve: Approve
) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    drafts.archive_campaign(draft.pk, by=author)
    assert list(review_queue(reviewer)) == []
    with pytest.raises(RuleBroken, match="Restore it first"):
        review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)

    drafts.restore_campaign(draft.pk, by=author)
    assert list(review_queue(reviewer)) == [version]
    review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)
    drafts.archive_campaign(draft.pk, by=author)
    with pytest.raises(RuleBroken, match="Restore it first"):
        launch.launch_campaign(draft.pk, by=author)


def test_a_plan_whose_owner_has_left_needs_somebody_who_answers_replies(
    draft: Campaign, author: Actor, amara: Person
) -> None:
    gone = make_person("Gone", active=False)
    Campaign.objects.filter(pk=draft.pk).update(owner=gone)
    with pytest.raises(RuleBroken, match="Choose who answers replies"):
        review.submit_for_review(draft.pk, by=author)

    Campaign.objects.filter(pk=draft.pk).update(owner=amara)
    assert review.submit_for_review(draft.pk, by=author).number == 1
