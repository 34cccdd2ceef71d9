"""When a promise is late, and what counts as proof."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from allaboard.areas.changes.rules import Proof, comments_in_all, days_late, due_on


def test_three_weeks_are_promised():
    assert due_on(date(2026, 4, 14)) == date(2026, 5, 5)


def test_a_promise_is_late_from_the_day_after():
    assert [days_late(date(2026, 5, 5), date(2026, 5, day)) for day in (4, 5, 6)] == [0, 0, 1]


def test_proof_is_exact_only_when_nobody_else_was_told():
    assert Proof(asked=503, delivered=480, waiting=0, outside=0).is_exact
    assert not Proof(asked=503, delivered=503, waiting=0, outside=1).is_exact
    assert Proof(asked=0, delivered=0, waiting=0, outside=0).share == 0


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_all_comments_are_found_again_from_a_count_and_its_share(some, rest):
    assert comments_in_all(some, some / (some + rest)) == some + rest


def test_nothing_known_is_no_comments():
    assert comments_in_all(0, 0.0) == 0
