from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.jobs.rules import PATIENCE_SECONDS, is_stalled, seconds_left


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.floats(0.1, 10**6))
def test_what_is_left_is_never_less_than_nothing_and_nothing_at_the_end(done, total, elapsed):
    left = seconds_left(done, total, elapsed)

    assert left is not None
    assert left >= 0
    assert (left == 0) == (done >= total)


def test_a_quarter_in_ten_seconds_leaves_thirty():
    assert seconds_left(25, 100, 10.0) == 30.0


def test_without_anything_done_no_time_is_promised():
    assert seconds_left(0, 100, 10.0) is None


def test_finished_work_is_never_stalled():
    assert is_stalled(PATIENCE_SECONDS + 1, is_finished=False)
    assert not is_stalled(PATIENCE_SECONDS, is_finished=False)
    assert not is_stalled(PATIENCE_SECONDS + 1, is_finished=True)
