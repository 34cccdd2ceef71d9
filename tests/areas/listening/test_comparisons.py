"""Groups side by side: what has moved is told only where it gives nobody away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched

from allaboard.areas.listening import comparisons
from allaboard.areas.listening.comparisons import Wanted
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.rules import is_band, may_show_comments, share_shown
from allaboard.areas.listening.services.waves import close_wave


def run(survey, by, said):
    """One wave from launch to close."""
    wave = launched(survey, by)
    answer_all(wave, said)
    close_wave(wave, by=by)
    return results_of(Wave.objects.get(pk=wave.pk))


@pytest.fixture
def two_waves(pulse, company, hr):
    """Sales turns from half to three in four; everyone in Support says the same, first no and then yes."""
    run(pulse, hr, lambda one: _said(one, of_four=2))
    return run(pulse, hr, lambda one: _said(one, of_four=3))


def _said(person, of_four):
    if person.department == "Sales":
        return HAPPY if person.pk % 4 < of_four else SAD
    return SAD if of_four == 2 else HAPPY


def labels(figures, key):
    drawn = comparisons.changes_by_group(figures, Wanted(moved=key))
    return {point.label: point for point in drawn.rows}


def test_a_group_shows_how_far_it_moved_with_the_range(two_waves):
    sales = labels(two_waves, "plan_week")["Sales"]

    assert (sales.value, sales.suppressed) == (25, False)
    assert sales.low < 25 < sales.high


def test_a_change_never_tells_what_a_band_hides(two_waves):
    """Support is told as “under 20 %” and “over 80 %”: 100 points would say that all said the same."""
    rows = labels(two_waves, "plan_week")
    others = [point for label, point in rows.items() if "Support" in label]

    assert others
    assert all(point.suppressed and point.text == "" for point in others)
    assert "Sales" in rows


def test_a_group_made_of_other_parts_last_time_is_not_compared(pulse, company, hr):
    """Labs is part of another group the second time, because Support is gone."""
    run(pulse, hr, lambda one: _said(one, of_four=2))
    for person in company:
        if person.department == "Support":
            person.active = False
            person.status = "terminated"
            person.save()
    figures = run(pulse, hr, lambda one: _said(one, of_four=3))

    assert all(
        question.change is None
        for group in figures.groups
        if "Labs" in group.label
        for question in group.questions
    )


def test_rows_come_sorted_by_the_question_that_is_asked_for(two_waves):
    heat = comparisons.heat_map(two_waves, Wanted(sort="plan_week"))
    by_size = comparisons.heat_map(two_waves, Wanted())

    assert heat.sorted_by == [label for label, *_ in heat.headings()].index(heat.columns[heat.sorted_by])
    assert [row.label for row in heat.rows][1:] == sorted(
        [row.label for row in heat.rows][1:], key=lambda label: "Sales" not in label
    )
    assert by_size.rows[1].label.startswith("Sales")


@given(st.floats(0, 1), st.integers(1, 60))
def test_a_band_is_exactly_what_is_told_in_words(share, answers):
    assert is_band(share, answers) == (not share_shown(share, answers)[0].isdigit())


@given(st.integers(0, 30), st.integers(5, 20), st.integers(0, 9))
def test_comments_need_ten_answers_and_a_wave_that_shows_something(answered, minimum, smallest):
    assert may_show_comments(answered, minimum, smallest) == (
        answered >= 10 and answered >= minimum and smallest > 0
    )
