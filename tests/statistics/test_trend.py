"""Changes between waves, and which of many differences hold up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

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


@settings(max_examples=25)  # the other library takes its time
@given(st.lists(st.floats(0, 1), max_size=40))
def test_what_holds_up_agrees_with_another_library(p_values):
    expected = multipletests(p_values, method="holm")[0].tolist() if p_values else []

    assert holm(p_values) == expected


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


@pytest.mark.parametrize("counts", [(0, 0, 1, 2), (3, 2, 1, 2), (1, 2, -1, 2), (1, 2, 0, 0)])
def test_shares_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match="not a share"):
        share_change(*counts)
    with pytest.raises(ValueError, match="not a share"):
        share_difference_p(*counts)


def test_no_answers_have_no_mean():
    nobody, one = Sample(0, 0, 0), Sample(1, 50, 2500)

    for broken in (
        lambda: mean_interval(nobody),
        lambda: mean_change(nobody, one),
        lambda: mean_change(one, nobody),
    ):
        with pytest.raises(ValueError, match="at least one answer"):
            broken()
    assert mean_interval(one).low == mean_interval(one).high == 50
    assert one.variance == 0


def test_all_alike_have_no_variance_and_do_not_change():
    alike = Sample(7, 7 * 0.1, 7 * 0.1**2)

    assert alike.variance == pytest.approx(0, abs=1e-15)
    assert mean_change(alike, alike).difference == 0
    assert not mean_change(alike, alike).holds


@given(
    st.lists(st.floats(0, 100), min_size=2, max_size=50), st.lists(st.floats(0, 100), min_size=2, max_size=50)
)
def test_a_change_of_means_agrees_with_another_library(old, new):
    samples = [Sample(len(one), sum(one), sum(score**2 for score in one)) for one in (old, new)]
    found = mean_change(*samples)
    low, high = CompareMeans(DescrStatsW(new), DescrStatsW(old)).zconfint_diff(usevar="unequal")

    assert found.difference == pytest.approx(sum(new) / len(new) - sum(old) / len(old), abs=1e-9)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize("p", [float("nan"), -0.1, 1.1])
def test_what_is_no_chance_is_refused(p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.01, p])
