"""What was published is corrected or taken back in the open, whatever another screen still shows."""

import pytest
from tests.areas.changes.conftest import WORDS
from tests.conftest import acting

from allaboard.areas.changes.models import Change, Revision
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.queries.changes import told_to_me, visible_to
from allaboard.areas.changes.services import (
    Words,
    correct_change,
    delete_draft,
    publish_change,
    rewrite_draft,
    withdraw_change,
)
from allaboard.errors import NotFound, RuleBroken


def test_a_correction_keeps_the_old_words_and_the_reason(draft, amara):
    publish_change(draft, acting(amara))
    draft.refresh_from_db()

    correct_change(draft, Words("did", WORDS.you_said, "Two swap boards."), "There are two.", acting(amara))

    assert list(Revision.objects.values_list("we_did", "reason")) == [
        ("We made a swap board.", "There are two.")
    ]
    draft.refresh_from_db()
    assert draft.we_did == "Two swap boards."


def test_what_is_taken_back_stays_to_be_seen_with_its_reason(draft, asked, amara):
    publish_change(draft, acting(amara))
    draft.refresh_from_db()
    with pytest.raises(RuleBroken):
        withdraw_change(draft, " ", acting(amara))

    withdraw_change(draft, "The board does not work yet.", acting(amara))

    assert list(visible_to(acting(asked[0]))) == [draft]
    assert not told_to_me(acting(asked[0])).exists()
    with pytest.raises(RuleBroken):
        delete_draft(draft, acting(amara))


def test_a_draft_published_meanwhile_is_not_rewritten_into_a_draft(draft, amara):
    open_on_another_screen = Change.objects.get(pk=draft.pk)
    publish_change(draft, acting(amara))

    with pytest.raises(RuleBroken, match="published"):
        rewrite_draft(open_on_another_screen, WORDS, Origin(), acting(amara))
    with pytest.raises(RuleBroken, match="taken back, not deleted"):
        delete_draft(open_on_another_screen, acting(amara))

    draft.refresh_from_db()
    assert draft.status == "published"


def test_what_was_taken_back_meanwhile_stays_so(draft, amara):
    publish_change(draft, acting(amara))
    draft.refresh_from_db()
    open_on_another_screen = Change.objects.get(pk=draft.pk)
    withdraw_change(draft, "The board does not work yet.", acting(amara))

    with pytest.raises(RuleBroken, match="Only what is published"):
        correct_change(open_on_another_screen, WORDS, "There are two.", acting(amara))

    assert not Revision.objects.exists()
    draft.refresh_from_db()
    assert draft.status == "withdrawn"


def test_a_draft_deleted_meanwhile_is_gone(draft, amara):
    open_on_another_screen = Change.objects.get(pk=draft.pk)
    delete_draft(draft, acting(amara))

    with pytest.raises(NotFound):
        rewrite_draft(open_on_another_screen, WORDS, Origin(), acting(amara))
    assert not Change.objects.exists()
