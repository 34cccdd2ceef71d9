"""Two people at the same campaign in the same instant."""

import pytest
from tests.at_once import at_once
from tests.conftest import acting, grant, make_person

from allaboard.areas.campaigns.models import Campaign, Version
from allaboard.areas.campaigns.services import drafts, launch, review
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.delivery.models import Delivery, Sending


@pytest.mark.django_db(transaction=True)
def test_a_campaign_is_submitted_approved_and_launched_once(draft, author, reviewer):
    second = acting(grant(make_person("Raul", department="Legal"), Role.REVIEWER))
    other = acting(grant(make_person("Cora", department="Press"), Role.COMMUNICATIONS))

    submits = at_once(
        draft, *(lambda by=by: review.submit_for_review(draft.pk, by=by) for by in (author, other))
    )
    version = Version.objects.get()
    decides = at_once(
        draft,
        *(
            lambda by=by: review.approve_campaign(draft.pk, version.number, version.content_hash, by=by)
            for by in (reviewer, second)
        ),
    )
    launches = at_once(
        draft, *(lambda by=by: launch.launch_campaign(draft.pk, by=by) for by in (author, other))
    )

    for outcomes in (submits, decides, launches):
        assert [type(each) for each in outcomes if isinstance(each, Exception)] == [RuleBroken]
    assert Campaign.objects.get().status == "running"
    for action in ("submitted", "approved", "launched"):
        assert Entry.objects.filter(action=f"campaign.{action}").count() == 1
    asked = Sending.objects.get(area="campaigns", object_ref=f"campaign:{draft.pk}", key__contains="step")
    assert Delivery.objects.filter(sending=asked).count() == asked.planned == 2 * 48


@pytest.mark.django_db(transaction=True)
def test_an_edit_at_the_instant_of_the_approval_is_refused_or_voids_it(draft, author, reviewer):
    version = review.submit_for_review(draft.pk, by=author)
    at_once(
        draft,
        lambda: review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer),
        lambda: drafts.change_campaign(draft.pk, {"goal": "Something else"}, by=author),
    )

    campaign = Campaign.objects.get()
    assert (campaign.status, campaign.goal) == ("draft", "Something else")
    with pytest.raises(RuleBroken):
        launch.launch_campaign(draft.pk, by=author)
