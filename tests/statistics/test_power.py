"""Power: R's published examples, and that more people never find less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.statistics.power import power_of_two_shares, smallest_detectable_lift


def test_power_is_that_of_the_published_example() -> None:
    assert power_of_two_shares(50, 50, 0.50, 0.75) == pytest.approx(0.740, abs=0.0005)  # R, ?power.prop.test


def test_the_smallest_lift_is_that_of_the_published_example() -> None:
    lift = smallest_detectable_lift(50, 50, 0.50, power=0.9)
    assert lift == pytest.approx(0.8026 - 0.50, abs=0.00005)  # R, ?power.prop.test


@given(st.integers(20, 2000), st.integers(20, 2000), st.floats(0.01, 0.8))
def test_more_people_never_find_less(treated: int, holdout: int, share: float) -> None:
    few, many = (
        smallest_detectable_lift(treated, holdout, share),
        smallest_detectable_lift(2 * treated, 2 * holdout, share),
    )
    if few is not None:
        assert many is not None
        assert many <= few + 1e-9
        assert power_of_two_shares(treated, holdout, share, share + few) >= 0.8 - 1e-6


def test_a_holdout_of_three_can_find_nothing() -> None:
    assert smallest_detectable_lift(5, 3, 0.6) is None


def test_an_empty_group_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one person"):
        power_of_two_shares(0, 10, 0.5, 0.6)
