"""An attacker with every shown number never gets at fewer people than the minimum."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from allaboard.statistics.anonymity import (
    Cell,
    ReleasePlan,
    coarsened,
    release_plan,
    smallest_group_to_work_out,
)

K = 5
DEPARTMENTS, PLACES, SHIFTS = "abcdef", "xyz", "01"
companies = st.dictionaries(
    st.tuples(st.sampled_from(DEPARTMENTS), st.sampled_from(PLACES), st.sampled_from(SHIFTS)),
    st.integers(1, 30),
    min_size=1,
)


def shown_groups(plan: ReleasePlan, sizes: dict[Cell, int]) -> list[set[Cell]]:
    """The combinations of values in each shown group, and in the whole company."""
    groups = [
        {cell for cell in sizes if cell[index] in group.values}
        for index, groups in enumerate(plan.groups)
        for group in groups
    ]
    return [set(sizes), *(group for group in groups if group)]


def best_attack(groups: list[set[Cell]], sizes: dict[Cell, int]) -> int:
    """The smallest set of people whose answers are a combination, with any factors, of the shown sums."""
    cells = sorted(sizes)
    shown = np.array([[cell in group for cell in cells] for group in groups], dtype=float)
    people, rows = len(cells), len(groups)
    cost = np.concatenate([[sizes[cell] for cell in cells], np.zeros(rows)])
    is_combination = np.hstack([np.eye(people), -shown.T])
    at_least_one = np.concatenate([np.ones(people), np.zeros(rows)])[None, :]
    limits = np.vstack(
        [np.column_stack([np.zeros(people), np.ones(people)]), np.tile([-60.0, 60.0], (rows, 1))]
    )
    found = milp(
        cost,
        constraints=[LinearConstraint(is_combination, 0, 0), LinearConstraint(at_least_one, 1, np.inf)],
        integrality=np.concatenate([np.ones(people), np.zeros(rows)]),
        bounds=Bounds(limits[:, 0], limits[:, 1]),
    )
    assert found.success
    return round(found.fun)


def subtractions(groups: list[set[Cell]], sizes: dict[Cell, int], rounds: int = 2) -> int:
    """The smallest set reached by intersecting nothing, only by taking shown groups from each other."""
    known = {frozenset(group) for group in groups}
    for _round in range(rounds):
        known |= {a - b for a, b in combinations(known, 2) if b < a} | {
            b - a for a, b in combinations(known, 2) if a < b
        }
    return min(sum(sizes[cell] for cell in group) for group in known if group)


@settings(max_examples=150, deadline=None)
@given(companies)
def test_nobody_works_out_fewer_than_the_minimum(sizes):
    if sum(sizes.values()) < K:
        return
    groups = shown_groups(release_plan(sizes, K), sizes)

    assert subtractions(groups, sizes) >= K
    assert best_attack(groups, sizes) >= K


@settings(max_examples=100, deadline=None)
@given(companies, st.randoms(use_true_random=False))
def test_after_the_close_the_same_holds_for_those_who_answered(sizes, dice):
    plan = release_plan(sizes, K)
    answered = {cell: dice.randint(0, people) for cell, people in sizes.items()}
    blocks = {}
    for cell in sizes:
        blocks[plan.block_of(cell)] = blocks.get(plan.block_of(cell), 0) + answered[cell]
    final = coarsened(plan, blocks)

    for before, after in zip(plan.groups, final.groups, strict=True):
        for group in before:
            assert any(set(group.values) <= set(lump.values) for lump in after)  # lumped, never cut
    if sum(answered.values()) >= K:
        there = {cell: people for cell, people in answered.items() if people}
        assert best_attack(shown_groups(final, there), there) >= K


@given(companies)
def test_the_certificate_is_what_the_attacker_reaches(sizes):
    if sum(sizes.values()) < K:
        return
    plan = release_plan(sizes, K)
    blocks = {}
    for cell, people in sizes.items():
        blocks[plan.block_of(cell)] = blocks.get(plan.block_of(cell), 0) + people
    shown = [
        frozenset(block for block in blocks if block[index] == group.label)
        for index, groups in enumerate(plan.groups)
        for group in groups
    ]

    assert smallest_group_to_work_out([group for group in shown if group], blocks) == min(blocks.values())


def test_a_minimum_of_one_less_is_found_out():
    sizes = {("Sales", "North"): 9, ("Labs", "North"): 4, ("Labs", "South"): 8}

    assert best_attack(shown_groups(release_plan(sizes, K - 1), sizes), sizes) == K - 1
    assert best_attack(shown_groups(release_plan(sizes, K), sizes), sizes) >= K


def test_hiding_a_small_group_is_not_enough_but_lumping_it_is():
    sizes = {("Sales",): 12, ("Support",): 9, ("Payroll",): 4}
    only_hidden = [set(sizes), {("Sales",)}, {("Support",)}]

    assert best_attack(only_hidden, sizes) == 4  # the total less Sales and Support
    assert [g.label for g in release_plan(sizes, K).groups[0]] == ["Payroll + Support", "Sales"]


def test_a_later_attribute_is_cut_to_fit_into_the_earlier_one():
    sizes = {("North", "day"): 20, ("North", "night"): 3, ("South", "day"): 14, ("South", "night"): 8}

    plan = release_plan(sizes, K)

    assert plan.is_split(0)
    assert not plan.is_split(1)  # three nights in the north would be the total less the days


def test_someone_who_stays_silent_makes_groups_coarser():
    plan = release_plan({("a",): 10, ("b",): 10, ("c",): 10}, K)

    final = coarsened(plan, {("a",): 10, ("b",): 0, ("c",): 7})

    assert [group.label for group in final.groups[0]] == ["a", "b + c"]


def test_a_plan_needs_people_of_one_form():
    with pytest.raises(ValueError, match="one length"):
        release_plan({("a",): 3, ("a", "b"): 3}, K)
    with pytest.raises(ValueError, match="one length"):
        release_plan({}, K)


def test_a_certificate_refuses_groups_beyond_its_blocks():
    with pytest.raises(ValueError, match="beyond"):
        smallest_group_to_work_out([frozenset({("z",)})], {("a",): 5})


def test_no_two_groups_have_one_name():
    """A value may be named like two others that were lumped together."""
    sizes = {("A",): 3, ("B",): 3, ("A + B",): 9, ("C",): 9}

    plan = release_plan(sizes, K)

    assert plan.block_of(["A"]) == plan.block_of(["A + B"])
    assert [group.values for group in plan.groups[0]] == [("A", "A + B", "B"), ("C",)]


def test_no_two_groups_have_one_name_when_silence_has_made_them_coarser():
    sizes = {("A",): 9, ("B",): 9, ("A + B",): 9, ("C",): 9}
    plan = release_plan(sizes, K)

    final = coarsened(plan, {("A",): 2, ("B",): 4, ("A + B",): 9, ("C",): 9})

    assert len({group.label for group in final.groups[0]}) == len(final.groups[0]) == 2
