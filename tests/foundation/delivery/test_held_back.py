"""An area that cannot make the personal fields of its message holds up that message and no other."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone
from tests.conftest import acting, make_person, signed_in

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, held_back, progress, run_due, schedule
from allaboard.foundation.delivery.models import Delivery, OutboxMail, Wish
from allaboard.foundation.delivery.today import cards
from allaboard.foundation.people.models import Person

MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TUESDAY_EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)
broken_by: list[Exception | str] = []  # emptied by whoever mends it


def fields(people: Sequence[int]) -> dict[int, dict[str, str]]:
    """What an area gives delivery: broken in its own code, in its query, or not at all."""
    for fault in broken_by:
        if isinstance(fault, Exception):
            raise fault
        with connection.cursor() as cursor:
            cursor.execute(fault)
    return {person: {"answer_link": f"https://hr.test/a/{person}"} for person in people}


@pytest.fixture(autouse=True)
def mended() -> None:
    broken_by.clear()


def sent_to_all(key: str, **given: object) -> int:
    message = Message(f"About {key}", "Read this.", "Open", "{answer_link}", category="campaign")
    personal = fields if "link" in key else None
    if personal is None:
        message = Message(f"About {key}", "Read this.", category="campaign")
    audience = Person.objects.all()
    return schedule(Send(key, message, audience, personal=personal, **given), SYSTEM).id  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", [KeyError("unit"), "SELECT nothing FROM nowhere"])
def test_one_broken_message_waits_and_the_others_go_out(amara, chidi, log_lines, fault):
    broken, sound = sent_to_all("links"), sent_to_all("news")
    broken_by.append(fault)

    run_due()

    assert (progress(sound).sent, progress(sound).total) == (6, 6)
    assert (progress(broken).deferred, progress(broken).total) == (6, 6)
    (found,) = held_back()
    assert (found.subject, found.deliveries) == ("About links", 6)
    [told] = signed_in(amara).get("/api/v1/delivery/held-back").json()
    assert told == {"subject": "About links", "deliveries": 6, "reference": found.reference}
    refused = signed_in(chidi).get("/api/v1/delivery/held-back")
    assert (refused.status_code, "About links" in refused.content.decode()) == (403, False)
    line = next(line for line in log_lines() if "could not be made" in line)
    assert line.startswith(f"{found.reference} ")
    assert f"{__name__}.fields" in line
    assert set(Delivery.objects.filter(sending=broken).values_list("attempts", flat=True)) == {0}

    broken_by.clear()
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert run_due() == 6
    assert progress(broken).sent == 6
    assert held_back() == []


def test_hr_learns_of_it_and_employees_do_not(amara, chidi):
    sent_to_all("links")
    broken_by.append(KeyError("unit"))
    run_due()

    (found,) = held_back()
    assert any(found.reference in card.detail for card in cards(acting(amara)))
    assert not any(found.reference in card.detail for card in cards(acting(chidi)))
    assert found.reference in signed_in(amara).get("/delivery/addresses/").content.decode()


def test_a_digest_goes_without_the_broken_message_which_comes_in_a_later_one(db):
    both, only_broken = make_person("Both"), make_person("Only")
    for person in (both, only_broken):
        Wish.objects.create(person=person, category="campaign", channel="email", rhythm="daily")
    with time_machine.travel(MONDAY_NOON, tick=False):
        broken = sent_to_all("links", channels=("email",))
        message = Message("About news", "Read this.", category="campaign")
        schedule(Send("news", message, Person.objects.filter(pk=both.pk), channels=("email",)), SYSTEM)
        run_due()
    broken_by.append(KeyError("unit"))
    with time_machine.travel(TUESDAY_EIGHT, tick=False):
        run_due()

        mail = OutboxMail.objects.get()
        assert mail.to == both.email
        assert "About news" in mail.text
        assert "About links" not in mail.text
        assert progress(broken).deferred == 2
        broken_by.clear()
    with time_machine.travel(TUESDAY_EIGHT + timedelta(minutes=31), tick=False):
        run_due()
    with time_machine.travel(TUESDAY_EIGHT + timedelta(days=1), tick=False):
        run_due()

    assert progress(broken).sent == 2
    assert sorted(
        OutboxMail.objects.filter(text__contains="About links").values_list("to", flat=True)
    ) == sorted([both.email, only_broken.email])


def test_a_lost_database_is_no_fault_of_the_message(amara):
    sent_to_all("links")
    broken_by.append(OperationalError("the connection is lost"))
    with pytest.raises(OperationalError):
        run_due()


def test_a_message_that_breaks_while_it_is_read_says_so_and_stays_unseen(amara, chidi):
    broken = sent_to_all("links")
    sent_to_all("news")
    run_due()
    delivery = Delivery.objects.get(sending=broken, person=chidi, channel="inbox")
    page, browser = f"/delivery/inbox/{delivery.pk}/", signed_in(chidi)
    broken_by.append(KeyError("unit"))

    shown = browser.get(page)
    acted = browser.post(f"{page}act/")
    by_program = browser.post(f"/api/v1/delivery/inbox/{delivery.pk}/seen").json()

    assert shown.status_code == 200
    assert "This message cannot be shown just now." in shown.content.decode()
    assert "Read this." not in shown.content.decode()
    assert acted.url == page
    assert (by_program["html"], bool(by_program["held_back"]), by_program["is_new"]) == ("", True, True)
    delivery.refresh_from_db()
    assert (delivery.seen_at, delivery.acted_at) == (None, None)

    listed = browser.get("/delivery/inbox/").content.decode()
    assert "About links" in listed
    assert "About news" in listed

    broken_by.clear()
    assert "Read this." in browser.get(page).content.decode()
    assert browser.post(f"{page}act/").url == f"https://hr.test/a/{chidi.pk}"
    delivery.refresh_from_db()
    assert delivery.seen_at is not None
    assert delivery.acted_at is not None
