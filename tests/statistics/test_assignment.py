"""The holdout: of the promised size, and ranked by a hash that nobody without the key can foresee."""

import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.statistics.assignment import hmac_pads, holdout_size


@given(st.text(max_size=100), st.text(max_size=20))
def test_the_pads_make_an_hmac_of_any_key_and_text(secret: str, text: str) -> None:
    inner, outer = hmac_pads(secret)
    hashed = sha256(outer + sha256(inner + text.encode()).digest()).digest()
    assert hashed == hmac.digest(secret.encode(), text.encode(), sha256)


@given(st.integers(0, 10**9), st.floats(0, 1))
def test_the_holdout_is_the_share_to_the_nearest_person(people: int, share: float) -> None:
    size = holdout_size(people, share)
    assert 0 <= size <= people
    assert abs(size - share * people) <= 0.5 + 1e-6


def test_of_a_small_audience_too() -> None:
    assert [holdout_size(people, 0.2) for people in (0, 1, 2, 3, 32)] == [0, 0, 0, 1, 6]
    assert [holdout_size(people, 0.5) for people in (1, 2, 3)] == [0, 1, 1]


@given(st.integers(0, 10**6), st.integers(0, 100))
def test_a_half_counts_down_whatever_a_computer_makes_of_the_share(people: int, percent: int) -> None:
    whole, rest = divmod(people * percent, 100)
    assert holdout_size(people, percent / 100) == whole + (rest > 50)


def test_a_share_beyond_everyone_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        holdout_size(1, 1.5)
