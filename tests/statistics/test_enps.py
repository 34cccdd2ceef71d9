"""The recommendation score and its interval."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.statistics.enps import net_recommendation, recommendation_change


def test_the_score_is_for_less_against():
    found = net_recommendation(50, 20, 100)

    assert found.score == 30
    # With 3 answers added: shares 50.75/103 and 20.75/103, so 29.1 less and plus 15.1 points.
    assert found.interval.low == pytest.approx(14.02, abs=0.05)
    assert found.interval.high == pytest.approx(44.24, abs=0.05)


def test_a_small_group_that_agrees_is_still_in_doubt():
    found = net_recommendation(5, 0, 5)

    assert found.score == 100
    assert found.interval.low < 60


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_the_score_lies_in_its_interval_and_swapping_sides_turns_it_round(up, down, neither):
    if up + down + neither == 0:
        return
    found, turned = (net_recommendation(*pair, up + down + neither) for pair in ((up, down), (down, up)))

    assert -100 <= found.interval.low <= found.score <= found.interval.high <= 100
    assert turned.score == pytest.approx(-found.score)
    assert turned.interval.low == pytest.approx(-found.interval.high)


@pytest.mark.parametrize("shares", [(0.5, 0.2), (0.3, 0.3), (0.8, 0.05), (0.1, 0.6), (0.95, 0.0)])
@pytest.mark.parametrize("people", [5, 10, 30])
def test_it_covers_the_truth_nearly_as_often_as_it_says(shares, people):
    """Every outcome of a small group by its exact chance; the plain formula covers 40 % in the last case with 10 people."""
    up, down = shares
    truth, covered = 100 * (up - down), 0.0
    for promoters in range(people + 1):
        for detractors in range(people + 1 - promoters):
            found = net_recommendation(promoters, detractors, people)
            if found.interval.low <= truth <= found.interval.high:
                covered += _chance(promoters, detractors, people, up, down)

    assert covered >= 0.91


def _chance(promoters: int, detractors: int, people: int, up: float, down: float) -> float:
    rest = people - promoters - detractors
    ways = comb(people, promoters) * comb(people - promoters, detractors)
    return ways * up**promoters * down**detractors * (1 - up - down) ** rest


def test_a_single_answer_is_told_with_all_its_doubt():
    found = net_recommendation(1, 0, 1)

    assert (found.score, found.interval.high) == (100, 100)
    assert found.interval.low < 0


@pytest.mark.parametrize("counts", [(1, 1, 1), (-1, 0, 5), (0, 0, 0)])
def test_counts_that_contradict_each_other_are_refused(counts):
    with pytest.raises(ValueError, match="not possible"):
        net_recommendation(*counts)


def test_the_change_has_the_doubt_of_both_scores():
    then, now = net_recommendation(30, 40, 100), net_recommendation(50, 20, 100)

    moved = recommendation_change(then, now)

    assert moved.difference == 40
    # The plain formula gives 40 ± 22.0 (standard errors 8.3 and 7.7 points); recovered from both intervals it is much alike.
    assert moved.interval.low == pytest.approx(18, abs=1.5)
    assert moved.interval.high == pytest.approx(61, abs=1.5)
    assert moved.holds


@given(*[st.integers(1, 200)] * 6)
def test_turned_round_in_time_the_change_is_turned_round(a, b, c, d, e, f):
    then, now = net_recommendation(a, b, a + b + c), net_recommendation(d, e, d + e + f)
    forth, back = recommendation_change(then, now), recommendation_change(now, then)

    assert forth.interval.low <= forth.difference <= forth.interval.high
    assert forth.difference == pytest.approx(-back.difference)
    assert forth.interval.low == pytest.approx(-back.interval.high)


def test_the_same_score_of_few_people_has_not_moved():
    few = net_recommendation(5, 0, 5)

    assert not recommendation_change(few, few).holds
