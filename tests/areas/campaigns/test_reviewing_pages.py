"""What a reviewer finds: what waits, how to decide, and what was decided."""

import pytest
from django.urls import reverse
from tests.conftest import grant, make_person, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.services import drafts, review
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def page(name: str, *args: object) -> str:
    return reverse(f"campaigns:{name}", args=args)


def test_a_reviewer_sees_a_campaign_only_while_it_is_theirs_to_review(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    assert not visible_to(reviewer).exists()
    version = review.submit_for_review(draft.pk, by=author)
    assert list(visible_to(reviewer)) == [draft]
    drafts.change_campaign(draft.pk, {"goal": "Another goal"}, by=author)
    assert not visible_to(reviewer).exists()
    assert version.number == 1


def test_the_reviewer_decides_on_the_page(draft: Campaign, author: Actor, reviewer: Actor) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    client = signed_in(Person.objects.get(pk=reviewer.person_id))
    assert draft.title in client.get(page("reviews")).content.decode()
    shown = client.get(page("review", draft.pk, 1))
    fields = {name: field.initial for name, field in shown.context["form"].fields.items() if field.initial}
    stale = client.post(
        page("review", draft.pk, 1), {**fields, "read_hash": "0" * 64, "decision": "approved"}
    )
    assert stale.status_code == 422
    done = client.post(page("review", draft.pk, 1), {**fields, "decision": "approved"})
    assert done.status_code == 302
    version.refresh_from_db()
    assert version.seal


def test_the_campaigns_page_leads_to_the_review_whoever_has_to_decide_and_nobody_else(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    review.submit_for_review(draft.pk, by=author)
    address = f'class="button button--main" href="{page("review", draft.pk, 1)}"'
    pages = {
        who: signed_in(Person.objects.get(pk=who.person_id)).get(page("detail", draft.pk)).content.decode()
        for who in (author, reviewer)
    }

    assert address in pages[reviewer]
    assert address not in pages[author]


def test_a_reviewer_who_comes_second_is_told_and_not_sent_into_nothing(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    second = signed_in(grant(make_person("Mei"), Role.REVIEWER))
    assert second.get(page("review", draft.pk, 1)).status_code == 200
    review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)

    told = second.post(page("review", draft.pk, 1), {"decision": "approved"}, follow=True)

    assert told.redirect_chain == [(page("reviews"), 302)]
    assert "Somebody else may have decided." in told.content.decode()
    assert second.get(page("review", draft.pk, 1)).status_code == 404


def test_a_reviewer_finds_what_was_reviewed_and_the_way_back(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    number = review.submit_for_review(draft.pk, by=author).number
    other = signed_in(grant(make_person("Mei"), Role.REVIEWER))
    client, address = (
        signed_in(Person.objects.get(pk=reviewer.person_id)),
        f"/campaigns/{draft.pk}/review/{number}/",
    )
    assert "Reviewed by you" not in client.get("/campaigns/reviews/").content.decode()
    version = draft.versions.get()
    review.approve_campaign(draft.pk, number, version.content_hash, by=reviewer)

    page = client.get("/campaigns/reviews/").content.decode()
    assert "Reviewed by you" in page
    assert address in page
    assert draft.title not in other.get("/campaigns/reviews/").content.decode()
    for opened in (address, f"/campaigns/{draft.pk}/"):
        shown = client.get(opened).content.decode()
        assert 'href="/campaigns/reviews/"' in shown.split("<main")[1]
        assert 'href="/campaigns/"' not in shown


def test_who_sent_it_is_not_asked_to_decide(draft: Campaign, author: Actor) -> None:
    draft.editor_ids = []  # as when they wrote it before they were in the directory
    draft.save()
    review.submit_for_review(draft.pk, by=author)
    sender = signed_in(Person.objects.get(pk=author.person_id))

    assert "someone who wrote none of it" in sender.get(page("review", draft.pk, 1)).content.decode()
    assert not sender.get(page("review", draft.pk, 1)).context["may_decide"]
