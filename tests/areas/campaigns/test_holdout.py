"""Who is held out: as many as were promised, the same whenever the lot is drawn, and nobody can say who before."""

import hmac
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import signed_in

from allaboard.areas.campaigns.choices import Arm
from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.queries.sizes import people_told
from allaboard.areas.campaigns.services import drafts, review
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.statistics.assignment import holdout_size

pytestmark = pytest.mark.django_db

Approve = Callable[[Campaign], Campaign]


def sides(campaign: Campaign) -> dict[int, tuple[str, bool]]:
    """Stratum and side of everybody, by person."""
    drawn = Assignment.objects.filter(version__campaign=campaign)
    return {each.person_id: (each.stratum, each.arm == Arm.HOLDOUT) for each in drawn}


def drawn_by_hand(seed: str, strata: Mapping[int, str], share: float) -> set[int]:
    """What docs/statistics/assignment.md says, one person after the other."""

    def lot(text: object) -> bytes:
        return hmac.digest(seed.encode(), str(text).encode(), sha256)

    out: set[int] = set()
    listed = 0
    for stratum in sorted(set(strata.values()), key=lot):
        members = sorted((person for person, name in strata.items() if name == stratum), key=lot)
        quota = holdout_size(listed + len(members), share) - holdout_size(listed, share)
        out |= set(members[:quota])
        listed += len(members)
    return out


@pytest.mark.parametrize("balance", ["", "department"])
@pytest.mark.parametrize("share", [0.0, 0.07, 0.125, 0.2, 0.5])
def test_the_database_draws_what_the_documentation_says(
    draft: Campaign, author: Actor, approve: Approve, share: float, balance: str
) -> None:
    drafts.change_campaign(draft.pk, {"holdout_share": share, "balance": balance}, by=author)
    draft.refresh_from_db()

    found = sides(approve(draft))

    held_out = {person for person, (_stratum, is_out) in found.items() if is_out}
    strata = {person: stratum for person, (stratum, _is_out) in found.items()}
    assert set(strata.values()) == ({"Assembly", "Paint"} if balance else {""})
    assert held_out == drawn_by_hand(draft.seed, strata, share)
    assert len(held_out) == holdout_size(60, share)


def test_seven_hundredths_of_fifty_people_are_three_and_a_half_which_counts_down(
    draft: Campaign, author: Actor, crew: list[Person], approve: Approve
) -> None:
    Person.objects.filter(pk__in=[person.pk for person in crew[:10]]).update(active=False)
    drafts.change_campaign(draft.pk, {"holdout_share": 0.07}, by=author)
    draft.refresh_from_db()

    found = sides(approve(draft))

    assert (len(found), sum(is_out for _stratum, is_out in found.values())) == (50, 3)


def test_many_small_strata_together_give_the_promised_number(
    draft: Campaign, author: Actor, crew: list[Person], approve: Approve
) -> None:
    for number, person in enumerate(crew):
        person.department = f"Team {number // 3}"
    Person.objects.bulk_update(crew, ["department"])

    found = sides(approve(draft))

    by_team = Counter(stratum for stratum, is_out in found.values() if is_out)
    assert sum(by_team.values()) == 12  # 20 % of 60, though a fifth of three people is less than one
    assert set(by_team.values()) == {1}


def test_drawn_again_the_same_people_are_held_out(draft: Campaign, author: Actor, approve: Approve) -> None:
    before = sides(approve(draft))
    drafts.change_campaign(draft.pk, {"goal": "Shift swaps are settled within an hour."}, by=author)
    draft.refresh_from_db()
    assert sides(approve(draft)) == before


def test_another_campaign_holds_out_others(draft: Campaign, author: Actor, approve: Approve) -> None:
    first = sides(approve(draft))
    draft.versions.all().delete()
    Campaign.objects.filter(pk=draft.pk).update(seed="another", status="draft")
    draft.refresh_from_db()
    assert sides(approve(draft)) != first


def test_whoever_comes_after_the_approval_is_on_no_side(
    draft: Campaign, author: Actor, approve: Approve
) -> None:
    before = sides(approve(draft))
    Person.objects.create(given_name="New", email="new@plant.test", work_location="Plant North")
    assert sides(draft) == before


def test_before_and_after_the_approval_the_pages_say_the_same_number(
    draft: Campaign, author: Actor, amara: Person, crew: list[Person], reviewer: Actor
) -> None:
    Person.objects.filter(pk__in=[person.pk for person in crew[32:]]).delete()
    drafts.change_campaign(draft.pk, {"balance": ""}, by=author)
    draft.refresh_from_db()
    client = signed_in(amara)

    def said() -> tuple[str, int]:
        page = client.get(draft.get_absolute_url())
        return page.context["prospect"].sentence, people_told({draft.pk: draft})[draft.pk]

    before = said()
    version = review.submit_for_review(draft.pk, by=author)
    review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)
    version.refresh_from_db()

    assert (version.audience_count, version.holdout_count) == (32, 6)
    assert before == said() == (before[0], 26)
    assert "26 told and 6 held out" in before[0]


def test_drawing_takes_as_many_questions_for_sixty_people_as_for_six(
    draft: Campaign, author: Actor, reviewer: Actor, crew: list[Person]
) -> None:
    def questions() -> int:
        draft.refresh_from_db()
        version = review.submit_for_review(draft.pk, by=author)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)
        drafts.change_campaign(draft.pk, {"goal": f"Goal {version.number}"}, by=author)
        return len(asked)

    questions()  # the first one fills caches
    many = questions()
    Person.objects.filter(pk__in=[person.pk for person in crew[6:]]).delete()
    assert questions() == many
