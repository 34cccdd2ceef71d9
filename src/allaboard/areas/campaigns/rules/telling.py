"""How exactly figures may be told: what people did, like answers of a survey, never says that all of a few did the same."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from allaboard.areas.campaigns.rules.counting import (
    Counts,
    Groups,
    Lot,
    added,
    by_stratum,
    lift_groups,
    reach_groups,
)
from allaboard.statistics.lift import Arms, Lift, lift_between, stratified_lift
from allaboard.statistics.ranges import FEW, Tile, told_ranges
from allaboard.statistics.ranges import Lot as Share
from allaboard.statistics.told import Told, told_by, told_of_all


@dataclass(frozen=True, slots=True)
class Known:
    """What can be known of a campaign's people beside who got it."""

    who_saw: bool
    who_acted: bool
    acts_in_message: bool  # by its button: whoever did not get it cannot


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be told of some people; None where it is not known, or where the count would say who."""

    intended: int
    delivered: int
    seen: Told | None = None
    acted: Told | None = None
    holdout: int | None = None  # None: these figures are about the treated alone
    holdout_acted: Told | None = None
    lift: Lift | None = None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What may be told of one group."""

    attribute: int
    label: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Account:
    """All that is ever told of a campaign on one day."""

    everyone: Figures
    groups: tuple[GroupFigures, ...]


def account(lots: Sequence[Lot], known: Known) -> Account:
    """What may be told of everyone and of each group, worked out together so that no figure undoes another.

    Groups of reach tell who saw it; where there are groups with enough people held out, those tell who acted,
    on both sides, else the groups of reach do. So each thing that people did is told for one set of groups.

    Args:
        lots: the people of the experiment where they are alike.
        known: what can be known of them.

    Source: docs/statistics/anonymity.md, “Campaigns”.
    """
    reach, lift = reach_groups(lots), lift_groups(lots)
    both = _both_sides(lift, known) if known.who_acted else ()
    told = _reach(reach, replace(known, who_acted=known.who_acted and not both))
    is_exact = all(_is_exact(one.figures) for one in both)
    return Account(_everyone(lots, known, groups_are_exact=is_exact), (*told, *both))


def _saw(counts: Counts) -> Share:
    """Who saw it, of those who got it: everybody can see who did not get it, and they cannot have seen it."""
    return Share(max(counts.delivered, counts.seen), counts.seen)


def _acted(counts: Counts, known: Known) -> Share:
    """Who acted, of those who could."""
    return Share(
        max(counts.delivered, counts.acted) if known.acts_in_message else counts.treated, counts.acted
    )


def _held_acted(counts: Counts) -> Share:
    return Share(counts.holdout, counts.holdout_acted)


def _reach(groups: Groups, known: Known) -> Iterable[GroupFigures]:
    nothing: list[Told | None] = [None] * len(groups.groups)
    seen = _told(groups, _saw) if known.who_saw else nothing
    acted = _told(groups, lambda counts: _acted(counts, known)) if known.who_acted else nothing
    for group, saw, did in zip(groups.groups, seen, acted, strict=True):
        counts = group.counts
        figures = Figures(
            counts.treated, counts.delivered, _of(saw, counts.treated), _of(did, counts.treated)
        )
        yield GroupFigures(group.attribute, group.label, figures)


def _both_sides(groups: Groups, known: Known) -> tuple[GroupFigures, ...]:
    """Who acted on both sides of each group, and what they differ by."""
    treated = _told(groups, lambda counts: _acted(counts, known))
    held = _told(groups, _held_acted)
    has_begun = any(counts.delivered for counts in groups.blocks.values())
    return tuple(
        GroupFigures(group.attribute, group.label, _compared(group.counts, *told, has_begun=has_begun))
        for group, *told in zip(groups.groups, treated, held, strict=True)
    )


def _compared(counts: Counts, acted: Told | None, held: Told | None, *, has_begun: bool) -> Figures:
    did = _of(acted, counts.treated)
    return Figures(
        counts.treated,
        counts.delivered,
        acted=did,
        holdout=counts.holdout,
        holdout_acted=held,
        lift=lift_between(did, held) if has_begun and did and held else None,
    )


def _told(groups: Groups, share: Callable[[Counts], Share]) -> list[Told | None]:
    """How many did a thing in each group, as exactly as all groups together allow."""
    blocks = {number: share(counts) for number, counts in groups.blocks.items()}
    tiles = [
        Tile(
            group.attribute,
            group.blocks,
            Share(
                sum(blocks[number].answers for number in group.blocks),
                sum(blocks[number].yes for number in group.blocks),
            ),
        )
        for group in groups.groups
    ]
    ranges = told_ranges(tiles, blocks)
    return [told_by(tile.lot, told) for tile, told in zip(tiles, ranges, strict=True)]


def _of(told: Told | None, people: int) -> Told | None:
    """The same count, of all whom the campaign was meant for."""
    return told and replace(told, of=people)


def _is_exact(figures: Figures) -> bool:
    return all(told is not None and told.is_exact for told in (figures.acted, figures.holdout_acted))


def _everyone(lots: Sequence[Lot], known: Known, *, groups_are_exact: bool) -> Figures:
    counts = added(lots)
    if counts.treated < FEW:
        return Figures(counts.treated, counts.delivered, holdout=counts.holdout)
    seen = _of(told_of_all(_saw(counts)), counts.treated) if known.who_saw else None
    acted = _of(told_of_all(_acted(counts, known)), counts.treated) if known.who_acted else None
    held = told_of_all(_held_acted(counts)) if known.who_acted and counts.holdout else None
    lift = _lift(by_stratum(lots), acted, held, groups_are_exact) if counts.delivered else None
    return Figures(counts.treated, counts.delivered, seen, acted, counts.holdout, held, lift)


def _lift(
    strata: Sequence[Counts], acted: Told | None, held: Told | None, groups_are_exact: bool
) -> Lift | None:
    """The lift over everyone, by the strata that the holdout was drawn in.

    Where anything is told as a range, it is worked out from what is told of everyone alone: a lift by strata
    could be solved for them.
    """
    if acted is None or held is None:
        return None
    if len(strata) < 2 or not (groups_are_exact and acted.is_exact and held.is_exact):
        return lift_between(acted, held)
    return stratified_lift(
        [Arms(each.acted, each.treated, each.holdout_acted, each.holdout) for each in strata]
    )
