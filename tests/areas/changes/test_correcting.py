"""What was published is corrected or taken back in the open, whatever another screen still shows."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from tests.areas.changes.conftest import WORDS
from tests.conftest import acting, signed_in

from allaboard.areas.changes.models import Change, Revision
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.queries.changes import open_promises, told_to_me, visible_to
from allaboard.areas.changes.services import (
    Words,
    correct_change,
    delete_draft,
    draft_change,
    publish_change,
    rewrite_draft,
    withdraw_change,
)
from allaboard.areas.listening.today import cards
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


def test_what_everyone_may_read_is_not_hidden_by_a_correction(draft, amara, chidi):
    publish_change(draft, acting(amara))
    draft.refresh_from_db()

    with pytest.raises(RuleBroken, match="Take it back instead"):
        correct_change(draft, replace(WORDS, is_public=False), "Too early.", acting(amara))
    assert list(visible_to(acting(chidi))) == [draft]

    client, there = signed_in(amara), f"/changes/{draft.pk}/correct/"
    box = BeautifulSoup(client.get(there).content, "html.parser").find("input", {"name": "is_public"})
    assert box.has_attr("checked")
    assert box.has_attr("disabled")
    sent = {"you_said": "Swaps", "kind": "did", "we_did": "Two boards", "reason": "There are two."}
    assert client.post(there, sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.we_did, draft.is_public) == ("Two boards", True)


def test_a_draft_changed_since_it_was_looked_at_is_not_published_unread(draft, amara):
    client, preview = signed_in(amara), f"/changes/{draft.pk}/preview/"

    def publish():
        page = BeautifulSoup(seen, "html.parser")
        fields = {field["name"]: field["value"] for field in page.select("form[action$='/publish/'] input")}
        return client.post(f"/changes/{draft.pk}/publish/", {"seen": fields["seen"]})

    seen = client.get(preview).content
    rewrite_draft(draft, replace(WORDS, we_did="Nothing at all."), Origin(), acting(amara))
    assert publish().status_code == 422
    assert not Change.objects.exclude(status="draft").exists()

    seen = client.get(preview).content
    assert publish().status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.we_did) == ("published", "Nothing at all.")


@pytest.mark.parametrize("blank", ["you_said", "we_did"])
def test_blanks_are_no_words(draft, amara, blank):
    with pytest.raises(RuleBroken, match="what became of it"):
        rewrite_draft(draft, replace(WORDS, **{blank: "  "}), Origin(), acting(amara))
    draft.refresh_from_db()
    assert draft.we_did == WORDS.we_did


def test_without_the_survey_nobody_was_promised_to_hear(draft, amara):
    assert draft.due_on is not None

    rewrite_draft(draft, WORDS, Origin(), acting(amara))

    draft.refresh_from_db()
    assert draft.due_on is None
    assert not open_promises(acting(amara)).exists()


def test_people_are_owed_an_answer_again_when_all_that_was_told_is_taken_back(draft, wave, theme, amara):
    other = draft_change(WORDS, Origin(theme_id=theme.pk), acting(amara))
    for change in (draft, other):
        publish_change(change, acting(amara))

    def told_on():
        wave.refresh_from_db()
        return wave.told_on

    withdraw_change(draft, "It does not work yet.", acting(amara))
    assert told_on() == timezone.localdate()
    withdraw_change(other, "Neither does this.", acting(amara))
    assert told_on() is None
    assert any(wave.title in card.title for card in cards(acting(amara)))
