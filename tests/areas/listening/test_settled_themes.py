"""Themes depend on what was said, not on the order in which it was kept."""

import random
from datetime import date

import pytest
from tests.conftest import acting, grant, make_person

from allaboard.areas.listening.facade import Asked, ResultRow, Results, find_themes, import_results
from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.areas.listening.queries.themes import figures_of
from allaboard.areas.listening.services.editing import rename_theme
from allaboard.foundation.access.roles import Role

FIRST = Asked("change_first", "text", "What should we change first?", "Change first")
SUBJECTS = (
    "Swapping a shift takes {} days and the roster is late",
    "Lunch in the canteen costs {} euros and is cold",
    "The scanner crashed {} times this week",
    "Nobody answered my {} questions to HR",
    "Training for lead roles was cancelled {} times",
)


@pytest.fixture
def hr(db):
    return acting(grant(make_person("Hanna"), Role.HR_GENERALIST))


def found_in(title, rows, hr):
    results = Results(title, (FIRST,), (("shift", "Shift"),), date(2026, 5, 1), date(2026, 5, 9), rows)
    wave = import_results(results, by=hr, survey_title=title)
    find_themes(wave, by=hr)
    themes = Theme.objects.filter(wave=wave).order_by("pk")
    return [
        (
            theme.title,
            theme.words,
            sorted(theme.comments.values_list("text", flat=True)),
            figures_of(theme).quotes,
        )
        for theme in themes
    ]


def test_the_same_comments_give_the_same_themes_counts_and_quotes_however_they_were_kept(hr):
    rows = [
        ResultRow(("Day",), {}, {"change_first": SUBJECTS[n % 5].format(n)}) for n in range(140) if n % 7 != 3
    ]
    first = found_in("First", rows, hr)

    for title in ("Second", "Third"):
        random.Random(title).shuffle(rows)
        assert found_in(title, rows, hr) == first
    assert len(first) >= 4
    assert sum(len(texts) for _title, _words, texts, _quotes in first) == len(rows)


def test_a_theme_that_is_kept_keeps_its_share_of_what_was_said_before(hr):
    def rows(subjects):
        return [
            ResultRow(("Day",), {}, {"change_first": SUBJECTS[number].format(n)})
            for n in range(20)
            for number in subjects
        ]

    def run(title, day, survey_id=None):
        results = Results(title, (FIRST,), (), day, day, rows((0, 1)))
        wave = import_results(results, by=hr, survey_id=survey_id, survey_title="Pulse")
        find_themes(wave, by=hr)
        return wave

    survey = Wave.objects.get(pk=run("May", date(2026, 5, 1))).survey_id
    wave = run("June", date(2026, 6, 1), survey)
    shifts = Comment.objects.filter(wave=wave, text__startswith="Swapping").first().theme
    assert shifts.earlier_comments == 20

    rename_theme(shifts, by=hr, title="Shift swaps")
    find_themes(wave, by=hr)

    found_anew = Theme.objects.filter(wave=wave).exclude(pk=shifts.pk)
    assert sum(theme.earlier_comments for theme in found_anew) == 20  # those about lunch
    assert {theme.earlier_total for theme in found_anew} == {40}
