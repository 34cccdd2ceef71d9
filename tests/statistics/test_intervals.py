"""Wilson's interval: published values, its ends, and what must hold for any counts."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from allaboard.statistics.intervals import wilson_interval

# Newcombe (1998), Stat. Med. 17:857-872, Table I, method 3.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("yes", "people", "low", "high"), PUBLISHED)
def test_the_interval_is_the_published_one(yes, people, low, high):
    found = wilson_interval(yes, people)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 10_000), st.data(), st.floats(0.5, 0.999))
def test_it_holds_the_share_mirrors_and_agrees_with_another_library(people, data, confidence):
    yes = data.draw(st.integers(0, people))
    found, turned = (
        wilson_interval(yes, people, confidence),
        wilson_interval(people - yes, people, confidence),
    )
    low, high = proportion_confint(yes, people, 1 - confidence, "wilson")

    assert 0 <= found.low <= yes / people + 1e-12
    assert yes / people - 1e-12 <= found.high <= 1
    assert (found.low, found.high) == pytest.approx((1 - turned.high, 1 - turned.low), abs=1e-9)
    assert (found.low, found.high) == pytest.approx((max(0, low), min(1, high)), abs=1e-9)


@given(st.integers(1, 300), st.integers(2, 30))
def test_more_people_narrow_it(people, times):
    few, many = wilson_interval(people // 2, people), wilson_interval(times * (people // 2), times * people)

    assert many.high - many.low < few.high - few.low


def test_one_answer_says_next_to_nothing():
    assert wilson_interval(1, 1).low == pytest.approx(0.2065, abs=0.0001)
    assert wilson_interval(1, 1).high == 1.0
    assert wilson_interval(0, 1).low == 0.0


@pytest.mark.parametrize("counts", [(0, 0), (3, 2), (-1, 5), (nan, 5), (1, 2, 1.0), (1, 2, 1.5)])
def test_counts_that_contradict_each_other_are_refused(counts):
    with pytest.raises(ValueError):
        wilson_interval(*counts)
