"""A worker that dies, stops or has a wrong clock loses nobody's mail and sends none twice."""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.foundation.delivery.ledger.conftest import to_everyone

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery import tasks
from allaboard.foundation.delivery.channels.inbox import Inbox
from allaboard.foundation.delivery.facade import progress, run_due, schedule
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.delivery.parcels import Parcel
from allaboard.foundation.delivery.rules import Outcome, sent
from allaboard.foundation.delivery.services import running
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


class SlowInbox(Inbox):
    """Says what became of its batches only after the leases of two of them were renewed, or one of them 100 times."""

    def __init__(self) -> None:
        self.renewed: list[UUID] = []
        self._begun: list[tuple[Future[list[Outcome]], list[Outcome]]] = []

    def deliver(self, parcels: Sequence[Parcel], claim: str) -> "Future[list[Outcome]]":
        future: Future[list[Outcome]] = Future()
        self._begun.append((future, super().deliver(parcels, claim).result()))
        return future

    def renew(self, claim: UUID) -> None:
        self.renewed.append(claim)
        if len(set(self.renewed)) == 2 or len(self.renewed) == 100:
            while self._begun:
                future, outcomes = self._begun.pop()
                future.set_result(outcomes)


def test_a_batch_that_waits_behind_a_slow_one_is_held_as_long(amara, ben, monkeypatch):
    slow = SlowInbox()
    monkeypatch.setattr(running, "Inbox", lambda: slow)
    monkeypatch.setattr(running, "renew", slow.renew)
    monkeypatch.setattr(running, "BATCH", 1)
    monkeypatch.setattr(running, "LEASE", timedelta(milliseconds=3))
    schedule(to_everyone(channels=("inbox",)), SYSTEM)

    assert run_due() == 2
    assert len(set(slow.renewed)) == 2


@pytest.mark.parametrize("is_stopping", [True, False])
def test_a_worker_that_is_stopped_leaves_the_rest_to_another(db, monkeypatch, is_stopping):
    monkeypatch.setattr(tasks, "is_stopping", lambda: is_stopping)
    tasks.run_due()
    waiting = ProcrastinateJob.objects.filter(task_name="delivery.run_due", status="todo")
    assert waiting.exists() == is_stopping
