"""A draft that would tell the held out of another campaign says so, and of nobody on which side they are."""

from collections.abc import Callable

import pytest
from django.test import Client

from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.queries.overlaps import spoiled_by
from allaboard.areas.campaigns.services import drafts, launch
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db
SAID = "people who are held out of “Swap board launch”"


@pytest.fixture
def copy(launched: Campaign, author: Actor) -> Campaign:
    """The same plan once more, for the same people, while twelve of them are held out of the first."""
    return drafts.duplicate_campaign(launched.pk, by=author)


def test_a_copy_for_the_same_people_would_tell_the_held_out(
    copy: Campaign, launched: Campaign, author: Actor, amaras: Client
) -> None:
    assert spoiled_by(author, copy) == [launched]
    assert SAID in amaras.get(f"/campaigns/{copy.pk}/").content.decode()


def test_once_the_other_has_ended_there_is_nothing_to_spoil(
    copy: Campaign, launched: Campaign, author: Actor
) -> None:
    launch.cancel_campaign(launched.pk, by=author)
    assert spoiled_by(author, copy) == []


def test_a_campaign_for_something_else_spoils_nothing(copy: Campaign, author: Actor) -> None:
    drafts.change_campaign(copy.pk, {"outcome_rule": "custom.meal = yes"}, by=author)
    copy.refresh_from_db()
    assert spoiled_by(author, copy) == []


def test_a_draft_for_a_few_does_not_tell_who_is_held_out(
    copy: Campaign,
    launched: Campaign,
    author: Actor,
    reviewer: Actor,
    approve: Callable[[Campaign], Campaign],
) -> None:
    held = Assignment.objects.filter(version__campaign=launched, arm="holdout").values("person")
    four = " or ".join(f'email = "{one.email}"' for one in Person.objects.filter(pk__in=held)[:4])
    drafts.change_campaign(copy.pk, {"audience_text": four}, by=author)
    copy.refresh_from_db()
    assert spoiled_by(author, copy) == []
    assert spoiled_by(reviewer, copy) == []
