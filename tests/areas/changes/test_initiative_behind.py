"""A change tells for the initiative behind it, as far as one is known."""

from tests.areas.changes.conftest import WORDS, told_of
from tests.conftest import acting

from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin, as_it_stands
from allaboard.areas.changes.queries.chain import chain_of
from allaboard.areas.changes.services import (
    draft_change,
    publish_change,
)
from allaboard.areas.initiatives.facade import start_initiative
from allaboard.areas.listening.facade import link_theme
from allaboard.areas.listening.models import Theme


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

    shown = {link.label: link.text for link in chain_of(acting(amara), as_it_stands(acting(amara), draft))}
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
