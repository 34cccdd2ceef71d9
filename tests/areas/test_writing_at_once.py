"""Two people save the same form in the same instant: the second sees what the first has written."""

import pytest
from tests.areas.campaigns.test_writing_together import drawn
from tests.at_once import at_once
from tests.conftest import acting, signed_in

from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.services import drafts, steps
from allaboard.areas.changes.models import Change
from allaboard.areas.initiatives.models import Initiative


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_the_second_is_asked(amara):
    campaign = drafts.start_campaign("Swap board", by=acting(amara), goal="Old", outcome="use the board")
    words = {"kind": "tell", "subject": "Old", "body": "Old", "channels": ["inbox"]}
    step = steps.add_step(campaign.pk, words, by=acting(amara))
    initiative = Initiative.objects.create(title="Swaps", problem="Old", owner=amara)
    change = Change.objects.create(kind="did", you_said="Swaps", we_did="Old", created_by=amara)
    pages = [
        (campaign, f"/campaigns/{campaign.pk}/goal/", "goal", Campaign),
        (campaign, f"/campaigns/{campaign.pk}/steps/{step.pk}/", "body", Step),
        (initiative, f"/initiatives/{initiative.pk}/edit/problem/", "problem", Initiative),
        (change, f"/changes/{change.pk}/edit/", "we_did", Change),
    ]
    for row, page, field, model in pages:
        browser = signed_in(amara)
        mine = drawn(browser, page)
        answers = at_once(
            row,
            *(
                lambda words=words: signed_in(amara).post(page, mine | {field: words})  # noqa: B023
                for words in ("First words", "Second words")
            ),
        )
        assert sorted(answer.status_code for answer in answers) == [302, 422], page
        kept = model.objects.values_list(field, flat=True).get()
        refused = next(answer for answer in answers if answer.status_code == 422)
        assert f"“{kept}”" in refused.content.decode()
