"""Whom a campaign is for: rules on facts the writer may read, and segments that drafts follow."""

import pytest
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns.choices import Decision, Status
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.services import drafts, review, steps
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments
from allaboard.foundation.segments.models import Segment, Snapshot
from allaboard.foundation.segments.services import Draft, change_segment, create_segment
from allaboard.foundation.segments.uses import uses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena(db: None) -> Person:
    return grant(make_person("Lena"), Role.COMMUNICATIONS)


@pytest.fixture
def paint(author: Actor, crew: list[Person]) -> Segment:
    return create_segment(Draft("Painters", "department = Paint", shared=True), by=author)


@pytest.fixture
def following(draft: Campaign, author: Actor, paint: Segment) -> Campaign:
    values = {"segment_id": paint.pk, "audience_text": paint.text}
    return drafts.change_campaign(draft.pk, values, by=author)


@pytest.mark.parametrize("secret", ["custom.salary > 90000", "generation = millennial"])
def test_a_writer_cannot_ask_facts_that_only_hr_reads(lena: Person, crew: list[Person], secret: str) -> None:
    Person.objects.filter(pk=crew[0].pk).update(custom_fields={"salary": 95000}, generation="millennial")
    by = acting(lena)
    mine = drafts.start_campaign("Rises", by=by)
    step = steps.add_step(mine.pk, {"subject": "Hello"}, by=by)

    for attempt in (
        lambda: drafts.change_campaign(mine.pk, {"audience_text": secret}, by=by),
        lambda: drafts.change_campaign(mine.pk, {"outcome_rule": f"not {secret}"}, by=by),
        lambda: steps.change_step(mine.pk, step.pk, {"segment_text": secret}, by=by),
        lambda: steps.add_step(mine.pk, {"segment_text": secret}, by=by),
        lambda: drafts.start_campaign("Again", by=by, audience_text=secret),
    ):
        with pytest.raises(RuleBroken, match="may not use these facts"):
            attempt()


def test_a_writer_can_neither_narrow_nor_copy_what_hr_asked(author: Actor, lena: Person) -> None:
    theirs = drafts.start_campaign("Rises", by=author, audience_text="custom.salary > 90000")
    step = steps.add_step(theirs.pk, {"subject": "Hello"}, by=author)
    by = acting(lena)

    drafts.change_campaign(theirs.pk, {"goal": "Fair pay.", "audience_text": theirs.audience_text}, by=by)
    with pytest.raises(RuleBroken, match="may not use these facts"):
        steps.change_step(theirs.pk, step.pk, {"segment_text": 'full name = "Ben Test"'}, by=by)
    with pytest.raises(RuleBroken, match="may not use these facts"):
        drafts.duplicate_campaign(theirs.pk, by=by)


def test_the_form_says_so_beside_the_rule(lena: Person) -> None:
    mine = drafts.start_campaign("Rises", by=acting(lena))
    sent = {"audience_text": "custom.salary > 90000", "holdout_percent": "0", "expected_percent": "30"}
    answer = signed_in(lena).post(f"/campaigns/{mine.pk}/audience/", sent)
    assert answer.status_code == 422
    assert "You may not use these facts in a rule: custom fields." in answer.content.decode()


def test_segments_on_such_facts_are_not_offered(author: Actor, lena: Person, paint: Segment) -> None:
    create_segment(Draft("Rich", "custom.salary > 90000", shared=True), by=author)
    assert {ref.name for ref in segments.segments_for(author)} == {"Painters", "Rich"}
    assert [ref.name for ref in segments.segments_for(acting(lena))] == ["Painters"]


def test_a_segment_lists_the_campaigns_its_reader_may_know_of(
    author: Actor, following: Campaign, paint: Segment, ben: Person
) -> None:
    grant(ben, Role.MANAGER)
    used = uses_of(author, paint.pk)
    assert [(use.label, use.follows, use.url) for use in used] == [
        ("Swap board launch", True, following.get_absolute_url())
    ]
    assert uses_of(acting(ben), paint.pk) == []
    assert b"Swap board launch" not in signed_in(ben).get(f"/segments/{paint.pk}/").content


def test_a_waiting_campaign_takes_the_new_rule_and_its_writer(
    author: Actor, following: Campaign, paint: Segment
) -> None:
    version = review.submit_for_review(following.pk, by=author)
    other = acting(grant(make_person("Nadia"), Role.HR_LEADER))

    change_segment(paint, Draft("Painters", "department in (Paint, Assembly)"), by=other)

    following.refresh_from_db()
    version.refresh_from_db()
    assert following.audience_text == "department in (Paint, Assembly)"
    assert (following.status, version.decision) == (Status.DRAFT, Decision.VOIDED)
    again = review.submit_for_review(following.pk, by=author)
    with pytest.raises(RuleBroken, match="You wrote part of this"):
        review.approve_campaign(following.pk, again.number, again.content_hash, by=other)


def test_an_approved_campaign_keeps_its_people(
    author: Actor, reviewer: Actor, following: Campaign, paint: Segment
) -> None:
    version = review.submit_for_review(following.pk, by=author)
    version = review.approve_campaign(following.pk, version.number, version.content_hash, by=reviewer)

    change_segment(paint, Draft("Painters", "department = Nowhere"), by=author)

    following.refresh_from_db()
    assert (following.status, following.audience_text) == (Status.APPROVED, "department = Paint")
    assert not uses_of(author, paint.pk)[0].follows
    assert Snapshot.objects.get(segment=paint).people == version.audience_count == 20


def test_a_rule_edited_by_hand_parts_from_its_segment(amara: Person, following: Campaign) -> None:
    sent = {"segment": following.segment_id, "holdout_percent": "0", "expected_percent": "30", "balance": ""}
    client, url = signed_in(amara), f"/campaigns/{following.pk}/audience/"

    client.post(url, {**sent, "audience_text": following.audience_text})
    following.refresh_from_db()
    assert following.segment_id is not None

    answer = client.post(
        url, {**sent, "audience_text": "department = Assembly"}, headers={"HX-Request": "true"}
    )
    following.refresh_from_db()
    assert (following.segment_id, following.audience_text) == (None, "department = Assembly")
    page = answer.content.decode()
    assert 'name="segment"' in page  # the choice on the page moves along
    assert "Held out by chance" in page  # what was counted anew says as much as before
