"""A campaign that told four people never says what they did: the count would say who."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.conftest import signed_in

from allaboard.areas.campaigns import facade
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.desk import last_reached
from allaboard.areas.campaigns.services import drafts, launch, measure
from allaboard.areas.campaigns.today import cards
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_four(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, crew: list[Person]
) -> Campaign:
    """Four people were told, and all of them acted."""
    Person.objects.filter(pk__in=[person.pk for person in crew[:4]]).update(work_location="Gate")
    drafts.change_campaign(draft.pk, {"audience_text": 'location = "Gate"', "holdout_share": 0}, by=author)
    launched = launch.launch_campaign(approve(draft).pk, by=author)
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due(1_000)
    Person.objects.filter(work_location="Gate").update(custom_fields={"swap_board": "yes"})
    measured = measure.measure_campaign(launched.pk, by=author, is_final=True)
    assert (measured.intended, measured.delivered, launched.acts.count()) == (4, 4, 4)
    return launched


def test_page_export_and_program_leave_it_unsaid(of_four: Campaign, amara: Person) -> None:
    client: Client = signed_in(amara)
    page = client.get(f"/campaigns/{of_four.pk}/results/").content.decode()
    figures = client.get(f"/api/v1/campaigns/{of_four.pk}/results").json()["figures"]
    sheet = client.get(f"/campaigns/{of_four.pk}/results/?export=csv")
    exported = b"".join(sheet.streaming_content).decode()  # type: ignore[attr-defined]

    assert "Fewer than five people were told" in page
    assert "From intended to delivered" in page
    assert "Acted" not in page
    assert "is not known" not in page  # it is known, and not told
    assert [(one["delivered"], one["seen_most"], one["acted_most"]) for one in figures] == [(4, None, None)]
    assert exported.splitlines()[1].split(",")[2:8] == ["4", "4", "", "", "", ""]


def test_nothing_else_tells_it_either(of_four: Campaign, author: Actor) -> None:
    outcome = facade.outcome(author, of_four.pk)

    assert (outcome.measure, outcome.lift) == ("Got the message", None)
    assert [each.seen for each in last_reached(author)] == [""]
    assert "It came to 4 of 4 people." in [card.detail for card in cards(author)]
    assert Entry.objects.get(action="campaign.measured").details == {"final": True}
