"""Pausing and cancelling while it sends: what each page says then, and what is kept of what had gone out."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from tests.conftest import signed_in

from allaboard.areas.campaigns.choices import Status
from allaboard.areas.campaigns.loop import measured
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.desk import last_reached
from allaboard.areas.campaigns.services import launch, review, steps
from allaboard.areas.campaigns.services.progress import plan_progress, shown_status
from allaboard.areas.campaigns.tasks import move_on
from allaboard.areas.campaigns.today import cards, figures
from allaboard.areas.initiatives.facade import start_initiative
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_sent(launched: Campaign) -> Campaign:
    """Of 96 messages, an e-mail and one in the inbox for each of 48 people, 40 are out and 10 in a worker's hands."""
    step = launched.steps.get(position=1)
    notices = Delivery.objects.exclude(sending=step.send_id).filter(state="planned").count()  # due before it
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due(notices + 40)
    waiting = Delivery.objects.filter(sending=step.send_id, state="planned")
    Delivery.objects.filter(pk__in=waiting.values("pk")[:10]).update(state="claimed", claim=uuid4())
    return launched


def said_of(campaign: Campaign) -> tuple[str, str, bool]:
    row = plan_progress(campaign, timezone.now())[0]
    return row.label, row.note, row.is_moving


def arrive() -> None:
    Delivery.objects.filter(state="claimed").update(state="sent", claim=None, sent_at=timezone.now())


