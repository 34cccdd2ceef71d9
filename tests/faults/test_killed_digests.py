"""Workers are killed while digests leave: nobody is lost, a repeat is rare and marked, no message is in two digests."""

import email
import random
from collections import Counter, defaultdict
from datetime import timedelta
from email.policy import default

import pytest
from django.utils import timezone
from tests.foundation.delivery.scripted_server import Script

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.choices import DIGEST
from allaboard.foundation.delivery.facade import Message, Send, progress, schedule
from allaboard.foundation.delivery.models import Delivery, Sending, Wish
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint

from .mail_workers import CONNECTIONS, KILLS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PEOPLE = 1_500
TOPICS = ("News", "Pay", "Shifts")
LATE = "Late"
Mails = dict[str, dict[str, set[str]]]


def company_that_reads_once_a_day() -> None:
    people = Person.objects.bulk_create(
        Person(email=f"person{number}@example.test", given_name=f"P{number}") for number in range(PEOPLE)
    )
    Wish.objects.bulk_create(
        Wish(person=person, category="campaign", channel="email", rhythm="daily") for person in people
    )


def readers(topic: str) -> list[str]:
    """Whom a topic goes to; every set of topics has its people."""
    if topic == LATE:
        return [f"person{number}@example.test" for number in range(PEOPLE)]
    bit = 1 << TOPICS.index(topic)
    return [f"person{number}@example.test" for number in range(PEOPLE) if (number % 7 + 1) & bit]


def said(topic: str) -> int:
    message = Message(f"About {topic}", f"<<{topic} for {{first_name}}>>", category="campaign")
    audience = Person.objects.filter(email__in=readers(topic))
    return schedule(Send(topic, message, audience, channels=("email",), area="campaigns"), SYSTEM).id


def eight_o_clock_comes() -> None:
    Delivery.objects.filter(sending__category=DIGEST, state="planned").update(due_at=timezone.now())


def the_next_day_comes() -> None:
    """Digests that have left are yesterday's; whatever met them is looked at again."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Sending.objects.filter(category=DIGEST).update(key=f"{DIGEST}:{yesterday}")
    Delivery.objects.filter(state="planned", digest=None).update(due_at=timezone.now())


def mails_by_reader(server: Script) -> Mails:
    """The topics of each mail that a reader got, by the mail's id; a repeat is the same in every word."""
    found: Mails = defaultdict(dict)
    for recipient, text in server.accepted:
        mail = email.message_from_bytes(text, policy=default)
        words = mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
        name = recipient.removesuffix("@example.test").replace("person", "P")
        topics = {topic for topic in (*TOPICS, LATE) if f"<<{topic} for {name}>>" in words}
        assert words.count("<<") == len(topics), "a message of somebody else, or one twice"
        assert found[recipient].setdefault(mail["Message-ID"], topics) == topics
    return found


def test_killed_workers_lose_no_digest_and_put_no_message_into_two(server, workers):
    company_that_reads_once_a_day()
    sendings = {topic: said(topic) for topic in TOPICS}
    workers.finished()
    assert not server.accepted
    eight_o_clock_comes()
    dice = random.Random(20261122)
    for kill in range(KILLS):
        workers.killed_at_work(server, dice, mails=80)
        if kill == KILLS // 2:  # meets digests that have left, that are on their way and that wait
            sendings[LATE] = said(LATE)
    assert len(server.accepted) < PEOPLE, "every kill hit a worker with work in hand"
    workers.finished()
    the_next_day_comes()
    workers.finished()
    eight_o_clock_comes()
    workers.finished()

    mails = mails_by_reader(server)
    marked = set(Delivery.objects.filter(unknown_outcome=True).values_list("person__email", flat=True))
    for topic, sending in sendings.items():
        now, chosen = progress(sending), readers(topic)
        assert (now.sent, now.total) == (len(chosen), len(chosen))
        assert all(sum(topic in topics for topics in mails[reader].values()) == 1 for reader in chosen)
    assert len(server.accepted) - sum(map(len, mails.values())) <= KILLS * CONNECTIONS
    arrived = Counter(reader for reader, _text in server.accepted)
    assert {reader for reader, times in arrived.items() if times > len(mails[reader])} <= marked
    assert len(marked) <= KILLS * CONNECTIONS
    contacts = Touchpoint.objects.values_list("person_id", "summary")
    assert contacts.count() == contacts.distinct().count() == sum(len(readers(topic)) for topic in sendings)
