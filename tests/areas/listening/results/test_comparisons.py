"""Groups side by side: what has moved is told only where it gives nobody away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.results import comparisons, pictures
from allaboard.areas.listening.results.comparisons import Wanted
from allaboard.areas.listening.results.exports import rows_of
from allaboard.areas.listening.rules import may_show_comments
from allaboard.areas.listening.services.waves import close_wave
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.people.models import Person


def run(survey, by, said):
    """One wave from launch to close."""
    wave = launched(survey, by)
    answer_all(wave, said)
    close_wave(wave, by=by)
    return results_of(SYSTEM, Wave.objects.get(pk=wave.pk))


@pytest.fixture
def two_waves(pulse, company, hr):
    """Plant turns from half to three in four; everyone in Support says the same, first no and then yes."""
    Person.objects.bulk_create(
        Person(given_name=f"Plant{n}", email=f"plant.{n}@example.test", department="Plant") for n in range(32)
    )
    run(pulse, hr, lambda one: _said(one, of_four=2))
    return run(pulse, hr, lambda one: _said(one, of_four=3))


def _said(person, of_four):
    if person.department == "Sales":
        return HAPPY if person.pk % 5 < 3 else SAD
    if person.department == "Plant":
        return HAPPY if person.pk % 4 < of_four else SAD
    return SAD if of_four == 2 else HAPPY


def labels(figures, key):
    drawn = comparisons.changes_by_group(figures, Wanted(moved=key))
    return {point.label: point for point in drawn.rows}


def test_a_group_shows_how_far_it_moved_with_the_range(two_waves):
    plant = labels(two_waves, "plan_week")["Plant"]

    assert (plant.value, plant.suppressed) == (25, False)
    assert plant.low < 25 < plant.high


def test_a_change_never_tells_what_a_range_hides(two_waves):
    """Support is told as 0–20 % and 80–100 %: 100 points would say that all said the same."""
    rows = labels(two_waves, "plan_week")

    assert set(rows) == {"Everyone", "Plant"}  # Sales neither: the total less both would tell the rest
    assert comparisons.not_compared(two_waves, Wanted(moved="plan_week")) == [
        "Sales",
        "Support",
        "Human Resources + Labs",
    ]


def test_pages_and_files_tell_ranges_where_subtraction_would_tell_more(two_waves):
    heat = comparisons.heat_map(two_waves, Wanted(sort="plan_week"))
    shown = {row.label.split(" ·")[0]: row.cells[0].text for row in heat.rows}
    in_file = {row[1]: row[6:9] for row in rows_of(two_waves) if row[4] == "I can plan my week."}

    assert shown["Everyone"] == "77"  # of 69: told exactly
    assert (shown["Support"], shown["Sales"], shown["Plant"]) == ("80–100", "20–80", "75")
    assert in_file["Support"] == ("80–100 %", "", "")
    assert in_file["Sales"] == ("20–80 %", "", "")


def test_a_mark_says_no_more_than_the_range(pulse, company, hr):
    """Five of five would differ from the rest where four of five does not: the mark is that of four."""
    labs = [one.pk for one in company if one.department == "Labs"]
    figures = run(pulse, hr, lambda one: HAPPY if one.pk in labs or one.pk % 3 == 0 else SAD)
    one_less = run(
        pulse,
        hr,
        lambda one: HAPPY if one.pk in labs[1:] or (one.pk % 3 == 0 and one.pk not in labs) else SAD,
    )

    def marks(found):
        return {group.label: [q.differs for q in group.questions] for group in found.groups}

    assert marks(figures)["Human Resources + Labs"] == marks(one_less)["Human Resources + Labs"]


def test_the_range_of_a_score_is_told_in_a_small_run(pulse, company, hr):
    figures = run(
        pulse, hr, lambda one: HAPPY | {"plan_week": ["5"]} if one.department == "Support" else None
    )
    wave = Wave.objects.last()
    words = [(one.value, one.note) for one in pictures.headlines(wave, figures)]

    assert figures.total.answered == 12
    assert words[1:3] == [("80–100", "of 100"), ("+60 to +100", "")]


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
    assert by_size.rows[1].label.startswith("Plant")


@given(st.integers(0, 30), st.integers(5, 20), st.integers(0, 9))
def test_comments_need_ten_answers_and_a_wave_that_shows_something(answered, minimum, smallest):
    assert may_show_comments(answered, minimum, smallest) == (
        answered >= 10 and answered >= minimum and smallest > 0
    )
