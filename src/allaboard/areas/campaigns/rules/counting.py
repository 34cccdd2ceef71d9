"""How people who are alike are counted: for everyone, by group, and what both sides differ by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from allaboard.areas.campaigns.rules.plan import SMALLEST_GROUP
from allaboard.statistics.anonymity import Cell, ReleasePlan, coarsened, release_plan
from allaboard.statistics.lift import Arms, Lift, newcombe_lift, stratified_lift
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
    """People that may be shown together, by one attribute."""

    attribute: int
    label: str
    counts: Counts


def shown_label(label: str) -> str:
    """The name of a group, in which those of whom nothing is known stand in the reader's language."""
    parts = label.split(" + ")
    return " + ".join(_("Not known") if part == UNKNOWN_GROUP else part for part in parts)


def added(lots: Iterable[Lot]) -> Counts:
    """The counts of all these people together."""
    return Counts(*map(sum, zip(*(astuple(lot.counts) for lot in lots), strict=True)))


def overall_lift(lots: Sequence[Lot]) -> Lift | None:
    """The lift over everyone, by stratum if the holdout was balanced.

    None when a side has fewer than five, or when no message has reached anyone: there is nothing to compare yet.
    """
    counts = added(lots)
    if not counts.delivered or min(counts.treated, counts.holdout) < SMALLEST_GROUP:
        return None
    strata: dict[str, list[Lot]] = defaultdict(list)
    for lot in lots:
        strata[lot.stratum].append(lot)
    arms = [_arms(stratum) for stratum in map(added, strata.values()) if stratum.treated and stratum.holdout]
    return stratified_lift(arms) if len(strata) > 1 else lift_of(counts)


def lift_of(counts: Counts) -> Lift | None:
    """The lift of these counts; None when either side has fewer than five people."""
    if min(counts.treated, counts.holdout) < SMALLEST_GROUP:
        return None
    return newcombe_lift(_arms(counts))


def _arms(counts: Counts) -> Arms:
    return Arms(counts.acted, counts.treated, counts.holdout_acted, counts.holdout)


def reach_groups(lots: Sequence[Lot]) -> tuple[GroupCounts, ...]:
    """Counts by group for reach: every block the groups are made of holds at least five treated people."""
    told = [lot for lot in lots if lot.counts.treated]
    if added(told).treated < SMALLEST_GROUP:
        return ()
    return _grouped(told, release_plan(_treated(told), SMALLEST_GROUP))


def lift_groups(lots: Sequence[Lot]) -> tuple[GroupCounts, ...]:
    """Counts by group for lift: every block holds at least five treated and five held-out people."""
    counts = added(lots)
    if not counts.delivered or min(counts.treated, counts.holdout) < SMALLEST_GROUP:
        return ()
    plan = release_plan(_treated(lots), SMALLEST_GROUP)
    held: dict[Cell, int] = defaultdict(int)
    for lot in lots:
        held[plan.block_of(lot.cell)] += lot.counts.holdout
    return _grouped(lots, coarsened(plan, held))


def _treated(lots: Iterable[Lot]) -> Mapping[Cell, int]:
    sizes: dict[Cell, int] = defaultdict(int)
    for lot in lots:
        sizes[lot.cell] += lot.counts.treated
    return sizes


def _grouped(lots: Sequence[Lot], plan: ReleasePlan) -> tuple[GroupCounts, ...]:
    """The counts of each group of the plan, for the attributes that it splits at all."""
    return tuple(
        GroupCounts(attribute, group.label, added(lot for lot in lots if lot.cell[attribute] in group.values))
        for attribute, groups in enumerate(plan.groups)
        if plan.is_split(attribute)
        for group in groups
    )
