"""A worker that dies, stops or has a wrong clock loses nobody's mail and sends none twice."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.foundation.delivery.ledger.conftest import to_everyone

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery import tasks
from allaboard.foundation.delivery.facade import progress, run_due, schedule
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.delivery.rules import sent
from allaboard.foundation.delivery.services.claiming import LEASE, claim_due, renew
from allaboard.foundation.delivery.services.results import write_results
from allaboard.foundation.jobs import clock
from allaboard.foundation.jobs.clock import database_now


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
