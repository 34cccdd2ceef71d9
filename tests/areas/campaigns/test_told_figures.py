"""Every number is told with what it means, alike on page, file and for programs, and to whom it is meant for."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns.loop import measured as measured_step
from allaboard.areas.campaigns.models import Campaign, Measurement
from allaboard.areas.campaigns.rules.results import points
from allaboard.areas.campaigns.services import drafts, launch, measure, review
from allaboard.areas.campaigns.tasks import move_on
from allaboard.areas.campaigns.today import cards
from allaboard.areas.initiatives import facade as initiatives
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def travelled(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


@pytest.fixture
def reminded(launched: Campaign) -> Measurement:
    """The ask has gone to all 48, and the reminder to the 28 who had not acted by then."""
    treated = launched.versions.get().assignments.filter(arm="treated").order_by("pk")
    acted = list(treated.values_list("person_id", flat=True)[:20])
    with travelled(1.1):
        delivery.run_due(1_000)
        Person.objects.filter(pk__in=acted).update(custom_fields={"swap_board": "yes"})
    with travelled(7.2):
        move_on()
    with travelled(8.3):
        delivery.run_due(1_000)
        return measure.measure_campaign(launched.pk, by=acting(launched.owner))


def test_what_it_cost_counts_each_message_by_those_who_got_it(
    reminded: Measurement, launched: Campaign
) -> None:
    ask, reminder = (step.minutes for step in launched.steps.all())
    minutes = 48 * ask + 28 * reminder
    assert reminded.hours == round(minutes / 60, 1)
    assert reminded.minutes_each == round(minutes / 48, 1)


def test_a_lift_is_never_told_without_its_range(
    reminded: Measurement, launched: Campaign, author: Actor
) -> None:
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    Campaign.objects.update(initiative_id=initiative)
    Measurement.objects.filter(pk=reminded.pk).update(is_final=True)
    low, high = points(reminded.lift_low or 0.0), points(reminded.lift_high or 0.0)

    lift = points(reminded.lift or 0.0)
    assert measured_step(author, initiative).note == f"{lift} points ({low} to {high})"
    [card] = [card for card in cards(author) if card.title.startswith("Results")]
    assert f"{low} to {high}" in card.detail


def test_page_file_and_programs_tell_who_had_acted_before(
    draft: Campaign,
    approve: Callable[[Campaign], Campaign],
    author: Actor,
    amaras: Client,
    crew: list[Person],
) -> None:
    Person.objects.filter(pk__in=[one.pk for one in crew[:30]]).update(custom_fields={"swap_board": "yes"})
    launch.launch_campaign(approve(draft).pk, by=author)
    told = measure.measure_campaign(draft.pk, by=author).acted_before
    assert told
    assert told.fewest

    file = amaras.get(f"/campaigns/{draft.pk}/results/?export=csv")
    everyone = next(csv.DictReader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    program = amaras.get(f"/api/v1/campaigns/{draft.pk}/results").json()["figures"]
    assert (int(everyone["before_fewest"]), int(everyone["before_most"])) == (told.fewest, told.most)
    assert (program[0]["before_fewest"], program[0]["before_most"]) == (told.fewest, told.most)
    assert {one["before_fewest"] for one in program[1:]} == {None}


def test_a_reviewer_reads_results_neither_on_the_page_nor_as_a_program(
    reminded: Measurement, launched: Campaign, reviewer: Actor
) -> None:
    mei = signed_in(Person.objects.get(pk=reviewer.person_id))
    assert mei.get(f"/api/v1/campaigns/{launched.pk}").status_code == 200
    assert mei.get(f"/campaigns/{launched.pk}/results/").status_code == 403
    assert mei.get(f"/api/v1/campaigns/{launched.pk}/results").status_code == 403


def test_a_version_without_a_sender_names_nobody(draft: Campaign, author: Actor, reviewer: Actor) -> None:
    review.submit_for_review(draft.pk, by=author)
    draft.versions.update(submitted_by=None)
    mei = signed_in(Person.objects.get(pk=reviewer.person_id))
    for page in (f"/campaigns/{draft.pk}/", "/campaigns/reviews/", "/"):
        said = mei.get(page).content.decode()
        assert "somebody outside the directory" in said
        assert "None" not in said


def test_a_program_names_an_owner_by_the_rules_of_the_page(
    draft: Campaign, amaras: Client, chidi: Person
) -> None:
    lena = grant(make_person("Lena"), Role.COMMUNICATIONS)
    here = f"/api/v1/campaigns/{draft.pk}"
    refused = amaras.patch(here, {"owner_id": chidi.pk}, "application/json")
    assert (refused.status_code, "can own a campaign" in refused.json()["detail"]) == (422, True)

    assert amaras.patch(here, {"owner_id": lena.pk}, "application/json").json()["owner_id"] == lena.pk
    new = {"title": "Another", "owner_id": lena.pk}
    assert amaras.post("/api/v1/campaigns", new, "application/json").json()["owner_id"] == lena.pk
    assert drafts.start_campaign("Mine", by=acting(lena)).owner_id == lena.pk
