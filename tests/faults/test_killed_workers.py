"""Workers are killed at random moments, again and again: nobody is lost, and a repeat is rare and marked."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from tests.foundation.delivery.scripted_server import Script, scripted_server

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, progress, schedule
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PEOPLE = 2_000
KILLS = 10
CONNECTIONS = 3  # as in the scripted server's address
WORKER = """
import django
django.setup()
from allaboard.foundation.delivery.facade import run_due
print("ready", flush=True)
while run_due():
    pass
"""


@pytest.fixture
def server() -> Iterator[Script]:
    with scripted_server(delay_seconds=0.001) as script:
        yield script


@pytest.fixture
def environment(server: Script, tmp_path: Path) -> dict[str, str]:
    address = urlsplit(os.environ["ALLABOARD_DATABASE_URL"])._replace(
        path=f"/{connection.settings_dict['NAME']}"
    )
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "allaboard.project.settings",
        "ALLABOARD_DATABASE_URL": address.geturl(),
        "ALLABOARD_SMTP_URL": server.url,
        "ALLABOARD_HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }


def planned_for_many() -> int:
    Person.objects.bulk_create(
        Person(email=f"person{number}@example.test", given_name=f"P{number}") for number in range(PEOPLE)
    )
    message = Message("Hello {first_name}", "Once, and only once.")
    return schedule(
        Send("faults", message, Person.objects.all(), channels=("email",), area="campaigns"), SYSTEM
    ).id


def started(environment: dict[str, str]) -> "subprocess.Popen[str]":
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout
    assert worker.stdout.readline() == "ready\n"
    return worker


def wait_for(server: Script, mails: int) -> None:
    deadline = time.monotonic() + 60
    while len(server.accepted) < mails and time.monotonic() < deadline:
        time.sleep(0.001)


def finished(worker: "subprocess.Popen[str]") -> None:
    assert worker.wait(timeout=120) == 0


def test_killed_workers_lose_nobody_and_every_repeat_is_marked(server, environment):
    sending = planned_for_many()
    dice = random.Random(20261122)
    for _kill in range(KILLS):
        worker = started(environment)
        wait_for(server, len(server.accepted) + dice.randint(0, 150))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert len(server.accepted) < PEOPLE, "every kill hit a worker with work in hand"
    finished(started(environment))

    arrived = Counter(recipient for recipient, _text in server.accepted)
    repeated = {recipient for recipient, times in arrived.items() if times > 1}
    marked = set(Delivery.objects.filter(unknown_outcome=True).values_list("person__email", flat=True))
    assert len(arrived) == PEOPLE
    assert sum(arrived.values()) - PEOPLE <= KILLS * CONNECTIONS
    assert repeated <= marked
    assert len(marked) <= KILLS * CONNECTIONS
    assert (progress(sending).sent, progress(sending).total) == (PEOPLE, PEOPLE)


def test_two_workers_at_once_never_send_the_same_mail(server, environment):
    sending = planned_for_many()

    workers = [started(environment), started(environment)]
    for worker in workers:
        finished(worker)

    assert len(server.accepted) == PEOPLE
    assert len({recipient for recipient, _text in server.accepted}) == PEOPLE
    assert progress(sending).sent == PEOPLE
    assert not Delivery.objects.filter(unknown_outcome=True).exists()
