"""Messages of the past arrive without a worker, and nobody waits for them to be written."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.conftest import acting

from allaboard.foundation.delivery.facade import Message, Send, schedule
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint
from allaboard.project.sample.rows import ledger

pytestmark = pytest.mark.django_db


def test_who_schedules_it_afterwards_finds_it_done_and_queues_no_job(amara, chidi, ben):
    Person.objects.filter(pk=ben.pk).update(active=False)
    send = Send(
        key="past",
        message=Message("Then", "It was so."),
        channels=("email", "inbox"),
        area="changes",
        object_ref="change:1",
        audience=Person.objects.filter(pk__in=[chidi.pk, ben.pk]),
        is_sample=True,
    )
    then = timezone.now() - timedelta(days=3)

    jobs = ProcrastinateJob.objects.count()
    ledger.deliver_at_once(send, acting(amara), then)
    sent = schedule(send, acting(amara))

    states = Delivery.objects.filter(sending=sent.id).values_list("person", "channel", "state", "sent_at")
    assert set(states) == {
        (chidi.pk, "email", "sent", then),
        (chidi.pk, "inbox", "sent", then),
        (ben.pk, "email", "suppressed", None),
        (ben.pk, "inbox", "suppressed", None),
    }
    assert list(Touchpoint.objects.values_list("person", "at", "summary")) == [(chidi.pk, then, "Then")]
    assert sent.planned == 4
    assert ProcrastinateJob.objects.count() == jobs
