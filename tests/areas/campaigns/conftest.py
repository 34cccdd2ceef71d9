"""A campaign ready for review, a second person, and enough people to tell."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.services import drafts, launch, review, steps
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.models import Person


@pytest.fixture
def author(amara: Person) -> Actor:
    return acting(amara)


@pytest.fixture
def reviewer(db: None) -> Actor:
    return acting(grant(make_person("Rosa", department="Legal"), Role.REVIEWER))


@pytest.fixture
def crew(db: None) -> list[Person]:
    """Sixty people of one plant in two departments, without sign-in."""
    return Person.objects.bulk_create(
        Person(
            given_name=f"Crew{number}",
            email=f"crew{number}@plant.test",
            department="Assembly" if number % 3 else "Paint",
            work_location="Plant North",
            timezone="UTC",
        )
        for number in range(60)
    )


@pytest.fixture
def amaras(amara: Person) -> Client:
    return signed_in(amara)


@pytest.fixture
def planned(author: Actor, crew: list[Person]) -> Callable[..., Campaign]:
    """Writes a complete plan for the plant, with a message on each of some days."""

    def campaign_of(title: str, *messages: tuple[int, dict[str, str]], **values: object) -> Campaign:
        audience = 'location = "Plant North"'
        campaign = drafts.start_campaign(title, by=author, audience_text=audience, **values)
        for days_later, words in messages:
            when = {"on": timezone.localdate() + timedelta(days=days_later), "channels": ["email", "inbox"]}
            steps.add_step(campaign.pk, words | when, by=author)
        campaign.refresh_from_db()
        return campaign

    return campaign_of


@pytest.fixture
def draft(planned: Callable[..., Campaign]) -> Campaign:
    """An ask today and a reminder in a week."""
    body = {"body": "Dear {first_name}, swap shifts on the **board**."}
    return planned(
        "Swap board launch",
        (0, {"kind": "ask", "subject": "Try the swap board", **body}),
        (7, {"kind": "remind", "subject": "Still time", **body}),
        goal="Shift swaps are settled within a day.",
        outcome="use the swap board",
        outcome_rule="custom.swap_board = yes",
        holdout_share=0.2,
        balance="department",
    )


@pytest.fixture
def approve(author: Actor, reviewer: Actor) -> Callable[[Campaign], Campaign]:
    def approved(campaign: Campaign) -> Campaign:
        version = review.submit_for_review(campaign.pk, by=author)
        review.approve_campaign(campaign.pk, version.number, version.content_hash, by=reviewer)
        campaign.refresh_from_db()
        return campaign

    return approved


@pytest.fixture
def launched(draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor) -> Campaign:
    return launch.launch_campaign(approve(draft).pk, by=author)
