"""Digests over a real conversation with a mail server."""

import email
from email.message import EmailMessage
from email.policy import default

from tests.conftest import make_person
from tests.foundation.delivery.digests.conftest import TUESDAY_EIGHT
from tests.foundation.delivery.scripted_server import Script

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, run_due, schedule
from allaboard.foundation.delivery.models import Wish
from allaboard.foundation.people.models import Person


def reader(name: str, **fields: object) -> Person:
    person = make_person(name, **fields)
    Wish.objects.create(person=person, category="campaign", channel="email", rhythm="daily")
    return person


def said(key: str, *readers: Person) -> int:
    message = Message(f"About {key}", f"All of {key}, {{first_name}}.", category="campaign")
    audience = Person.objects.filter(pk__in=[person.pk for person in readers])
    return schedule(Send(key, message, audience, channels=("email",), area="campaigns"), SYSTEM).id


def mail_to(person: Person, server: Script) -> EmailMessage:
    [text] = server.accepted_by(person.email or "")
    return email.message_from_bytes(text, policy=default)  # type: ignore[return-value]


def body(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_each_reader_gets_what_was_gathered_for_them_and_nothing_of_anothers(db, server, clock):
    ada, bo, cy = reader("Ada"), reader("Bo"), reader("Cy")
    said("news", ada, bo)
    said("money", ada, cy)
    run_due()
    clock.move_to(TUESDAY_EIGHT)
    run_due()

    assert body(mail_to(ada, server)).count("All of") == 2
    assert "All of news, Bo." in body(mail_to(bo, server))
    assert "money" not in body(mail_to(bo, server))
    assert "All of money, Cy." in body(mail_to(cy, server))
    assert "news" not in body(mail_to(cy, server))


def test_messages_with_one_text_and_different_readers_languages(db, server, clock):
    ada, bo = reader("Ada", preferred_language="de"), reader("Bo")
    said("news", ada, bo)
    run_due()
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert "Eine Nachricht" in mail_to(ada, server)["Subject"]
    assert "One message" in mail_to(bo, server)["Subject"]
