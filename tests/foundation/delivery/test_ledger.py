from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.conftest import acting, make_person

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery import tasks
from allaboard.foundation.delivery.facade import (
    Message,
    Send,
    cancel,
    pause,
    progress,
    progress_of,
    resume,
    run_due,
    schedule,
    states,
    unread_count,
)
from allaboard.foundation.delivery.models import DeadAddress, Delivery, OutboxMail, Sending, Wish
from allaboard.foundation.delivery.queries import inbox_of
from allaboard.foundation.delivery.rules import sent
from allaboard.foundation.delivery.services.claiming import LEASE, claim_due, renew
from allaboard.foundation.delivery.services.inbox_page import entries
from allaboard.foundation.delivery.services.results import write_results
from allaboard.foundation.jobs import clock
from allaboard.foundation.jobs.clock import database_now
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint

HELLO = Message("Hello {first_name}", "Dear **{first_name}**, you work in {department}.")


def links(base: str, people: list[int]) -> dict[int, dict[str, str]]:
    return {person: {"action_url": f"{base}/{person}"} for person in people}


def to_everyone(key: str = "hello", message: Message = HELLO, **fields: object) -> Send:
    return Send(key=key, message=message, audience=Person.objects.all(), area="campaigns", **fields)  # type: ignore[arg-type]


def test_everyone_gets_the_message_once_by_each_channel(amara, ben, chidi):
    sending = schedule(to_everyone(), SYSTEM)
    assert sending.planned == 6

    assert run_due() == 6
    assert run_due() == 0

    assert progress(sending.id).sent == 6
    assert sorted(OutboxMail.objects.values_list("subject", flat=True)) == [
        "Hello Amara",
        "Hello Ben",
        "Hello Chidi",
    ]
    assert unread_count(acting(chidi)) == 1


def test_a_number_that_was_used_before_never_brings_back_the_old_words(amara):
    old = schedule(to_everyone("old"), SYSTEM)
    run_due()
    Sending.objects.all().delete()
    with connection.cursor() as cursor:  # as after a restored backup
        cursor.execute("SELECT setval(pg_get_serial_sequence('delivery_sending', 'id'), %s, false)", [old.id])

    assert schedule(to_everyone("new", Message("New words", "Read me.")), SYSTEM).id == old.id
    run_due()

    assert OutboxMail.objects.latest("pk").subject == "New words"
    assert [entry.subject for entry in entries(list(Delivery.objects.filter(channel="inbox")))] == [
        "New words"
    ]


def test_the_same_key_is_the_same_sending(amara, ben):
    first = schedule(to_everyone(), SYSTEM)
    second = schedule(to_everyone(message=Message("Other", "Other")), SYSTEM)

    assert first == second
    assert Delivery.objects.count() == 4


def test_an_empty_audience_plans_nothing(amara):
    sending = schedule(Send("nobody", HELLO, Person.objects.none()), SYSTEM)
    assert sending.planned == 0


def test_an_unknown_field_is_named_with_its_position(amara):
    with pytest.raises(
        RuleBroken,
        match=r"Message, line 2, position 4: there is no field {frist_name}. Did you mean {first_name}",
    ):
        schedule(to_everyone(message=Message("Hello", "First\nHi {frist_name}")), SYSTEM)


def test_personal_fields_come_from_the_area_at_sending_time(amara):
    Person.objects.update(is_sample=True)  # whose personal links the outbox shows
    message = Message("Hello", "Please [answer]({action_url}).", "Answer", "{action_url}")
    schedule(to_everyone(message=message, personal=partial(links, "https://hr.test/a")), SYSTEM)

    run_due()

    assert f'href="https://hr.test/a/{amara.pk}"' in OutboxMail.objects.get().html


def test_a_function_that_no_other_process_finds_is_refused(amara):
    with pytest.raises(RuleBroken, match="module's function"):
        schedule(to_everyone(personal=lambda people: {}), SYSTEM)


def test_who_must_not_get_it_is_decided_when_it_is_sent(amara, ben, chidi):
    no_mail = make_person("Eve")
    sending = schedule(
        to_everyone(message=Message("News", "News", category="campaign"), channels=("email",)), SYSTEM
    )
    Person.objects.filter(pk=amara.pk).update(active=False)
    Person.objects.filter(pk=no_mail.pk).update(email=None, external_id="e1")
    DeadAddress.objects.create(address=ben.email.lower())
    Wish.objects.create(person=chidi, category="campaign", channel="email", rhythm="off")

    run_due()

    assert progress(sending.id).suppressed == {"left": 1, "no_address": 1, "bounced": 1, "unsubscribed": 1}
    assert not OutboxMail.objects.exists()


