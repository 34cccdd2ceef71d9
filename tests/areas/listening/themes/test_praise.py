"""Praise is told from what should change, and people are thanked for it once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.conftest import signed_in

from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, delete_draft, draft_change
from allaboard.areas.listening import today
from allaboard.areas.listening.models import Comment, Survey, Theme, Wave
from allaboard.areas.listening.queries.themes import themes_of
from allaboard.areas.listening.services.themes import start_initiative_from
from allaboard.areas.listening.themes.praise import is_of_praise, praises

PRAISE = [
    "Great team, we help each other.",
    "Mein Chef ist super, danke!",
    "La jefa es muy amable.",
    "Merci, équipe sympa.",
]
WISHES = [
    "A good plan would be great.",
    "The good dishes aren't there at night.",
    "Das wäre toll.",
    "Sería genial tener un plan.",
    "Ce n’est pas génial.",
    "Swapping a shift takes days.",
]


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_known_in_four_languages(text):
    assert praises(text)
    assert praises(text.upper())


@pytest.mark.parametrize("text", WISHES)
def test_what_is_wished_for_or_denied_is_no_praise(text):
    assert not praises(text)


def test_a_theme_is_praise_where_a_third_of_it_praises_or_it_was_asked_for():
    plain, warm = ("change_first", WISHES[-1]), ("change_first", PRAISE[0])

    assert is_of_praise([warm, plain, plain])
    assert not is_of_praise([warm, plain, plain, plain])
    assert is_of_praise([("works_well", "The canteen.")])
    assert not is_of_praise([])


@pytest.fixture
def heard(amara):
    """A closed run with a theme of praise and one of what should change, each of ten comments."""
    days = {"opens_on": date(2026, 4, 1), "closes_on": date(2026, 4, 14), "closed_on": date(2026, 4, 14)}
    wave = Wave.objects.create(
        survey=Survey.objects.create(title="Pulse"), title="April pulse", stage="closed", **days,
        questions=[], attributes=[], plan={"minimum": 5, "groups": []}, invited=30, answered=20, smallest_group=20, told_on=date(2026, 5, 1),
    )  # fmt: skip
    themes = [Theme.objects.create(wave=wave, title=title) for title in ("Good leads", "Shift swaps")]
    Comment.objects.bulk_create(
        Comment(wave=wave, question="change_first", text=text, theme=theme)
        for theme, text in zip(themes, (PRAISE[0], WISHES[-1]), strict=True)
        for _number in range(10)
    )
    return themes


def offered(hr):
    return {card.title: card.action for card in today.cards(hr)}


def test_today_starts_initiatives_from_what_should_change_and_thanks_for_praise(heard, hr):
    praise, complaint = heard
    assert offered(hr) == {complaint.title: "Start initiative"}

    start_initiative_from(complaint, by=hr)
    assert offered(hr) == {praise.title: "Say thank you"}

    draft = draft_change(Words("did", "Good leads", "Thank you"), Origin(theme_id=praise.pk), hr)
    assert offered(hr) == {}
    delete_draft(draft, hr)
    assert offered(hr) == {praise.title: "Say thank you"}


def test_what_was_answered_without_an_initiative_waits_for_none(heard, hr):
    praise, complaint = heard
    draft_change(Words("did_not", "Swaps", "Not this year"), Origin(theme_id=complaint.pk), hr)

    assert offered(hr) == {praise.title: "Say thank you"}


def test_the_pages_of_themes_offer_the_same_and_lead_to_words_that_rest_on_the_theme(heard, hr, amara):
    praise, complaint = heard
    client, results = signed_in(amara), reverse("listening:results", args=[praise.wave_id])
    write = f"{reverse('changes:write')}?theme={praise.pk}"
    assert f"Start an initiative from “{complaint.title}”" in client.get(results).content.decode()

    start_initiative_from(complaint, by=hr)

    assert f"Say thank you for “{praise.title}”" in client.get(results).content.decode()
    page = client.get(reverse("listening:theme", args=[praise.pk])).content.decode()
    assert f'class="button button--main" href="{write}"' in page
    assert f'<option value="{praise.pk}" selected>' in client.get(write).content.decode()


def test_programs_are_told_what_is_praise(heard, amara):
    client, there = signed_in(amara), f"/api/v1/surveys/waves/{heard[0].wave_id}/themes"
    told = {one["title"]: (one["is_praise"], one["quotes"]) for one in client.get(there).json()}
    assert told == {"Good leads": (True, PRAISE[:1]), "Shift swaps": (False, WISHES[-1:])}


def test_more_themes_ask_the_database_no_more(heard, hr):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            themes_of(wave)
        return len(asked)

    wave = heard[0].wave
    before = questions()
    for number in range(3):
        theme = Theme.objects.create(wave=wave, title=f"More {number}")
        Comment.objects.create(wave=wave, question="change_first", text="Lunch is cold", theme=theme)

    assert len(themes_of(wave)) == 5
    assert questions() == before
