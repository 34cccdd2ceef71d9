import email
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default

import pytest
import time_machine
from django.utils import timezone
from tests.conftest import make_person

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, SendRef, progress, run_due, schedule
from allaboard.foundation.delivery.models import DeadAddress, Delivery
from allaboard.foundation.delivery.services import running
from allaboard.foundation.people.models import Person

from .scripted_server import Script, closed_port, scripted_server

HELLO = Message(
    "Grüße an {first_name}",
    "Hello {name},\n\n.a line that begins with a dot\n\nSee you.",
    category="campaign",
)


@pytest.fixture(params=[True, False], ids=["pipelined", "one by one"])
def server(request, settings) -> Iterator[Script]:
    with scripted_server(pipelining=request.param) as script:
        settings.SMTP_URL = script.url
        yield script


@pytest.fixture(autouse=True)
def journals_in_a_folder_of_their_own(settings, tmp_path):
    settings.HOME = tmp_path


def people(*words: str) -> None:
    for number, word in enumerate(words):
        make_person(word.capitalize(), email=f"{word}.{number}@example.test")


def sent_to_all(key: str = "k", message: Message = HELLO) -> SendRef:
    return schedule(Send(key, message, Person.objects.all(), channels=("email",), area="campaigns"), SYSTEM)


def state_of(word: str) -> Delivery:
    return Delivery.objects.get(person__email__startswith=word)


def parsed(text: bytes) -> EmailMessage:
    return email.message_from_bytes(text, policy=default)  # type: ignore[return-value]


def test_everyone_is_accounted_for_whatever_the_server_does(db, server):
    good = [f"good{number}" for number in range(20)]
    people(
        *good[:7],
        "rcpt4",
        "dropmid",
        *good[7:11],
        "dropafter",
        "rcpt5",
        "text4",
        "bye",
        "text5",
        *good[11:],
        "rcpthangup",
    )
    sending = sent_to_all()

    run_due()

    now = progress(sending.id)
    assert now.total == 28
    assert (now.sent, now.failed, now.deferred) == (20, 2, 6)
    assert len(server.accepted_by("good")) == 20
    assert state_of("rcpt5").code == 550
    assert state_of("text5").reason == "5.7.1 not wanted"
    assert state_of("rcpt4").code == 450
    assert not Delivery.objects.filter(state="claimed").exists()


def test_only_a_text_without_answer_is_of_unknown_outcome(db, server):
    people("good", "dropmid", "dropafter", "rcpt4")
    sent_to_all()
    run_due()
    assert set(
        Delivery.objects.filter(unknown_outcome=True).values_list("person__given_name", flat=True)
    ) == {
        "Dropmid",
        "Dropafter",
    }


def test_a_repeat_has_the_same_message_id(db, server):
    people("dropafter")
    sent_to_all()
    run_due()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        run_due()
    first, second = (parsed(text)["Message-ID"] for text in server.accepted_by("dropafter"))
    assert first == second


def test_a_deferred_mail_fails_after_its_last_attempt(db, server):
    people("rcpt4")
    sent_to_all()
    for day in range(9):
        with time_machine.travel(timezone.now() + timedelta(days=day)):
            run_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == ("failed", "given up: 4.2.0 greylisted")


def test_a_dead_address_is_not_tried_again(db, server):
    people("rcpt5", "good")
    sent_to_all()
    run_due()
    assert DeadAddress.objects.get().address == "rcpt5.0@example.test"

    second = sent_to_all("second")
    run_due()
    assert progress(second.id).suppressed == {"bounced": 1}


def test_a_refusal_at_the_end_of_a_batch_costs_the_next_batch_nothing(db, server, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 1)
    people("rcpt5", "good", "rcpt4", "fine")
    sent_to_all()

    run_due()

    assert server.connections == 1
    assert {state_of(word).state for word in ("good", "fine")} == {"sent"}
    assert (state_of("rcpt5").code, state_of("rcpt4").code) == (550, 450)


