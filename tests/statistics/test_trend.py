"""Changes between waves, and which of many differences hold up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from allaboard.statistics.trend import (
    Sample,
    holm,
    mean_change,
    mean_interval,
    score_interval,
    share_change,
    share_difference_p,
)


def test_newcombes_published_example():
    change = share_change(48, 80, 56, 70)  # Newcombe 1998, table II: 56/70 less 48/80

    assert change.difference == pytest.approx(0.2)
    assert change.interval.low == pytest.approx(0.0524, abs=0.0002)
    assert change.interval.high == pytest.approx(0.3339, abs=0.0002)
    assert change.holds


def test_the_difference_of_shares_agrees_with_another_library():
    _z, p = proportions_ztest([30, 45], [100, 90])

    assert share_difference_p(30, 100, 45, 90) == pytest.approx(p)


def test_nothing_differs_when_everyone_agrees():
    assert share_difference_p(10, 10, 20, 20) == 1.0


@given(st.lists(st.floats(0, 1), max_size=40))
def test_what_holds_up_agrees_with_another_library(p_values):
    expected = multipletests(p_values, method="holm")[0].tolist() if p_values else []

    assert sum(holm(p_values)) == sum(expected)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_turning_time_round_turns_the_change_round(old, old_rest, new, new_rest):
    there = share_change(old, old + old_rest, new, new + new_rest)
    back = share_change(new, new + new_rest, old, old + old_rest)

    assert there.interval.low <= there.difference <= there.interval.high
    assert back.interval.low == pytest.approx(-there.interval.high)


def test_means_are_compared_with_their_spread():
    steady = Sample(4, 200.0, 4 * 2500.0)
    spread = Sample(4, 240.0, 40**2 + 50**2 + 70**2 + 80**2)

    assert mean_interval(steady).low == mean_interval(steady).high == 50
    assert spread.variance == pytest.approx(333.33, abs=0.01)
    assert mean_change(steady, spread).difference == pytest.approx(10)
    assert not mean_change(steady, spread).holds


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60))
def test_the_interval_of_a_score_has_width_and_stays_on_the_scale(scores):
    sample = Sample(len(scores), sum(scores), sum(score**2 for score in scores))
    interval = score_interval(sample, 0, 100)

    assert 0 <= interval.low <= sample.mean + 1e-9
    assert sample.mean - 1e-9 <= interval.high <= 100
    assert interval.high - interval.low > 1


def test_the_interval_of_a_score_worked_by_hand():
    """Five scores of 75 with 0 and 100 beside them: mean 67.86, standard deviation 31.34, error 11.85."""
    interval = score_interval(Sample(5, 375, 5 * 75**2), 0, 100)

    assert interval.low == pytest.approx(67.857 - 1.96 * 11.845, abs=0.01)
    assert interval.high == pytest.approx(67.857 + 1.96 * 11.845, abs=0.01)
