"""An attacker who knows everything shown, and how ranges are chosen, is never sure of a small group."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from allaboard.statistics.ranges import (
    BETWEEN,
    FEW,
    HIGH,
    LOW,
    NOTHING,
    SMALL,
    Lot,
    Range,
    Tile,
    end_range,
    told_ranges,
)

PLACES = [(department, shift) for department in "abcde" for shift in "xy"]


def companies(fewest: int, most: int) -> st.SearchStrategy[dict[tuple[str, str], tuple[int, int]]]:
    """How many people each place has, and how many of them say yes."""
    lots = st.integers(fewest, most).flatmap(lambda people: st.tuples(st.just(people), _yes(people)))
    return st.dictionaries(st.sampled_from(PLACES), lots, min_size=3)


def _yes(people: int) -> st.SearchStrategy[int]:
    """How many say yes: often all or none, which is where the danger lies."""
    return st.one_of(st.integers(0, people), st.sampled_from([0, min(1, people), max(0, people - 1), people]))


def made(company: dict[tuple[str, str], tuple[int, int]]) -> tuple[list[Tile], dict[int, Lot]]:
    """The shown groups of two attributes over the company's blocks."""
    blocks = {number: Lot(*company[cell]) for number, cell in enumerate(sorted(company))}
    members: dict[tuple[int, str], set[int]] = defaultdict(set)
    for number, cell in enumerate(sorted(company)):
        for attribute in (0, 1):
            members[attribute, cell[attribute]].add(number)
    split = {a for a in (0, 1) if sum(key[0] == a for key in members) > 1}
    tiles = [
        Tile(a, frozenset(own), _sum(blocks[n] for n in own))
        for (a, _), own in sorted(members.items())
        if a in split
    ]
    return tiles, blocks


def _sum(parts) -> Lot:
    parts = list(parts)
    return Lot(sum(lot.answers for lot in parts), sum(lot.yes for lot in parts))


def possible(tile: Tile, tiles, blocks, ranges, *, told_exactly=()) -> tuple[int, int]:
    """The fewest and most yeses a group can hold, given every shown group and the total: an integer program."""
    numbers = sorted(blocks)
    total = _sum(blocks.values())
    fewest, most = _counts(total, end_range(total.share, total.answers))
    rows, low, high = [np.ones(len(numbers))], [fewest], [most]
    for place, (shown, told) in enumerate(zip(tiles, ranges, strict=True)):
        rows.append(np.array([n in shown.blocks for n in numbers], dtype=float))
        at_least, at_most = _counts(shown.lot, told if place not in told_exactly else None)
        low.append(at_least)
        high.append(at_most)
    wanted = np.array([n in tile.blocks for n in numbers], dtype=float)
    limits = Bounds(0, [blocks[n].answers for n in numbers])
    rule = LinearConstraint(np.array(rows), low, high)
    ends = [
        milp(sign * wanted, constraints=rule, bounds=limits, integrality=np.ones(len(numbers)))
        for sign in (1, -1)
    ]
    assert all(end.success for end in ends)
    return round(ends[0].fun), round(-ends[1].fun)


def _counts(lot: Lot, told: Range | None) -> tuple[int, int]:
    """What the words on the page leave open; in between means truly between."""
    if told is None:
        return lot.yes, lot.yes
    fits = [
        yes
        for yes in range(lot.answers + 1)
        if told == NOTHING
        or (told == BETWEEN and 20 * lot.answers < 100 * yes < 80 * lot.answers)
        or (told in (HIGH, LOW) and lot.answers < SMALL and end_range(yes / lot.answers, lot.answers) == told)
        or (lot.answers >= SMALL and 10 * min(9, 10 * yes // lot.answers) == told.low)
    ]
    return min(fits), max(fits)


@pytest.mark.parametrize(("fewest", "most"), [(5, 40), (5, 8), (0, 9)], ids=["many", "few", "fewer"])
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_nobody_is_sure_that_all_of_a_small_group_said_the_same(fewest, most, data):
    """Of five and more in each place; in a small company, where the total is a range too; with places of a few."""
    tiles, blocks = made(data.draw(companies(fewest, most)))
    total = _sum(blocks.values())
    assume(total.answers >= 5 and not (total.is_unanimous and total.answers >= SMALL))
    ranges = told_ranges(tiles, blocks)

    for tile, told in zip(tiles, ranges, strict=True):
        is_of_few = 0 < tile.lot.answers < FEW
        if is_of_few or (0 < tile.lot.answers < SMALL and tile.lot.is_unanimous):
            least, greatest = possible(tile, tiles, blocks, ranges)
            assert least < greatest
        assert told == NOTHING or not is_of_few


def test_with_ranges_at_the_ends_alone_subtraction_would_tell():
    tiles, blocks = made({("a", "x"): (5, 5), ("b", "x"): (20, 9), ("c", "x"): (31, 12)})
    ranges = told_ranges(tiles, blocks)

    assert possible(tiles[0], tiles, blocks, ranges, told_exactly={1, 2}) == (5, 5)
    assert possible(tiles[0], tiles, blocks, ranges) == (4, 5)
    assert ranges == [HIGH, BETWEEN, Range(30, 40)]


def test_ranges_stand_for_thirty_answers_and_the_rest_is_told():
    tiles, blocks = made(
        {("a", "x"): (5, 0), ("b", "x"): (29, 9), ("c", "x"): (31, 12), ("d", "x"): (40, 36)}
    )

    assert told_ranges(tiles, blocks) == [LOW, BETWEEN, None, None]


def test_nothing_is_told_where_no_exchange_would_go_unnoticed():
    """Whoever subtracts finds 8 yeses in a and b; b holds 3 at most if it lies between, so a holds 5."""
    tiles, blocks = made({("a", "x"): (5, 5), ("b", "x"): (5, 3), ("c", "x"): (22, 17)})

    assert told_ranges(tiles, blocks) == [NOTHING, NOTHING, NOTHING]


def test_without_a_small_group_at_an_end_everything_is_told():
    tiles, blocks = made({("a", "x"): (5, 2), ("b", "x"): (29, 9), ("c", "x"): (40, 40)})

    assert told_ranges(tiles, blocks) == [None, None, None]


@given(st.integers(5, 29), st.data())
def test_a_range_at_an_end_leaves_at_least_two_counts(people, data):
    yes = data.draw(st.integers(0, people))
    told = end_range(yes / people, people)
    alike = [n for n in range(people + 1) if end_range(n / people, people) == told]

    assert told is None or len(alike) > 1
    assert (told is None) == (0.2 < yes / people < 0.8)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_large_groups_are_told_exactly(share):
    assert end_range(share, SMALL) is None