def test_a_refused_text_says_nothing_about_the_address(db, server):
    people("text5", "plain5")
    sending = sent_to_all()
    run_due()
    assert progress(sending.id).failed == 2
    assert not DeadAddress.objects.exists()


@pytest.mark.parametrize("refusal", [b"550 5.1.8 no such domain\r\n", b"553 not yours\r\n"])
def test_a_sender_that_the_server_does_not_take_is_no_fault_of_the_readers(db, server, refusal):
    server.sender_refusal = refusal
    people("good", "better")
    sending = sent_to_all()
    run_due()
    assert (progress(sending.id).deferred, DeadAddress.objects.count()) == (2, 0)
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
    assert refusal.decode().strip() in state_of("good").reason

    server.sender_refusal = b""
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        run_due()
    assert progress(sending.id).sent == 2


def test_a_connection_that_breaks_under_a_long_text_costs_nobody_else_their_mail(db, server):
    people("good", "reset", "better")
    sending = sent_to_all(message=Message("S", "A long line of words. " * 60_000))
    run_due()
    assert (progress(sending.id).sent, progress(sending.id).deferred) == (2, 1)
    assert state_of("reset").unknown_outcome


def test_an_unreachable_server_costs_nobody_an_attempt(db, settings):
    settings.SMTP_URL = f"smtp://127.0.0.1:{closed_port()}?tls=none"
    people("good", "better")
    sending = sent_to_all()
    run_due()
    assert progress(sending.id).deferred == 2
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}


def test_a_server_that_turns_us_away_is_named_in_the_reason(db, settings):
    with scripted_server(greeting=b"554 not you\r\n") as script:
        settings.SMTP_URL = script.url
        people("good")
        sent_to_all()
        run_due()
    assert "554 not you" in Delivery.objects.get().reason


def test_without_starttls_nothing_is_sent_when_it_is_required(db, settings):
    with scripted_server() as script:
        settings.SMTP_URL = script.url.replace("tls=none", "tls=starttls")
        people("good")
        sent_to_all()
        run_due()
        assert not script.accepted
    assert "STARTTLS" in Delivery.objects.get().reason


def test_what_arrives_reads_as_it_was_written(db, server):
    person = make_person("Zoë", email="good@example.test")
    Person.objects.filter(pk=person.pk).update(preferred_name="Zoë <b>=20</b>", family_name="Ünal" * 30)
    sent_to_all()
    run_due()

    mail = parsed(server.accepted[0][1])
    text, html = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert mail["Subject"] == "Grüße an Zoë <b>=20</b>"
    assert f"Hello Zoë <b>=20</b> {'Ünal' * 30},\n" in text.replace("\r\n", "\n")
    assert "\n.a line that begins with a dot\n" in text.replace("\r\n", "\n")
    assert "Zoë &lt;b&gt;=20&lt;/b&gt;" in html
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<http")


def test_nobody_breaks_out_of_a_header_or_the_envelope(db, server):
    person = make_person("Mal", email="good@example.test")
    Person.objects.filter(pk=person.pk).update(preferred_name="X\r\nBcc: all@example.test\r\n\r\nBody")
    evil = make_person("Eve", email="eve@example.test")
    Person.objects.filter(pk=evil.pk).update(email="eve@example.test>\r\nRCPT TO:<victim@example.test")
    sent_to_all()
    run_due()

    assert parsed(server.accepted[0][1])["Bcc"] is None
    assert not [command for command in server.commands if "victim" in command]
    assert Delivery.objects.get(person=evil).state == "failed"


def test_every_line_of_a_mail_is_short_enough(db, server):
    make_person("Long" * 25, email="good@example.test")
    sent_to_all(message=Message("S {first_name}" * 5, "word " * 500 + "{first_name}" + "x" * 3000))
    run_due()
    assert max(map(len, server.accepted[0][1].split(b"\r\n"))) <= 998
