"""Workers are killed at random moments, again and again: nobody is lost, and a repeat is rare and marked."""

import random
from collections import Counter

import pytest
from django.db import connection

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, progress, schedule
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person

from .mail_workers import CONNECTIONS, KILLS, nest

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PEOPLE = 2_000
LOSSES = 3
DROP_THE_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""


def planned_for_many() -> int:
    Person.objects.bulk_create(
        Person(email=f"person{number}@example.test", given_name=f"P{number}") for number in range(PEOPLE)
    )
    message = Message("Hello {first_name}", "Once, and only once.")
    return schedule(
        Send("faults", message, Person.objects.all(), channels=("email",), area="campaigns"), SYSTEM
    ).id


def test_killed_workers_lose_nobody_and_every_repeat_is_marked(server, workers):
    sending = planned_for_many()
    dice = random.Random(20261122)
    for _kill in range(KILLS):
        workers.killed_at_work(server, dice, mails=100)
    assert len(server.accepted) < PEOPLE, "every kill hit a worker with work in hand"
    workers.finished()

    arrived = Counter(recipient for recipient, _text in server.accepted)
    repeated = {recipient for recipient, times in arrived.items() if times > 1}
    marked = set(Delivery.objects.filter(unknown_outcome=True).values_list("person__email", flat=True))
    assert len(arrived) == PEOPLE
    assert sum(arrived.values()) - PEOPLE <= KILLS * CONNECTIONS
    assert repeated <= marked
    assert len(marked) <= KILLS * CONNECTIONS
    assert (progress(sending).sent, progress(sending).total) == (PEOPLE, PEOPLE)


def test_two_workers_at_once_never_send_the_same_mail(server, mailing, workers):
    sending = planned_for_many()

    with nest(mailing) as others:
        others.start()
        workers.finished()
        assert others.ended() == 0

    assert len(server.accepted) == PEOPLE
    assert len({recipient for recipient, _text in server.accepted}) == PEOPLE
    assert progress(sending).sent == PEOPLE
    assert not Delivery.objects.filter(unknown_outcome=True).exists()


def test_a_database_that_drops_its_connections_loses_nobody_and_every_repeat_is_marked(server, workers):
    sending = planned_for_many()
    dice = random.Random(20261122)
    for _loss in range(LOSSES):
        workers.start()
        server.wait_for(len(server.accepted) + dice.randint(1, 150))
        with connection.cursor() as cursor:
            cursor.execute(DROP_THE_OTHERS)
        assert workers.ended() == 1
    assert len(server.accepted) < PEOPLE, "every loss hit a worker with work in hand"
    workers.finished()

    arrived = Counter(recipient for recipient, _text in server.accepted)
    marked = set(Delivery.objects.filter(unknown_outcome=True).values_list("person__email", flat=True))
    assert len(arrived) == progress(sending).sent == PEOPLE
    assert {recipient for recipient, times in arrived.items() if times > 1} <= marked
    assert len(marked) <= LOSSES * CONNECTIONS
