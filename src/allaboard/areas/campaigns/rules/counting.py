"""How people who are alike are counted: for everyone, by stratum, and by group."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field

from allaboard.areas.campaigns.rules.plan import SMALLEST_GROUP
from allaboard.statistics.anonymity import Cell, ReleasePlan, coarsened, release_plan
from allaboard.words import gettext as _

UNKNOWN_GROUP = "Not known"  # as it is kept; `shown_label` says it


@dataclass(frozen=True, slots=True)
class Counts:
    """People on both sides, and how far they came."""

    treated: int = 0
    delivered: int = 0
    seen: int = 0
    acted: int = 0
    holdout: int = 0
    holdout_acted: int = 0


@dataclass(frozen=True, slots=True)
class Lot:
    """People of the experiment who are alike in all that they are grouped by."""

    cell: Cell  # one value per attribute, fixed on the day of the approval
    stratum: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """People that may be shown together, by one attribute, and the blocks they are made of."""

    attribute: int
    label: str
    counts: Counts
    blocks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of all attributes, and the counts of each block they are made of; empty where nothing is split."""

    groups: tuple[GroupCounts, ...] = ()
    blocks: Mapping[int, Counts] = field(default_factory=dict)


def shown_label(label: str) -> str:
    """The name of a group, in which those of whom nothing is known stand in the reader's language."""
    parts = label.split(" + ")
    return " + ".join(_("Not known") if part == UNKNOWN_GROUP else part for part in parts)


def added(lots: Iterable[Lot]) -> Counts:
    """The counts of all these people together."""
    return together(lot.counts for lot in lots)


def together(counts: Iterable[Counts]) -> Counts:
    """The sum of counts of different people."""
    return Counts(*map(sum, zip(*map(astuple, counts), strict=True)))


def by_stratum(lots: Iterable[Lot]) -> list[Counts]:
    """The counts of each stratum that the holdout was drawn in; those with nobody on a side are left out."""
    strata: dict[str, list[Lot]] = defaultdict(list)
    for lot in lots:
        strata[lot.stratum].append(lot)
    return [counts for counts in map(added, strata.values()) if counts.treated and counts.holdout]


def reach_groups(lots: Sequence[Lot]) -> Groups:
    """The groups that reach is told for: every block they are made of holds at least five treated people.

    Args:
        lots: everyone of the experiment, each in one lot.
    """
    if added(lots).treated < SMALLEST_GROUP:
        return Groups()
    return _grouped(lots, release_plan(_treated(lots), SMALLEST_GROUP))


def lift_groups(lots: Sequence[Lot]) -> Groups:
    """The groups that both sides are told for: each is made of groups of reach, each block holds five of both sides.

    Args:
        lots: everyone of the experiment, each in one lot.
    """
    counts = added(lots)
    if min(counts.treated, counts.holdout) < SMALLEST_GROUP:
        return Groups()
    plan = release_plan(_treated(lots), SMALLEST_GROUP)
    held: dict[Cell, int] = defaultdict(int)
    for lot in lots:
        held[plan.block_of(lot.cell)] += lot.counts.holdout
    return _grouped(lots, coarsened(plan, held))


def _treated(lots: Iterable[Lot]) -> Mapping[Cell, int]:
    """Treated people of each lot; a lot that was held out whole counts as too small, so it is joined with another."""
    sizes: dict[Cell, int] = defaultdict(int)
    for lot in lots:
        sizes[lot.cell] += lot.counts.treated
    return sizes


def _grouped(lots: Sequence[Lot], plan: ReleasePlan) -> Groups:
    """The groups of the plan, for the attributes that it splits at all."""
    by_block: dict[Cell, list[Lot]] = defaultdict(list)
    for lot in lots:
        by_block[plan.block_of(lot.cell)].append(lot)
    names = sorted(by_block)
    blocks = {number: added(by_block[name]) for number, name in enumerate(names)}
    groups = [
        _group(attribute, group.label, names, blocks)
        for attribute, lumped in enumerate(plan.groups)
        if plan.is_split(attribute)
        for group in lumped
    ]
    return Groups(tuple(groups), blocks) if groups else Groups()


def _group(attribute: int, label: str, names: Sequence[Cell], blocks: Mapping[int, Counts]) -> GroupCounts:
    own = frozenset(number for number, name in enumerate(names) if name[attribute] == label)
    return GroupCounts(attribute, label, together(blocks[number] for number in own), own)
