"""A change reaches exactly the people who were asked."""

import pytest
from django.utils import timezone
from tests.areas.changes.conftest import WORDS, told_of
from tests.conftest import acting, make_person

from allaboard.areas.changes.models import Change, Told
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.queries.changes import proof_of, told_to_me, visible_to
from allaboard.areas.changes.services import (
    Words,
    draft_change,
    publish_change,
    remove_sample,
)
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.listening.models import Wave
from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.delivery.facade import run_due, state_queryset


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
