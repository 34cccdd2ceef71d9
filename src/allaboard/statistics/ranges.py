"""Ranges: how exactly a share may be told, so that nothing shown makes sure that all of a small group said the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SMALL = 30  # people; of this many or more it may be known that all said the same
FEW = 5  # people; of fewer no count is told at all


@dataclass(frozen=True, slots=True)
class Range:
    """From how many percent to how many a share lies; told instead of the share."""

    low: int
    high: int

    @property
    def middle(self) -> float:
        """A share that stands for the range, 0 to 1."""
        return (self.low + self.high) / 200


HIGH, LOW, BETWEEN, NOTHING = Range(80, 100), Range(0, 20), Range(20, 80), Range(0, 100)


@dataclass(frozen=True, slots=True)
class Lot:
    """Answers to one question, and how many of them are a yes, 0 ≤ yes ≤ answers."""

    answers: int
    yes: int

    @property
    def share(self) -> float:
        """The share of yes, 0 to 1; 0 without answers."""
        return self.yes / self.answers if self.answers else 0.0

    @property
    def is_unanimous(self) -> bool:
        """Whether all said the same."""
        return self.yes in (0, self.answers)

    def with_more(self, yes: int) -> "Lot":
        """The lot, had so many more of its people said yes."""
        return Lot(self.answers, self.yes + yes)


@dataclass(frozen=True, slots=True)
class Tile:
    """A shown group: the attribute it belongs to and the blocks it is made of; hidden when too few answered."""

    attribute: int
    blocks: frozenset[int]
    lot: Lot
    is_hidden: bool = False


def end_range(share: float, answers: int) -> Range | None:
    """The range that a share near an end of the scale is told as in a small group; None: it is told exactly.

    Both ranges hold at least two counts from five answers on, so neither says that all said the same.

    Args:
        share: 0 to 1.
        answers: how many answers it is a share of, 0 or more.

    Source: docs/statistics/anonymity.md, “All alike”.
    """
    if answers >= SMALL or 0.2 < share < 0.8:
        return None
    return HIGH if share >= 0.8 else LOW


def told_ranges(tiles: Sequence[Tile], blocks: Mapping[int, Lot]) -> list[Range | None]:
    """Which groups of a question are told as a range, so that subtraction does not undo the ranges at the ends.

    Where a small group is told as a range, the smallest other groups of its attribute are told as wider ones,
    at least one and until the ranges stand for 30 answers. A group with fewer than five answers is always told
    as the whole scale. Then, for each of those and each small group in which all said the same, two answers are looked for that could be exchanged without changing anything that is told. If there
    are none for one of them, nothing is told of the groups of this question: each gets the whole scale.

    Args:
        tiles: the shown groups of all attributes; the groups of one attribute hold each block once.
        blocks: the answers of each block that the groups are made of.

    Returns:
        One range, or None where the share is told exactly, per tile.

    Source:
        Complementary suppression, with ranges instead of gaps: Hundepool et al. (2012), Statistical Disclosure
        Control, 4.4; the exchange is the argument for blocks in docs/statistics/anonymity.md, for one question.
    """
    ends = {place for place, tile in enumerate(tiles) if not tile.is_hidden and _end(tile.lot)}
    wide = ends | set(_partners(tiles, ends))
    at_risk = [place for place in ends if tiles[place].lot.is_unanimous or tiles[place].lot.answers < FEW]
    if not all(_could_differ(place, tiles, blocks, wide) for place in at_risk):
        return [NOTHING] * len(tiles)
    return [
        wide_range(tile.lot) if place in wide and not tile.is_hidden else None
        for place, tile in enumerate(tiles)
    ]


def _end(lot: Lot) -> Range | None:
    """The range of a group that may not be told exactly by itself; None: it may, or there is nobody to tell of."""
    if not lot.answers:
        return None
    return end_range(lot.share, lot.answers) if lot.answers >= FEW else NOTHING


def wide_range(lot: Lot) -> Range:
    """The range of a group that is told as one: between or at the ends in a small group, a tenth of the scale in a large one.

    Args:
        lot: the answers of the group, and how many are a yes.

    Source: docs/statistics/anonymity.md, “All alike”.
    """
    if lot.answers < SMALL:
        return _end(lot) or BETWEEN
    tenth = min(9, 10 * lot.yes // lot.answers)
    return Range(10 * tenth, 10 * tenth + 10)


def _partners(tiles: Sequence[Tile], ends: set[int]) -> Iterator[int]:
    """Per attribute with a range at an end: the smallest other groups, whatever was said in them."""
    for attribute in {tiles[place].attribute for place in ends}:
        own = [
            place for place, tile in enumerate(tiles) if tile.attribute == attribute and not tile.is_hidden
        ]
        people = sum(tiles[place].lot.answers for place in own if place in ends)
        others = sorted(
            (p for p in own if p not in ends and tiles[p].lot.answers),
            key=lambda p: (tiles[p].lot.answers, p),
        )
        for number, place in enumerate(others):
            if number and people >= SMALL:
                break
            yield place
            people += tiles[place].lot.answers


def _could_differ(place: int, tiles: Sequence[Tile], blocks: Mapping[int, Lot], wide: set[int]) -> bool:
    """Whether one of a group could have said it the other way round, alone or in exchange with someone outside of it."""
    group = tiles[place]
    step = -1 if group.lot.yes else 1
    holds = _tiles_of_blocks(tiles)
    inside = [block for block in group.blocks if _can_move(blocks[block], step)]
    outside = [block for block in blocks if block not in group.blocks and _can_move(blocks[block], -step)]

    def goes_unnoticed(one: int, other: int | None) -> bool:
        there, back = holds[one], holds[other] if other is not None else set()
        moved = [(tiles[t], t in wide, step) for t in there - back]
        return _is_unnoticed(moved + [(tiles[t], t in wide, -step) for t in back - there])

    total = _total(blocks)
    one_alone = _end(total) is not None and _end(total) == _end(total.with_more(step))
    others = [*outside, None] if one_alone else outside
    return any(goes_unnoticed(one, other) for one in inside for other in others)


def _can_move(lot: Lot, step: int) -> bool:
    return 0 <= lot.yes + step <= lot.answers


def _total(blocks: Mapping[int, Lot]) -> Lot:
    return Lot(sum(lot.answers for lot in blocks.values()), sum(lot.yes for lot in blocks.values()))


def _tiles_of_blocks(tiles: Sequence[Tile]) -> dict[int, set[int]]:
    holds: dict[int, set[int]] = defaultdict(set)
    for place, tile in enumerate(tiles):
        for block in tile.blocks:
            holds[block].add(place)
    return holds


def _is_unnoticed(moved: Sequence[tuple[Tile, bool, int]]) -> bool:
    """Whether groups would be told the same with one yes more or fewer."""
    return all(
        tile.is_hidden or (is_wide and wide_range(tile.lot) == wide_range(tile.lot.with_more(step)))
        for tile, is_wide, step in moved
    )
