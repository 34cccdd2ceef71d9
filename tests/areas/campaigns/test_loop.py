"""The stops that campaigns serve on the ribbon, asked for many initiatives at once."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import signed_in

from allaboard.areas.campaigns.services import drafts
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, draft_change
from allaboard.areas.initiatives.facade import start_initiative
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(author: Actor) -> Callable[[int], None]:
    def started(count: int) -> None:
        for number in range(count):
            pk = start_initiative(f"Initiative {number}", "Swaps take days.", [], by=author)
            drafts.start_campaign(f"Campaign {number}", by=author, initiative_id=pk)
            words = Words(you_said="Swaps take days", kind="did", we_did="A board", is_public=True)
            draft_change(words, Origin(initiative_id=pk), by=author)

    return started


@pytest.mark.parametrize("address", ["/initiatives/", "/initiatives/board/"])
def test_thirty_initiatives_ask_no_more_questions_than_three(
    amara: Person, start: Callable[[int], None], address: str
) -> None:
    client = signed_in(amara)
    start(3)
    few = questions(client, address)
    start(27)
    page = client.get(address).content.decode()
    assert all(f"Initiative {number}<" in page for number in (0, 26))
    assert questions(client, address) == few


def questions(client: Client, address: str) -> int:
    client.get(address)  # what a first visit asks only once
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
