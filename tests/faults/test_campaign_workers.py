"""A campaign is launched by its services and sent by real workers that are ended on the way: everyone is accounted for."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from tests.conftest import acting, grant, make_person
from tests.foundation.delivery.scripted_server import Script

from allaboard.areas.campaigns.choices import Arm
from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.services import drafts, launch, review, steps
from allaboard.foundation.access.roles import Role
from allaboard.foundation.delivery.facade import progress, state_queryset
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.jobs.facade import defer
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint

from .mail_workers import CONNECTIONS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PEOPLE = 3_000
PATIENCE_SECONDS = 90
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start_worker(mailing: dict[str, str]) -> Iterator[Start]:
    """Start the worker process of the product, against the test's database and mail server."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        running.append(
            subprocess.Popen([sys.executable, "-m", "allaboard.project.processes.worker"], env=mailing)
        )
        return running[-1]

    yield start
    for worker in running:
        if worker.poll() is None:
            worker.kill()
            worker.wait()


@pytest.fixture
def campaign() -> Campaign:
    """Written, approved by a second person, launched; its ask is due now."""
    author = acting(grant(make_person("Amara"), Role.HR_LEADER, Role.HR_GENERALIST))
    reviewer = acting(grant(make_person("Rosa"), Role.REVIEWER))
    Person.objects.bulk_create(
        Person(email=f"crew{number}@plant.test", given_name=f"Crew{number}", work_location="Plant North")
        for number in range(PEOPLE)
    )
    made = drafts.start_campaign(
        "Swap board launch",
        by=author,
        goal="Shift swaps are settled within a day.",
        outcome="use the swap board",
        outcome_rule="custom.swap_board = yes",
        audience_text='location = "Plant North"',
        holdout_share=0.1,
        balance="department",
    )
    step = {
        "kind": "ask",
        "subject": "Try the swap board",
        "on": timezone.localdate(),
        "channels": ["email"],
        "body": "Dear {first_name}, swap shifts on the **board**.",
    }
    steps.add_step(made.pk, step, by=author)
    version = review.submit_for_review(made.pk, by=author)
    review.approve_campaign(made.pk, version.number, version.content_hash, by=reviewer)
    launched = launch.launch_campaign(made.pk, by=author)
    Delivery.objects.update(due_at=timezone.now())  # as if the step's hour had come everywhere
    return launched


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)  # what is waited for stands in the database, which tells nobody


def taken(server: Script) -> Counter[str]:
    """The campaign's mails that the server took, by address; what the product tells author and reviewer aside."""
    return Counter(recipient for recipient, _text in server.accepted if recipient.endswith("@plant.test"))


def sending_of(campaign: Campaign) -> int:
    return campaign.steps.get().send_id or 0


def arm(campaign: Campaign, arm: Arm) -> set[str]:
    rows = Assignment.objects.filter(version__campaign=campaign, arm=arm)
    return set(Person.objects.filter(pk__in=rows.values("person_id")).values_list("email", flat=True))


def require_everyone_accounted_for(campaign: Campaign, server: Script) -> Counter[str]:
    """Each treated person got the mail and stands in the ledger as sent, with one contact; the holdout got nothing."""
    arrived = taken(server)
    treated, held = arm(campaign, Arm.TREATED), arm(campaign, Arm.HOLDOUT)
    now = progress(sending_of(campaign))
    assert len(treated) + len(held) == PEOPLE
    assert set(arrived) == treated
    assert not held & set(arrived)
    assert (now.sent, now.total) == (len(treated), len(treated))
    contacts = Touchpoint.objects.filter(object_ref=f"campaign:{campaign.pk}", person__email__in=treated)
    assert contacts.count() == contacts.values("person_id").distinct().count() == len(treated)
    return arrived


def test_a_worker_asked_to_stop_finishes_what_it_claimed_and_another_takes_the_rest(
    campaign, server, start_worker
):
    first = start_worker()
    assert server.wait_for(101, PATIENCE_SECONDS)
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE_SECONDS) == 0

    left = state_queryset(sending_of(campaign))
    assert left.filter(state="sent").count() == taken(server).total()
    assert not left.filter(state="claimed").exists()
    assert left.filter(state="planned").exists()

    second = start_worker()
    wait_until(lambda: progress(sending_of(campaign)).is_done)
    second.send_signal(signal.SIGTERM)
    assert second.wait(PATIENCE_SECONDS) == 0
    arrived = require_everyone_accounted_for(campaign, server)
    assert set(arrived.values()) == {1}
    assert not left.filter(unknown_outcome=True).exists()


def test_a_worker_killed_in_a_campaign_loses_nobody(campaign, server, start_worker):
    kills = 2
    for kill in range(1, kills + 1):
        worker = start_worker()
        assert server.wait_for(100 * kill + 1, PATIENCE_SECONDS)
        worker.kill()
        worker.wait()
        assert not progress(sending_of(campaign)).is_done
        defer("delivery.run_due")  # as at the next full minute

    last = start_worker()
    wait_until(lambda: progress(sending_of(campaign)).is_done)
    last.send_signal(signal.SIGTERM)
    assert last.wait(PATIENCE_SECONDS) == 0
    arrived = require_everyone_accounted_for(campaign, server)
    repeated = {recipient for recipient, times in arrived.items() if times > 1}
    marked = state_queryset(sending_of(campaign)).filter(unknown_outcome=True)
    assert repeated <= set(marked.values_list("person__email", flat=True))
    assert arrived.total() - len(arrived) <= kills * CONNECTIONS
