"""The sample company's people: the same from the same seed, and with the planted differences."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allaboard.project.sample.company.seats import CAST, layout_of
from allaboard.project.sample.company.staff import USUAL_SEED, Worker, workers
from allaboard.project.sample.listening import voices
from allaboard.project.sample.rows.directory import language_of

TODAY = date(2026, 11, 20)


def company(people: int = 240, seed: int = 1) -> list[Worker]:
    return list(workers(people, seed, TODAY))


def test_the_same_seed_gives_the_same_company():
    assert company(seed=7) == company(seed=7)
    assert company(seed=7) != company(seed=8)


@given(st.one_of(st.integers(1, 240), st.integers(241, 3000)), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_it_has_the_size_asked_for_and_one_root(people, seed):
    staff = company(people, seed)
    present = [worker for worker in staff if worker.termination_date is None]

    assert len(present) == people
    assert [worker.number for worker in staff if worker.manager_number is None] == [0]
    assert [worker.number for worker in staff] == list(range(len(staff)))
    assert all(worker.manager_number < worker.number for worker in staff[1:])
    assert len({worker.email for worker in staff}) == len(staff)


@pytest.mark.parametrize("people", [9, 60, 2000])
def test_nobody_leaves_before_being_hired_or_moves_outside_the_employment(people):
    for worker in company(people):
        end = worker.termination_date or TODAY
        assert worker.hire_date < end
        assert all(worker.hire_date < move.moved_on < end for move in worker.moves)


@pytest.mark.parametrize("seed", [USUAL_SEED, 1, 2, 3])
def test_some_are_new_in_sales_as_in_the_first_rule_that_a_reader_tries(seed):
    new = [
        worker
        for worker in company(seed=seed)
        if worker.department == "Sales"
        and not worker.termination_date
        and (TODAY - worker.hire_date).days < 365
    ]

    assert 3 <= len(new) <= 10


def test_nights_leave_twice_as_often_as_planted():
    staff = company(20_000)
    present = Counter(worker.shift == "Night" for worker in staff if worker.termination_date is None)
    left = Counter(worker.shift == "Night" for worker in staff if worker.termination_date is not None)

    ratio = (left[True] / present[True]) / (left[False] / present[False])
    assert 1.8 < ratio < 2.2


def test_the_cast_is_there_at_the_default_size():
    names = {
        (worker.given_name, worker.family_name) for worker in company() if worker.termination_date is None
    }

    assert set(CAST.values()) <= names


@given(st.one_of(st.integers(1, 240), st.integers(241, 3000)), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_the_cast_is_known_by_number_at_any_size(people, seed):
    staff, layout = company(people, seed), layout_of(people)

    found = {
        (staff[number].department, staff[number].given_name, staff[number].family_name)
        for number in layout.numbers.values()
    }

    assert found == {("Management", "Eleanor", "Hart")} | {
        (place, *name) for (place, _index), name in layout.cast.items()
    }


def test_comments_have_the_planted_shares():
    import random

    chance = random.Random(3)
    days = Counter(voices.comment(chance, night=False)[0] for _ in range(20_000))

    total = sum(theme.share for theme in voices.THEMES)
    for theme in voices.THEMES:
        assert abs(days[theme.key] / 20_000 - theme.share / total) < 0.015


def test_those_whom_a_reader_meets_are_written_to_in_the_language_the_product_begins_in():
    staff = company()
    cast = [worker for worker in staff if worker.number in layout_of(240).numbers.values()]

    assert {language_of(worker) for worker in cast} == {"en"}
    assert {language_of(worker) for worker in staff} == {"de", "en", "es"}
