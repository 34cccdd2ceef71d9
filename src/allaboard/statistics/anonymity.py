"""Blocks: the smallest lots of people that figures are built from, so that nothing shown singles out fewer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cell = tuple[str, ...]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """Values of one attribute that are always shown together."""

    values: tuple[str, ...]

    @property
    def label(self) -> str:
        """The values by name, joined by a plus."""
        return " + ".join(self.values)


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """Which groups figures may be shown for: per attribute a way to lump its values together.

    A block is the people who share one group in every attribute. Each group is a union of blocks, and
    every block holds at least `minimum` people, so each figure is a sum over lots of that size.
    """

    minimum: int
    groups: tuple[tuple[Group, ...], ...]

    def block_of(self, cell: Sequence[str]) -> Cell:
        """The labels of the groups, one per attribute, that a combination of values falls into.

        Raises:
            KeyError: the plan has never seen one of the values.
        """
        return tuple(
            next((group.label for group in groups if value in group.values), None) or _unknown(value)
            for value, groups in zip(cell, self.groups, strict=True)
        )

    def is_split(self, attribute: int) -> bool:
        """Whether anything is shown by this attribute: one group alone says no more than the total."""
        return len(self.groups[attribute]) > 1


def _unknown(value: str) -> str:
    raise KeyError(value)


def release_plan(sizes: Mapping[Cell, int], minimum: int) -> ReleasePlan:
    """Lump values together until every block holds at least the minimum.

    The first attribute keeps as many of its groups as possible, the next one is cut to fit into its blocks,
    and so on. The smallest lot is lumped first, with the sibling that mends most; names decide a tie, so the
    same people always give the same plan. An attribute that cannot be cut ends as one group.

    Args:
        sizes: how many people have each combination of values, one value per attribute, counts ≥ 0. A
            combination that is present with 0 counts as too small: it must be lumped with another.
        minimum: the fewest people that a figure may stand for, at least 1.

    Returns:
        The plan. When fewer than the minimum are there in all, every attribute is one group.

    Raises:
        ValueError: no people, negative counts, or combinations of different lengths.

    Source:
        Secondary suppression by aggregation: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4;
        the argument for blocks is in docs/statistics/anonymity.md.
    """
    widths = {len(cell) for cell in sizes}
    if len(widths) != 1 or min(sizes.values()) < 0 or minimum < 1:
        raise ValueError(
            "a plan needs combinations of one length, counts of 0 or more and a minimum of 1 or more"
        )
    plan: list[tuple[Group, ...]] = []
    for attribute in range(widths.pop()):
        plan.append(_cut(sizes, attribute, tuple(plan), minimum))
    return ReleasePlan(minimum, tuple(plan))


def _cut(
    sizes: Mapping[Cell, int], attribute: int, earlier: tuple[tuple[Group, ...], ...], minimum: int
) -> tuple[Group, ...]:
    """The groups of one attribute that leave no block of the earlier ones with a lot below the minimum."""
    partial = ReleasePlan(minimum, earlier)
    rows: dict[Cell, int] = {}
    columns = {value: index for index, value in enumerate(sorted({cell[attribute] for cell in sizes}))}
    entries: dict[tuple[int, int], int] = defaultdict(int)
    for cell, people in sizes.items():
        row = rows.setdefault(partial.block_of(cell[:attribute]), len(rows))
        entries[row, columns[cell[attribute]]] += people
    people_in = np.zeros((len(rows), len(columns)), dtype=np.int64)
    is_there = np.zeros(people_in.shape, dtype=np.int64)
    for place, people in entries.items():
        people_in[place], is_there[place] = people, 1
    lumps = _lumped([[value] for value in columns], people_in, is_there, minimum)
    return _told_apart(lumps)


def _told_apart(lumps: Iterable[Iterable[str]]) -> tuple[Group, ...]:
    """The groups in order; those that would have one name, as of a value “A + B” and of A with B, are made one."""
    known: dict[str, Group] = {}
    for lump in sorted(map(sorted, lumps)):
        group = Group(tuple(lump))
        while same := known.pop(group.label, None):
            group = Group(tuple(sorted(group.values + same.values)))
        known[group.label] = group
    return tuple(known.values())


def _lumped(lumps: list[list[str]], people: Counts, is_there: Counts, minimum: int) -> list[list[str]]:
    """Lump columns until no lot that is there holds fewer than the minimum, or one column is left."""
    while len(lumps) > 1:
        too_small = (is_there > 0) & (people < minimum)
        if not too_small.any():
            break
        row, column = _smallest_lot(people, too_small)
        other = _best_sibling(people, is_there, row, column, minimum)
        keep, gone = sorted((column, other))
        lumps[keep] = lumps[keep] + lumps.pop(gone)
        people[:, keep] += people[:, gone]
        is_there[:, keep] |= is_there[:, gone]
        people, is_there = np.delete(people, gone, axis=1), np.delete(is_there, gone, axis=1)
    return lumps


def _smallest_lot(people: Counts, too_small: NDArray[np.bool_]) -> tuple[int, int]:
    masked = np.where(too_small, people, np.iinfo(np.int64).max)
    row, column = np.unravel_index(int(masked.argmin()), masked.shape)
    return int(row), int(column)


def _best_sibling(people: Counts, is_there: Counts, row: int, column: int, minimum: int) -> int:
    """The column whose people, added, leave the fewest lots too small; then one that shares the block, then the smallest."""
    together = people + people[:, [column]]
    either = is_there | is_there[:, [column]]
    left_small = ((either > 0) & (together < minimum)).sum(axis=0)
    already = ((is_there > 0) & (people < minimum)).sum(axis=0)
    worse = left_small - already
    order = np.lexsort((people.sum(axis=0), is_there[row] == 0, worse))
    return next(int(index) for index in order if index != column)


def coarsened(plan: ReleasePlan, answers: Mapping[Cell, int]) -> ReleasePlan:
    """The plan with groups lumped further until every block also holds the minimum of answers.

    Only lumping is possible: a group that was one at launch stays one, so nobody's block gets finer after
    people have answered.

    Args:
        plan: the plan fixed at launch.
        answers: answers received per block, keyed by the labels of its groups; blocks without answers with 0.

    Source: docs/statistics/anonymity.md.
    """
    rough = release_plan(answers, plan.minimum)
    merged: list[tuple[Group, ...]] = []
    for before, after in zip(plan.groups, rough.groups, strict=True):
        values = {group.label: group.values for group in before}
        merged.append(_told_apart([v for label in group.values for v in values[label]] for group in after))
    return ReleasePlan(plan.minimum, tuple(merged))


def smallest_group_to_work_out(groups: Iterable[frozenset[Cell]], answers: Mapping[Cell, int]) -> int:
    """The size of the smallest group that anyone could add up from figures for these groups and the total.

    Every figure is a sum over whole blocks; what can be added and subtracted from such sums never splits a
    block, so the answer is the smallest block that the groups tell apart from the others.

    Args:
        groups: the shown groups, each as the set of its blocks.
        answers: answers per block, each counted once.

    Returns:
        The number of answers in the smallest lot of blocks that no shown group separates; 0 without answers.

    Raises:
        ValueError: a group names a block that holds no answers.

    Source: docs/statistics/anonymity.md; the blocks are the atoms of the algebra that the shown groups span.
    """
    shown = list(groups)
    if any(not group <= answers.keys() for group in shown):
        raise ValueError("a shown group reaches beyond the blocks that hold answers")
    lots: dict[tuple[bool, ...], int] = defaultdict(int)
    for block, people in answers.items():
        lots[tuple(block in group for group in shown)] += people
    return min(lots.values(), default=0)
