"""A digest that is on its way, or may have arrived, is left as it is."""

from datetime import time, timedelta

from tests.foundation.delivery.digests.conftest import TUESDAY_EIGHT, counts, quiet, to_everyone, wants

from allaboard.foundation.delivery.facade import progress, run_due
from allaboard.foundation.delivery.models import Delivery, OutboxMail
from allaboard.foundation.delivery.rules import sent
from allaboard.foundation.delivery.services.claiming import LEASE, claim_due
from allaboard.foundation.delivery.services.results import write_results


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
