from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import acting, make_person

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery import queries
from allaboard.foundation.delivery.choices import DIGEST
from allaboard.foundation.delivery.composing.digest import literal
from allaboard.foundation.delivery.facade import (
    Message,
    Send,
    cancel,
    pause,
    progress,
    resume,
    run_due,
    schedule,
    send_test,
)
from allaboard.foundation.delivery.models import Delivery, OutboxMail, QuietHours, Sending, Wish
from allaboard.foundation.delivery.rules import sent
from allaboard.foundation.delivery.services.claiming import LEASE, claim_due
from allaboard.foundation.delivery.services.preferences import Wishes, set_wishes, stop_category
from allaboard.foundation.delivery.services.results import write_results
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint

MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TUESDAY_EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)
NEXT_MONDAY_EIGHT = datetime(2026, 3, 9, 8, tzinfo=UTC)
NEWS = Message(
    "News *for* {first_name}", "Read this, {first_name}.", "Open", "{action_url}", category="campaign"
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY_NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def chidi(db: None) -> Person:
    """Chidi alone, without his manager."""
    return make_person("Chidi")


def wants(person: Person, rhythm: str, category: str = "campaign") -> None:
    Wish.objects.create(person=person, category=category, channel="email", rhythm=rhythm)


def quiet(person: Person, starts: time, ends: time) -> None:
    QuietHours.objects.create(person=person, starts=starts, ends=ends)


def links(base: str, people: list[int]) -> dict[int, dict[str, str]]:
    return {person: {"action_url": f"{base}/{person}"} for person in people}


def to_everyone(key: str, message: Message = NEWS, **fields: object) -> int:
    given = {"channels": ("email",), "personal": partial(links, f"https://hr.test/{key}"), **fields}
    return schedule(Send(key, message, Person.objects.all(), area="campaigns", **given), SYSTEM).id  # type: ignore[arg-type]


def counts(sending: int) -> tuple[int, int, int]:
    now = progress(sending)
    return now.planned, now.sent, now.total


def test_two_messages_come_in_one_mail_a_day_in_full(chidi, ben, clock):
    Person.objects.filter(pk=chidi.pk).update(is_sample=True)  # whose personal links the outbox shows
    wants(chidi, "daily")
    first, second = to_everyone("one"), to_everyone("two", Message("More", "Also this.", category="campaign"))

    run_due()
    assert counts(first) == (1, 1, 2)
    assert not OutboxMail.objects.filter(to=chidi.email).exists()

    clock.move_to(TUESDAY_EIGHT)
    run_due()
    digest = OutboxMail.objects.get(to=chidi.email)
    assert digest.subject == "2 messages for you"
    assert "News *for* Chidi" in digest.text
    assert f"https://hr.test/one/{chidi.pk}" in digest.text
    assert "Also this." in digest.html
    assert counts(first) == counts(second) == (0, 2, 2)
    went = Delivery.objects.filter(person=chidi, digest__isnull=False)
    assert [(each.state, each.reason) for each in went] == [("sent", "digest"), ("sent", "digest")]
    sending = Sending.objects.get(category=DIGEST)
    assert (sending.contents, str(sending)) == ({}, "Digest")  # no words of its own, in no language
    run_due()
    assert OutboxMail.objects.filter(to=chidi.email).count() == 1


def test_the_weekly_mail_comes_on_monday_together_with_the_daily_one(chidi, clock):
    wants(chidi, "weekly")
    wants(chidi, "daily", "event")
    weekly = to_everyone("weekly")
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert counts(weekly) == (1, 0, 1)

    clock.move_to(NEXT_MONDAY_EIGHT - timedelta(hours=1))
    to_everyone("daily", Message("An event", "Come.", category="event"))
    run_due()
    clock.move_to(NEXT_MONDAY_EIGHT)
    run_due()
    assert [mail.subject for mail in OutboxMail.objects.all()] == ["2 messages for you"]


def test_the_inbox_and_messages_of_service_wait_for_no_digest(chidi):
    wants(chidi, "daily")
    both, service = (
        to_everyone("both", channels=("email", "inbox")),
        to_everyone("duty", Message("Duty", "Do.")),
    )
    run_due()
    assert counts(both) == (1, 1, 2)
    assert counts(service) == (0, 1, 1)


def test_what_is_urgent_or_would_be_too_late_goes_by_itself(chidi):
    wants(chidi, "weekly")
    quiet(chidi, time(10), time(14))
    urgent = to_everyone("urgent", is_urgent=True)
    late = to_everyone("late", expires_at=MONDAY_NOON + timedelta(days=2))
    run_due()
    assert counts(urgent) == (0, 1, 1)
    assert counts(late) == (1, 0, 1)  # by itself, after the quiet hours
    assert Delivery.objects.get(sending=late).due_at == MONDAY_NOON + timedelta(hours=2)


def test_a_test_comes_at_once_whatever_its_writer_wants(chidi):
    wants(chidi, "daily")
    quiet(chidi, time(10), time(14))
    send_test(Message("Test", "Test", category="campaign"), chidi, acting(chidi))
    run_due()
    assert OutboxMail.objects.get().subject == "Test"


def test_e_mail_waits_for_the_end_of_quiet_hours_by_each_persons_clock(db, clock):
    for name, zone in (("Aiko", "Asia/Tokyo"), ("Una", "UTC"), ("Nia", "not/a-zone"), ("Zoe", "")):
        quiet(make_person(name, timezone=zone), time(20), time(7))
    sending = to_everyone("k", Message("Duty", "Do."), channels=("email", "inbox"))

    run_due()  # it is nine in the evening in Tokyo
    assert set(OutboxMail.objects.values_list("to", flat=True)) == set(
        Person.objects.exclude(given_name="Aiko").values_list("email", flat=True)
    )
    assert counts(sending) == (1, 7, 8)
    waiting = Delivery.objects.get(state="planned")
    assert waiting.due_at == datetime(2026, 3, 2, 22, tzinfo=UTC)

    clock.move_to(waiting.due_at)
    run_due()
    assert counts(sending) == (0, 8, 8)


def test_a_digest_waits_for_the_end_of_quiet_hours_too(chidi, clock):
    wants(chidi, "daily")
    quiet(chidi, time(20), time(9, 30))
    to_everyone("k")
    run_due()
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert not OutboxMail.objects.exists()
    clock.move_to(TUESDAY_EIGHT + timedelta(hours=1, minutes=30))
    run_due()
    assert OutboxMail.objects.count() == 1


def test_one_click_means_off_for_what_waits_too(chidi, clock):
    wants(chidi, "daily")
    sending = to_everyone("k")
    run_due()
    stop_category(chidi.pk, "campaign")
    run_due()
    assert progress(sending).suppressed == {"unsubscribed": 1}
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert not OutboxMail.objects.exists()


def test_one_click_in_a_digest_stops_what_came_in_digests_and_nothing_else(chidi):
    wants(chidi, "daily")
    wants(chidi, "weekly", "event")
    stop_category(chidi.pk, DIGEST)
    assert set(Wish.objects.values_list("category", "rhythm")) == {("campaign", "off"), ("event", "off")}
    assert not Wish.objects.filter(category__in=["survey", DIGEST]).exists()


def test_a_new_choice_decides_about_what_waits(chidi, clock):
    wants(chidi, "weekly")
    sending = to_everyone("k")
    run_due()
    set_wishes(acting(chidi), Wishes({("campaign", "email"): "daily"}, None))
    run_due()
    assert counts(sending) == (1, 0, 1)
    set_wishes(acting(chidi), Wishes({}, None))
    run_due()
    assert counts(sending) == (0, 1, 1)
    assert OutboxMail.objects.get().subject == "News *for* Chidi"


def test_a_paused_message_stays_out_of_the_digest_and_comes_in_a_later_one(chidi, clock):
    wants(chidi, "daily")
    kept, paused = to_everyone("kept"), to_everyone("paused")
    run_due()
    pause(paused, SYSTEM)
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert (counts(kept), counts(paused)) == ((0, 1, 1), (1, 0, 1))
    resume(paused, SYSTEM)
    run_due()
    clock.move_to(TUESDAY_EIGHT + timedelta(days=1))
    run_due()
    assert counts(paused) == (0, 1, 1)


def test_a_digest_of_nothing_but_cancelled_messages_does_not_come(chidi, clock):
    wants(chidi, "daily")
    sending = to_everyone("k")
    run_due()
    cancel(sending, SYSTEM)
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert progress(sending).suppressed == {"cancelled": 1}
    assert not OutboxMail.objects.exists()


def test_someone_who_left_gets_no_digest_and_every_message_says_why(chidi, clock):
    wants(chidi, "daily")
    sending = to_everyone("k")
    run_due()
    Person.objects.filter(pk=chidi.pk).update(active=False)
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert progress(sending).suppressed == {"left": 1}


def test_a_worker_that_dies_with_digests_loses_nobody_and_sends_none_twice(chidi, ben, clock):
    for person in (chidi, ben):
        wants(person, "daily")
    sending = to_everyone("k")
    run_due()
    clock.move_to(TUESDAY_EIGHT)
    dead = claim_due()
    assert progress(sending).claimed == 2
    assert run_due() == 0

    clock.move_to(TUESDAY_EIGHT + LEASE + timedelta(seconds=1))
    assert run_due() == 2
    assert write_results(dead.token, [sent(row.id) for row in dead.rows]) == []
    assert OutboxMail.objects.count() == 2
    assert counts(sending) == (0, 2, 2)
    assert Delivery.objects.filter(sending=sending, unknown_outcome=True).count() == 2


def test_nothing_is_added_to_a_digest_on_its_way(chidi, clock):
    wants(chidi, "daily")
    to_everyone("first")
    run_due()
    clock.move_to(TUESDAY_EIGHT)
    on_its_way = claim_due()
    clock.move_to(TUESDAY_EIGHT - timedelta(minutes=1))  # as seen by a machine whose clock is slow
    late = to_everyone("late")
    run_due()
    write_results(on_its_way.token, [sent(on_its_way.rows[0].id)])
    assert counts(late) == (1, 0, 1)

    clock.move_to(TUESDAY_EIGHT + timedelta(days=1))
    run_due()
    run_due()
    assert Delivery.objects.get(sending=late).due_at > TUESDAY_EIGHT
    clock.move_to(TUESDAY_EIGHT + timedelta(days=2))
    run_due()
    assert counts(late) == (0, 1, 1)


def test_nothing_is_added_to_a_digest_that_may_have_arrived(chidi, clock):
    wants(chidi, "daily")
    first = to_everyone("first")
    run_due()
    clock.move_to(TUESDAY_EIGHT)
    claim_due()  # by a worker that dies
    clock.move_to(TUESDAY_EIGHT + LEASE + timedelta(seconds=1))
    quiet(chidi, time(8), time(9))
    run_due()  # taken over, and put aside for the quiet hours
    clock.move_to(TUESDAY_EIGHT - timedelta(minutes=1))  # as seen by a machine whose clock is slow
    late = to_everyone("late")
    run_due()
    assert Delivery.objects.get(sending=late).digest is None

    clock.move_to(TUESDAY_EIGHT + timedelta(hours=1))
    run_due()
    assert (counts(first), counts(late)) == ((0, 1, 1), (1, 0, 1))


def test_what_came_in_a_digest_is_a_contact_and_the_digest_is_none(chidi, clock):
    wants(chidi, "daily")
    to_everyone("one", object_ref="campaign:1")
    to_everyone("two", object_ref="campaign:2")
    run_due()
    assert not Touchpoint.objects.exists()
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert sorted(Touchpoint.objects.values_list("object_ref", flat=True)) == ["campaign:1", "campaign:2"]


def test_a_digest_is_no_sending_that_anybody_made(amara, chidi):
    wants(chidi, "daily")
    made = to_everyone("k")
    run_due()
    assert Delivery.objects.filter(sending__category=DIGEST).exists()
    assert [each.pk for each in queries.visible_to(acting(amara))] == [made]


def test_gathering_and_sending_ask_no_more_for_more_people(chidi, clock):
    def queries_for(number: int) -> int:
        for each in range(number):
            person = make_person(f"P{number}{each}")
            wants(person, "daily")
            quiet(person, time(9), time(10))
        to_everyone(f"k{number}")
        with CaptureQueriesContext(connection) as gathering:
            run_due()
        clock.shift(timedelta(days=1) - timedelta(hours=4))
        with CaptureQueriesContext(connection) as sending:
            run_due()
        clock.shift(timedelta(hours=4))
        return len(gathering) + len(sending)

    queries_for(1)
    assert queries_for(2) == queries_for(5)


def test_markup_in_a_subject_stays_as_it_was_written():
    assert literal("5 * {first_name} [now] & <b>") == r"5 \* {first_name} \[now\] \& \<b\>"