def test_a_mute_does_not_stop_a_service_message(chidi, ben):
    Wish.objects.create(person=chidi, category="campaign", channel="email", rhythm="off")
    schedule(to_everyone(channels=("email",)), SYSTEM)
    run_due()
    assert OutboxMail.objects.filter(to=chidi.email).exists()


def test_what_is_too_late_is_not_sent(amara):
    sending = schedule(to_everyone(expires_at=timezone.now() + timedelta(hours=1)), SYSTEM)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        run_due()
    assert progress(sending.id).suppressed == {"expired": 2}


def test_nothing_leaves_before_its_time(amara):
    sending = schedule(to_everyone(not_before=timezone.now() + timedelta(hours=1)), SYSTEM)
    assert run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        run_due()
    assert progress(sending.id).sent == 2


@time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
def test_each_person_is_reached_at_nine_by_their_own_clock(db):
    for name, zone in (("Aiko", "Asia/Tokyo"), ("Kim", "America/Los_Angeles"), ("Una", "not/a-zone")):
        make_person(name, timezone=zone)
    tuesday = datetime(2026, 3, 3, 0, tzinfo=UTC)

    schedule(to_everyone(channels=("inbox",), not_before=tuesday, local_time=time(9)), SYSTEM)

    due = dict(Delivery.objects.values_list("person__given_name", "due_at"))
    assert due == {
        "Aiko": datetime(2026, 3, 3, 0, tzinfo=UTC),
        "Kim": datetime(2026, 3, 3, 17, tzinfo=UTC),
        "Una": datetime(2026, 3, 3, 9, tzinfo=UTC),
    }


@time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC), tick=False)
def test_a_moment_that_has_passed_is_tomorrows(db):
    make_person("Aiko", timezone="Asia/Tokyo")
    schedule(to_everyone(channels=("inbox",), local_time=time(9)), SYSTEM)
    assert Delivery.objects.get().due_at == datetime(2026, 3, 4, 0, tzinfo=UTC)


def test_a_claim_that_ran_out_is_taken_over_and_marked(amara):
    schedule(to_everyone(channels=("email",)), SYSTEM)
    dead = claim_due()
    assert claim_due().taken == 0

    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        second = claim_due()
        assert [row.id for row in second.rows] == [row.id for row in dead.rows]
        assert write_results(dead.token, [sent(dead.rows[0].id)]) == []
        write_results(second.token, [sent(second.rows[0].id)])

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.unknown_outcome) == ("sent", True)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_worker_whose_clock_is_wrong_takes_nobodys_mail_and_misses_none(amara, monkeypatch, hours):
    monkeypatch.setattr(clock, "database_now", database_now)
    ours = schedule(to_everyone("ours", channels=("email",)), SYSTEM)
    in_hand = claim_due()
    later = timezone.now() + timedelta(minutes=30)
    schedule(to_everyone("later", channels=("email",), not_before=later), SYSTEM)

    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert claim_due().taken == 0  # the lease holds, and half an hour has not passed
        theirs = schedule(to_everyone("theirs", channels=("email",)), SYSTEM)
        renew(in_hand.token)

    assert run_due() == 1
    assert (progress(ours.id).claimed, progress(theirs.id).sent) == (1, 1)
    lease = Delivery.objects.get(sending=ours.id).due_at - database_now()
    assert timedelta(0) < lease <= LEASE
    assert write_results(in_hand.token, [sent(in_hand.rows[0].id)])
    assert abs(Delivery.objects.get(sending=ours.id).sent_at - database_now()) < timedelta(minutes=1)


@pytest.mark.parametrize("is_stopping", [True, False])
def test_a_worker_that_is_stopped_leaves_the_rest_to_another(db, monkeypatch, is_stopping):
    monkeypatch.setattr(tasks, "is_stopping", lambda: is_stopping)
    tasks.run_due()
    waiting = ProcrastinateJob.objects.filter(task_name="delivery.run_due", status="todo")
    assert waiting.exists() == is_stopping


