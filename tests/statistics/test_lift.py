"""Lift: the published examples, and what must hold for any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.statistics.lift import Arms, lift_between, newcombe_lift, stratified_lift
from allaboard.statistics.told import Told

# Newcombe (1998), Table II, method 10.
PUBLISHED = [
    (Arms(56, 70, 48, 80), 0.0524, 0.3339),
    (Arms(9, 10, 3, 10), 0.1705, 0.8090),
    (Arms(6, 7, 2, 7), 0.0582, 0.8062),
    (Arms(5, 56, 0, 29), -0.0381, 0.1926),
    (Arms(0, 10, 0, 20), -0.1611, 0.2775),
    (Arms(0, 10, 0, 10), -0.2775, 0.2775),
    (Arms(10, 10, 0, 20), 0.6791, 1.0000),
    (Arms(10, 10, 0, 10), 0.6075, 1.0000),
]


@st.composite
def arms(draw: st.DrawFn) -> Arms:
    treated, holdout = draw(st.integers(1, 500)), draw(st.integers(1, 500))
    return Arms(draw(st.integers(0, treated)), treated, draw(st.integers(0, holdout)), holdout)


@pytest.mark.parametrize(("counts", "low", "high"), PUBLISHED)
def test_the_interval_is_newcombes(counts: Arms, low: float, high: float) -> None:
    interval = newcombe_lift(counts).interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(arms())
def test_the_interval_holds_the_difference_and_stays_possible(counts: Arms) -> None:
    lift = newcombe_lift(counts)
    assert -1 <= lift.interval.low <= lift.difference + 1e-12
    assert lift.difference - 1e-12 <= lift.interval.high <= 1


@given(arms())
def test_one_stratum_changes_nothing(counts: Arms) -> None:
    plain, stratified = newcombe_lift(counts), stratified_lift([counts])
    assert stratified.difference == pytest.approx(plain.difference, abs=1e-9)
    assert stratified.interval.low == pytest.approx(plain.interval.low, abs=1e-9)
    assert stratified.interval.high == pytest.approx(plain.interval.high, abs=1e-9)


@given(arms(), st.integers(0, 5), st.integers(0, 5))
def test_the_interval_of_ranges_holds_that_of_each_pair_of_counts(
    counts: Arms, more: int, fewer: int
) -> None:
    treated = Told(counts.treated, counts.treated_acted, min(counts.treated, counts.treated_acted + more))
    holdout = Told(counts.holdout, max(0, counts.holdout_acted - fewer), counts.holdout_acted)
    between = lift_between(treated, holdout).interval

    for acted in range(treated.fewest, treated.most + 1):
        for held_acted in range(holdout.fewest, holdout.most + 1):
            one = newcombe_lift(Arms(acted, treated.of, held_acted, holdout.of)).interval
            assert between.low - 1e-12 <= one.low
            assert one.high <= between.high + 1e-12


@given(arms())
def test_between_exact_counts_lies_what_they_differ_by(counts: Arms) -> None:
    treated = Told(counts.treated, counts.treated_acted, counts.treated_acted)
    holdout = Told(counts.holdout, counts.holdout_acted, counts.holdout_acted)

    assert lift_between(treated, holdout).difference == pytest.approx(newcombe_lift(counts).difference)
    assert lift_between(treated, holdout).interval == newcombe_lift(counts).interval


def test_strata_keep_a_lopsided_draw_from_posing_as_an_effect() -> None:
    office, plant = Arms(81, 90, 9, 10), Arms(1, 10, 9, 90)  # 90 % and 10 % act, told or not
    assert newcombe_lift(Arms(82, 100, 18, 100)).difference == pytest.approx(0.64)
    lift = stratified_lift([office, plant])
    assert lift.difference == pytest.approx(0.0)
    assert lift.interval.low < 0 < lift.interval.high


def test_counts_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="6 of 5"):
        Arms(6, 5, 0, 5)
    with pytest.raises(ValueError, match="at least one stratum"):
        stratified_lift([])
