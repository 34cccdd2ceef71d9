"""What goes wrong around a sending, and what the ledger says of it then."""

import email
from datetime import timedelta
from email.policy import default

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import make_person

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.bounces import bounces_in
from allaboard.foundation.delivery.facade import (
    Message,
    Send,
    cancel,
    pause,
    progress,
    resume,
    run_due,
    schedule,
)
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.delivery.rules import not_tried, sent
from allaboard.foundation.delivery.services import running
from allaboard.foundation.delivery.services.claiming import LEASE, claim_due
from allaboard.foundation.delivery.services.results import write_results
from allaboard.foundation.people.models import Person

from .test_bounces import notice


def people(*words: str) -> None:
    for number, word in enumerate(words):
        make_person(word.capitalize(), email=f"{word}.{number}@example.test")


def to_all(key: str = "k", text: str = "Hello {name}") -> int:
    message = Message("Hello {first_name}", text)
    return schedule(
        Send(key, message, Person.objects.all(), channels=("email",), area="campaigns"), SYSTEM
    ).id


def states() -> dict[str, str]:
    rows = Delivery.objects.values_list("person__email", "state")
    return {(address or "").split(".")[0]: state for address, state in rows}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("mail421", "deferred"),
        ("mail550", "failed"),
        ("data452", "deferred"),
        ("data552", "failed"),
        ("data250", "deferred"),
        ("text354", "deferred"),
        ("hangmail", "deferred"),
        ("hangtext", "deferred"),
    ],
)
def test_a_no_or_a_silence_in_any_phase_costs_nobody_else_their_mail(db, server, settings, word, state):
    settings.SMTP_URL = server.url.replace("timeout=5", "timeout=1").replace("connections=3", "connections=1")
    people("a", "b", word, "c", "d")
    sending = to_all()
    with time_machine.travel(timezone.now()) as clock:
        for _ in range(3):
            run_due()
            clock.shift(timedelta(minutes=2))
    found = states()
    assert found.pop(word) == state
    assert set(found.values()) == {"sent"}
    arrived = [recipient for recipient, _text in server.accepted]
    assert len(arrived) == len(set(arrived)) == 4
    assert progress(sending).total == 5


def test_a_lost_database_leaves_the_journal_to_the_next_run(db, server, monkeypatch):
    people(*"abcdefgh")
    sending = to_all()

    def lose(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as broken:
        broken.setattr(running, "write_results", lose)
        with pytest.raises(OperationalError):
            run_due()
    run_due()
    assert progress(sending).sent == 8
    assert len(server.accepted) - 8 <= 3, "one for each connection"
    repeated = len(server.accepted) - 8
    assert Delivery.objects.filter(unknown_outcome=True).count() >= repeated


def test_what_was_in_hand_when_its_sending_was_cancelled_is_accounted_for(db):
    people("a", "b", "c")
    sending = to_all()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claim = claim_due()
        assert cancel(sending, SYSTEM) == 0
        arrived, failed, lost = (row.id for row in claim.rows)
        write_results(claim.token, [sent(arrived), not_tried(failed, "no answer")])
        clock.shift(LEASE + timedelta(minutes=2))
        run_due()
    now = progress(sending)
    assert (now.is_done, now.sent, now.suppressed) == (True, 1, {"cancelled": 2})
    assert Delivery.objects.get(pk=lost).unknown_outcome


def test_a_pause_holds_what_came_back_until_it_ends(db):
    people("a", "b")
    sending = to_all()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claim = claim_due()
        pause(sending, SYSTEM)
        write_results(claim.token, [not_tried(row.id, "no answer") for row in claim.rows])
        clock.shift(timedelta(days=1))
        assert run_due() == 0
        resume(sending, SYSTEM)
        assert run_due() == 2


def test_an_address_that_is_mended_for_the_envelope_is_mended_in_the_header(db, server):
    make_person("Ada", email="ada@münchen.example\n")
    to_all()
    run_due()
    [(recipient, text)] = server.accepted
    mail = email.message_from_bytes(text, policy=default)
    assert recipient == "ada@xn--mnchen-3ya.example"
    assert mail["To"].addresses[0].addr_spec == recipient
    assert mail["Subject"] == "Hello Ada"


def test_who_has_no_name_is_greeted_by_the_address_as_in_the_preview(db, server):
    nameless = make_person("X", email="desk@example.test")
    Person.objects.filter(pk=nameless.pk).update(given_name="", family_name="")
    to_all()
    run_due()
    [(_recipient, text)] = server.accepted
    nameless.refresh_from_db()
    assert email.message_from_bytes(text, policy=default)["Subject"] == f"Hello {nameless.first_name}"


def test_a_huge_message_arrives_whole(db, server):
    people("a", "b")
    to_all(text="A long line of words. " * 15_000)
    run_due()
    assert [len(text) > 600_000 for _recipient, text in server.accepted] == [True, True]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 700), st.binary(max_size=12)), max_size=6))
def test_a_mangled_notice_is_refused_or_read_and_names_only_addresses(changes):
    mail = bytearray(notice("ada@example.test"))
    for place, piece in changes:
        mail[place : place + len(piece)] = piece
    try:
        bounces = bounces_in(bytes(mail))
    except RuleBroken:
        return
    for bounce in bounces:
        assert "@" in bounce.address
        assert "\0" not in bounce.address
        assert len(bounce.address) <= 254
