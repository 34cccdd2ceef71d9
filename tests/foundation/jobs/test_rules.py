from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.jobs.rules import done_share, is_stalled, seconds_left


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_share_is_always_a_share(done, total):
    assert 0 <= done_share(done, total) <= 1


def test_a_quarter_in_ten_seconds_leaves_thirty():
    assert seconds_left(25, 100, 10.0) == 30.0


def test_without_anything_done_no_time_is_promised():
    assert seconds_left(0, 100, 10.0) is None


def test_finished_work_is_never_stalled():
    assert is_stalled(1_000, is_finished=False)
    assert not is_stalled(1_000, is_finished=True)
