"""Who gets it is decided when it is sent; when that is, by the clock of each person."""

from datetime import UTC, datetime, time, timedelta

import time_machine
from django.utils import timezone
from tests.conftest import make_person
from tests.foundation.delivery.ledger.conftest import to_everyone

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, progress, run_due, schedule
from allaboard.foundation.delivery.models import DeadAddress, Delivery, OutboxMail, Wish
from allaboard.foundation.people.models import Person


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
