"""What is gathered comes once a day or a week; the rest waits for nothing."""

from datetime import time, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import acting, make_person
from tests.foundation.delivery.digests.conftest import (
    MONDAY_NOON,
    NEXT_MONDAY_EIGHT,
    TUESDAY_EIGHT,
    counts,
    quiet,
    to_everyone,
    wants,
)

from allaboard.foundation.delivery import queries
from allaboard.foundation.delivery.choices import DIGEST
from allaboard.foundation.delivery.composing.digest import literal
from allaboard.foundation.delivery.facade import Message, run_due, send_test
from allaboard.foundation.delivery.models import Delivery, OutboxMail, Sending
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint


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
