"""A count that is told as a range has exactly the ends that the range leaves open."""

from hypothesis import given
from hypothesis import strategies as st

from allaboard.statistics.ranges import BETWEEN, HIGH, LOW, NOTHING, Lot, wide_range
from allaboard.statistics.told import Told, told_by, told_of_all


@given(st.integers(5, 400), st.data())
def test_the_ends_are_all_counts_with_the_same_range_and_no_other(people, data):
    yes = data.draw(st.integers(0, people))
    told = told_by(Lot(people, yes), wide_range(Lot(people, yes)))
    alike = [n for n in range(people + 1) if wide_range(Lot(people, n)) == wide_range(Lot(people, yes))]

    assert told == Told(people, min(alike), max(alike))
    assert told.fewest <= yes <= told.most
    assert 0 <= told.share <= 1


def test_in_words_of_ten_people():
    assert told_by(Lot(10, 10), HIGH) == Told(10, 8, 10)
    assert told_by(Lot(10, 1), LOW) == Told(10, 0, 2)
    assert told_by(Lot(10, 4), BETWEEN) == Told(10, 3, 7)
    assert told_by(Lot(10, 4), None) == Told(10, 4, 4)
    assert told_by(Lot(10, 4), NOTHING) is None


def test_everyone_together():
    assert told_of_all(Lot(4, 4)) is None
    assert told_of_all(Lot(8, 8)) == Told(8, 7, 8)
    assert told_of_all(Lot(8, 4)) == Told(8, 4, 4)
    assert told_of_all(Lot(30, 30)) == Told(30, 30, 30)
    assert told_of_all(Lot(0, 0)) == Told(0, 0, 0)