def test_a_paused_sending_waits_and_goes_on(amara):
    sending = schedule(to_everyone(), SYSTEM)
    pause(sending.id, SYSTEM)
    assert run_due() == 0
    resume(sending.id, SYSTEM)
    assert run_due() == 2


def test_cancelling_accounts_for_everyone(amara, ben):
    sending = schedule(to_everyone(), SYSTEM)
    assert cancel(sending.id, SYSTEM) == 4
    assert run_due() == 0
    assert progress(sending.id).suppressed == {"cancelled": 4}


def test_what_was_cancelled_is_not_taken_up_again(amara, ben):
    sending = schedule(to_everyone(), SYSTEM).id
    cancel(sending, SYSTEM)

    for take_up in (pause, resume):
        with pytest.raises(RuleBroken, match="cancelled for good"):
            take_up(sending, SYSTEM)
    assert Sending.objects.get(pk=sending).status == "cancelled"


def test_an_employee_cannot_cancel_what_others_send(amara, chidi):
    sending = schedule(to_everyone(), acting(amara))
    with pytest.raises(NotAllowed):
        cancel(sending.id, acting(chidi))


def test_how_many_have_seen_is_hidden_for_a_small_audience(amara, ben, chidi):
    sending = schedule(to_everyone(), SYSTEM)
    run_due()
    Delivery.objects.update(seen_at=timezone.now())
    assert progress(sending.id).seen is None

    for number in range(5):
        make_person(f"More{number}")
    larger = schedule(to_everyone("larger"), SYSTEM)
    run_due()
    Delivery.objects.filter(sending=larger.id, person=chidi).update(seen_at=timezone.now())
    assert progress(larger.id).seen == 1


def test_every_delivery_is_in_exactly_one_state(amara, ben):
    sending = schedule(to_everyone(), SYSTEM)
    run_due(limit=1)
    assert progress(sending.id).total == 4 == len(list(states(sending.id)))


def test_two_ways_are_one_contact(amara, chidi):
    Wish.objects.create(person=chidi, category="campaign", channel="inbox", rhythm="off")
    message = Message("News", "News", category="campaign")
    schedule(to_everyone(message=message, minutes=2.0, object_ref="campaign:1"), acting(amara))

    run_due()

    touches = Touchpoint.objects.values_list("person_id", "minutes", "who_id", "object_ref")
    assert sorted(touches) == sorted(
        (pk, 2.0, amara.pk, "campaign:1") for pk in Person.objects.values_list("pk", flat=True)
    )


def test_people_read_in_their_language(amara, ben):
    Person.objects.filter(pk=ben.pk).update(preferred_language="de-AT")
    german = Message("Hallo {first_name}", "Liebe Grüße", language="de")
    schedule(to_everyone(variants={"de": german}, channels=("email",)), SYSTEM)
    run_due()
    assert set(OutboxMail.objects.values_list("subject", flat=True)) == {"Hello Amara", "Hallo Ben"}


def test_many_sendings_are_counted_by_one_question_whatever_became_of_them(
    amara, ben, chidi, django_assert_num_queries
):
    Person.objects.filter(pk=chidi.pk).update(active=False)
    refs = [schedule(to_everyone(key), SYSTEM) for key in ("one", "two", "three")]
    run_due()
    cut = Delivery.objects.filter(sending=refs[0].id, state="sent")
    cut.filter(person=ben).update(state="failed", reason="550 5.1.1 nobody here")
    cut.filter(person=amara).update(state="failed", reason="550 5.1.1 unknown")

    for ids in ([refs[0].id], [ref.id for ref in refs]):
        with django_assert_num_queries(1):
            found = progress_of(ids)
    assert (found[refs[0].id].sent, found[refs[0].id].failed, found[refs[0].id].total) == (0, 4, 6)
    assert (found[refs[1].id].sent, found[refs[1].id].suppressed) == (4, {"left": 2})
    assert found[refs[1].id].seen is None  # two have an inbox: too few to be counted
    assert progress_of([]) == {}


def test_an_inbox_of_many_messages_asks_no_more_than_one_of_few(chidi, django_assert_num_queries):
    for number in range(4):
        schedule(to_everyone(f"hello {number}"), SYSTEM)
    run_due(1_000)

    reader = acting(chidi)
    with django_assert_num_queries(1):
        assert len(entries(list(inbox_of(reader)))) == 4
