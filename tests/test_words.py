from hypothesis import given
from hypothesis import strategies as st

from allaboard.words import signed


def test_a_difference_has_its_sign_and_none_has_none():
    assert [signed(x) for x in (16.6, -3.2, 0.4, -0.4)] == ["+17", "−3", "0", "0"]


@given(st.integers(-(10**6), 10**6))
def test_nothing_is_lost_but_the_kind_of_minus(number):
    assert int(signed(number).replace("−", "-")) == number