def test_a_page_watches_while_messages_go_out(half_sent: Campaign, amaras: Client) -> None:
    label, note, is_moving = said_of(half_sent)
    assert (label, is_moving) == ("Sending", True)
    assert note.startswith("40 of 96 messages sent")  # from nine on, also that the rest goes out tomorrow
    page = amaras.get(half_sent.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 4s"' in page
    assert page.count("40 of 96 messages sent") == 2  # the words, and the bar's own name


def test_a_plan_says_what_was_not_sent_and_what_its_readers_get_later(half_sent: Campaign) -> None:
    step = half_sent.steps.get(position=1)
    left = Delivery.objects.filter(sending=step.send_id).exclude(state="sent")
    arrive()
    later = timezone.now() + timedelta(days=4)
    left.update(due_at=later)
    refused = left.values("pk")[:5]
    Delivery.objects.filter(pk__in=refused).update(state="suppressed", reason="unsubscribed")
    with time_machine.travel(later - timedelta(hours=1)):
        row = plan_progress(half_sent, timezone.now())[0]
    assert (row.done, row.total) == (50, 96)  # the bar measures what the words count
    assert row.left_out == (
        "5 were not sent: does not want this kind of message (5). "
        "41 wait for their readers' quiet hours to end, or for the next digest."
    )


def buttons_of(client: Client, campaign: Campaign) -> set[str]:
    page = BeautifulSoup(client.get(campaign.get_absolute_url()).content, "html.parser")
    return {button.get_text(strip=True) for button in page.select("main button, main summary")}


def test_what_has_gone_out_whole_can_neither_be_held_nor_called_off(
    half_sent: Campaign, author: Actor, amaras: Client
) -> None:
    assert {"Pause", "Cancel the rest"} <= buttons_of(amaras, half_sent)
    Delivery.objects.exclude(state="sent").update(state="sent", claim=None, sent_at=timezone.now())
    assert said_of(half_sent)[0] == "Sent"
    assert {"Pause", "Cancel the rest"} <= buttons_of(amaras, half_sent)  # the ask is still to come
    half_sent.steps.filter(send_id=None).update(expired_at=timezone.now())
    assert not {"Pause", "Cancel the rest", "Archive"} & buttons_of(amaras, half_sent)


def test_a_pause_says_what_still_arrives(half_sent: Campaign, author: Actor, amaras: Client) -> None:
    launch.pause_campaign(half_sent.pk, by=author)
    half_sent.refresh_from_db()
    assert said_of(half_sent) == (
        "Paused",
        "40 of 96 messages sent. 10 were on their way already and still arrive.",
        True,
    )
    arrive()
    assert said_of(half_sent) == ("Paused", "50 of 96 messages sent", False)
    assert "every 4s" not in amaras.get(half_sent.get_absolute_url()).content.decode()


def test_what_was_cancelled_is_never_called_sent(half_sent: Campaign, author: Actor) -> None:
    launch.cancel_campaign(half_sent.pk, by=author)
    half_sent.refresh_from_db()
    assert said_of(half_sent)[0] == "Cancelled"
    assert "10 were on their way" in said_of(half_sent)[1]
    arrive()
    assert said_of(half_sent) == ("Cancelled", "50 of 96 messages sent", False)
    assert shown_status(half_sent, plan_progress(half_sent, timezone.now()))[0] == "Cancelled"


def test_a_cancelled_campaign_keeps_the_figures_of_what_had_gone_out(
    half_sent: Campaign, author: Actor, amaras: Client
) -> None:
    page = f"/campaigns/{half_sent.pk}/results/"
    launch.cancel_campaign(half_sent.pk, by=author)
    assert "counted within some minutes" in amaras.get(page).content.decode()
    move_on()
    assert not half_sent.measurements.exists()  # something is on its way yet
    arrive()
    move_on()
    move_on()

    half_sent.refresh_from_db()
    kept = half_sent.measurements.get()
    assert half_sent.status == Status.CANCELLED
    assert (kept.is_final, kept.intended, kept.delivered) == (True, 48, 48 - sum(kept.undelivered.values()))
    assert 25 <= kept.delivered <= 48
    assert set(kept.undelivered) <= {"cancelled"}
    assert "what had gone out by then" in amaras.get(page).content.decode()


def test_a_cancelled_campaign_is_no_result_of_the_team(half_sent: Campaign, author: Actor) -> None:
    initiative = start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    Campaign.objects.filter(pk=half_sent.pk).update(initiative_id=initiative)
    launch.cancel_campaign(half_sent.pk, by=author)
    arrive()
    move_on()

    assert half_sent.measurements.get().is_final
    assert measured(author, initiative).note == "not measured yet"
    assert last_reached(author) == []
    assert figures(author) == []
    assert [card for card in cards(author) if "Results" in card.title] == []


def test_the_page_says_when_the_time_of_the_day_had_passed_already(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, crew: list[Person]
) -> None:
    noon = timezone.now().replace(hour=12, minute=0)
    with time_machine.travel(noon, tick=True):
        approved = approve(draft)
        launched = launch.launch_campaign(approved.pk, by=author)  # its step was for nine today
        label, note, is_moving = said_of(launched)
        tomorrow = date_format(timezone.localdate() + timedelta(days=1))
        assert (label, is_moving) == ("Scheduled", False)
        assert note == (f"96 messages to send. Where the time had passed already, it goes out on {tomorrow}.")
    with time_machine.travel(noon + timedelta(hours=21, minutes=5), tick=True):
        assert said_of(launched)[2]  # due, and about to begin


def test_in_time_nothing_is_said_of_another_day(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor
) -> None:
    for step in draft.steps.all():
        steps.change_step(draft.pk, step.pk, {"on": step.on + timedelta(days=3)}, by=author)
    launched = launch.launch_campaign(approve(draft).pk, by=author)
    assert said_of(launched) == ("Scheduled", "96 messages to send", False)


def test_a_reviewer_is_led_back_to_the_queue_not_to_a_list_that_does_not_open(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    review.submit_for_review(draft.pk, by=author)
    client = signed_in(Person.objects.get(pk=reviewer.person_id))
    page = client.get(f"/campaigns/{draft.pk}/").content.decode()
    assert 'href="/campaigns/"' not in page
    assert 'href="/campaigns/reviews/"' in page


def test_a_program_pauses_and_goes_on(launched, amara, chidi):
    here = f"/api/v1/campaigns/{launched.pk}"

    assert signed_in(chidi).post(f"{here}/pause").status_code == 403
    assert signed_in(amara).post(f"{here}/pause").json()["status"] == "paused"
    assert signed_in(amara).post(f"{here}/pause").status_code == 422
    assert signed_in(amara).post(f"{here}/resume").json()["status"] == "running"


def test_a_program_cancels_for_good_and_nothing_more_goes_out(launched, amara, chidi):
    here = f"/api/v1/campaigns/{launched.pk}/cancel"

    assert signed_in(chidi).post(here).status_code == 403
    assert Campaign.objects.get(pk=launched.pk).status == "running"

    for _again in range(2):
        cancelled = signed_in(amara).post(here, headers={"Idempotency-Key": "stop"})
        assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert signed_in(amara).post(here).status_code == 422
    step = launched.steps.get(position=1)
    assert not Delivery.objects.filter(sending=step.send_id, state="planned").exists()
