"""A Monday at noon, people who want their messages gathered, and messages to everyone."""

from datetime import UTC, datetime, time
from functools import partial

import pytest
import time_machine
from tests.conftest import make_person

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, progress, schedule
from allaboard.foundation.delivery.models import QuietHours, Wish
from allaboard.foundation.people.models import Person

MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TUESDAY_EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)
NEXT_MONDAY_EIGHT = datetime(2026, 3, 9, 8, tzinfo=UTC)
NEWS = Message(
    "News *for* {first_name}", "Read this, {first_name}.", "Open", "{action_url}", category="campaign"
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY_NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def chidi(db: None) -> Person:
    """Chidi alone, without his manager."""
    return make_person("Chidi")


def wants(person: Person, rhythm: str, category: str = "campaign") -> None:
    Wish.objects.create(person=person, category=category, channel="email", rhythm=rhythm)


def quiet(person: Person, starts: time, ends: time) -> None:
    QuietHours.objects.create(person=person, starts=starts, ends=ends)


def links(base: str, people: list[int]) -> dict[int, dict[str, str]]:
    return {person: {"action_url": f"{base}/{person}"} for person in people}


def to_everyone(key: str, message: Message = NEWS, **fields: object) -> int:
    given = {"channels": ("email",), "personal": partial(links, f"https://hr.test/{key}"), **fields}
    return schedule(Send(key, message, Person.objects.all(), area="campaigns", **given), SYSTEM).id  # type: ignore[arg-type]


def counts(sending: int) -> tuple[int, int, int]:
    now = progress(sending)
    return now.planned, now.sent, now.total
