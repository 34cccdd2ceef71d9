"""Nobody is mailed in their quiet hours."""

from datetime import UTC, datetime, time, timedelta

from tests.conftest import make_person
from tests.foundation.delivery.digests.conftest import TUESDAY_EIGHT, counts, quiet, to_everyone, wants

from allaboard.foundation.delivery.facade import Message, run_due
from allaboard.foundation.delivery.models import Delivery, OutboxMail
from allaboard.foundation.people.models import Person


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
