"""A change reaches exactly the people who were asked, and its history stays."""

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from tests.areas.changes.conftest import WORDS
from tests.conftest import acting, make_person

from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change, Revision, Told
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.queries.chain import chain_of
from allaboard.areas.changes.queries.changes import proof_of, told_to_me, visible_to
from allaboard.areas.changes.services import (
    Words,
    correct_change,
    delete_draft,
    draft_change,
    publish_change,
    remove_sample,
    rewrite_draft,
    withdraw_change,
)
from allaboard.areas.initiatives.facade import start_initiative
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.listening.facade import link_theme
from allaboard.areas.listening.models import Theme, Wave
from allaboard.errors import NotAllowed, NotFound, RuleBroken
from allaboard.foundation.delivery.facade import run_due, state_queryset


def told_of(initiative_id: int) -> QuerySet[Change]:
    """Published changes that came of an initiative."""
    return Change.objects.filter(initiative_id=initiative_id, status=Status.PUBLISHED)


def test_counts_and_names_are_frozen_with_the_draft(draft, theme, wave):
    theme.comments.all().delete()
    Wave.objects.update(title="Renamed", answered=0)

    draft.refresh_from_db()
    assert (draft.theme_title, draft.theme_comments, draft.all_comments) == ("Shift swaps", 4, 10)
    assert (draft.wave_title, draft.asked, draft.answered) == ("April pulse", 12, 10)
    assert draft.initiative_title == "Shift swaps settled within a day"
    assert str(draft.due_on) == "2026-05-05"


def test_published_to_exactly_those_who_were_asked(draft, asked, amara, chidi):
    sent = publish_change(draft, acting(amara))
    run_due(100)

    told = set(state_queryset(sent.id).filter(state="sent").values_list("person_id", flat=True))
    assert told == {person.pk for person in asked}
    assert chidi.pk not in told
    draft.refresh_from_db()
    proof = proof_of(draft)
    assert (proof.asked, proof.delivered, proof.outside, proof.is_exact) == (12, 12, 0, True)


def test_one_who_left_is_counted_as_asked_and_not_as_told(draft, asked, amara):
    type(asked[0]).objects.filter(pk=asked[0].pk).update(active=False, employment_status="terminated")

    publish_change(draft, acting(amara))
    run_due(100)

    draft.refresh_from_db()
    proof = proof_of(draft)
    assert (proof.asked, proof.delivered) == (12, 11)


def test_publishing_twice_tells_once(draft, amara):
    first = publish_change(draft, acting(amara))
    second = publish_change(draft, acting(amara))

    assert first.id == second.id
    assert Told.objects.count() == 12


def test_publishing_is_noted_on_the_wave_and_on_the_ribbon(draft, amara, initiative_id):
    initiative = Initiative.objects.get(pk=initiative_id)
    assert {step.key: step.note for step in ribbon_of(acting(amara), initiative)}["told"] == "draft"

    publish_change(draft, acting(amara))

    assert Wave.objects.get().told_on == timezone.localdate()
    assert {step.key: step.state for step in ribbon_of(acting(amara), initiative)}["told"] == "done"
    assert [change.you_said for change in told_of(initiative_id)] == [WORDS.you_said]


def test_employees_can_neither_write_nor_publish(draft, chidi):
    with pytest.raises(NotAllowed):
        draft_change(WORDS, Origin(), acting(chidi))
    with pytest.raises(NotAllowed):
        publish_change(draft, acting(chidi))
    assert not Told.objects.exists()


def test_who_sees_what(draft, asked, amara, chidi):
    Change.objects.update(is_public=False)
    assert list(visible_to(acting(asked[0]))) == []  # a draft is nobody's business

    draft.refresh_from_db()
    publish_change(draft, acting(amara))

    assert list(visible_to(acting(asked[0]))) == [draft]
    assert list(visible_to(acting(chidi))) == []
    assert [change.pk for change in told_to_me(acting(asked[0]))] == [draft.pk]
    assert not told_to_me(acting(chidi)).exists()


def test_what_nobody_would_see_is_not_published(amara):
    hidden = draft_change(Words("did", "a", "b", is_public=False), Origin(), acting(amara))

    with pytest.raises(RuleBroken):
        publish_change(hidden, acting(amara))


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


def test_sample_rows_go_and_the_rest_stays(draft, theme, amara):
    sample = draft_change(WORDS, Origin(theme_id=theme.pk), acting(amara), is_sample=True)
    publish_change(sample, acting(amara))

    assert remove_sample() == 13  # the change and the twelve it was owed to
    assert list(Change.objects.all()) == [draft]


def test_a_campaign_or_nothing_behind_it_needs_no_wave(amara):
    alone = draft_change(WORDS, Origin(), acting(amara))
    make_person()

    assert publish_change(alone, acting(amara)) is None
    assert proof_of(alone) is None


def test_a_theme_linked_after_the_draft_is_linked_when_it_is_published(wave, amara, initiative_id):
    late = Theme.objects.create(wave=wave, title="Parking")
    draft = draft_change(WORDS, Origin(theme_id=late.pk), acting(amara))
    assert not told_of(initiative_id).exists()
    link_theme(late.pk, initiative_id, by=acting(amara))

    publish_change(draft, acting(amara))

    assert [change.pk for change in told_of(initiative_id)] == [draft.pk]
    draft.refresh_from_db()
    assert draft.initiative_title == "Shift swaps settled within a day"


def test_before_publishing_the_chain_shows_the_initiative_a_theme_was_given_since(wave, amara, initiative_id):
    late = Theme.objects.create(wave=wave, title="Parking")
    draft = draft_change(WORDS, Origin(theme_id=late.pk), acting(amara))
    assert "Decision" not in [link.label for link in chain_of(acting(amara), draft)]

    link_theme(late.pk, initiative_id, by=acting(amara))

    shown = {link.label: link.text for link in chain_of(acting(amara), Change.objects.get())}
    assert shown["Decision"] == "Shift swaps settled within a day"
    assert Change.objects.get().initiative_id is None  # looking changes nothing


def test_a_named_initiative_stays_when_the_theme_is_linked_to_another(draft, theme, amara, initiative_id):
    other = start_initiative("Another one", "", [], acting(amara))
    link_theme(theme.pk, other, by=acting(amara))

    publish_change(draft, acting(amara))

    assert not told_of(other).exists()
    assert [change.pk for change in told_of(initiative_id)] == [draft.pk]


def test_what_was_published_is_not_linked_in_silence(wave, amara, initiative_id):
    late = Theme.objects.create(wave=wave, title="Parking")
    draft = draft_change(WORDS, Origin(theme_id=late.pk), acting(amara))
    publish_change(draft, acting(amara))
    link_theme(late.pk, initiative_id, by=acting(amara))

    publish_change(draft, acting(amara))

    assert not told_of(initiative_id).exists()


def test_a_draft_whose_theme_is_gone_is_published_as_it_was(wave, amara):
    late = Theme.objects.create(wave=wave, title="Parking")
    draft = draft_change(WORDS, Origin(theme_id=late.pk), acting(amara))
    late.delete()

    publish_change(draft, acting(amara))

    published = Change.objects.get()
    assert (published.status, published.theme_title, published.initiative_id) == (
        "published",
        "Parking",
        None,
    )


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
