"""What the buttons of the builder do: add, take away, and put back what was taken away last."""

import re
from dataclasses import dataclass

from allaboard.foundation.segments.builder.board import (
    ALL,
    ANY,
    Group,
    Place,
    group_at,
    part_at,
    part_of,
    rows_of,
    rule_of,
)
from allaboard.foundation.segments.builder.rows import Row
from allaboard.foundation.segments.rules import SegmentSyntaxError, parse, to_text
from allaboard.foundation.segments.rules.parser import DEEPEST

PLACE = re.compile(r"(?:\d{1,4}(?:-\d{1,4})*)?")


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away last, as the text of a rule, and where it stood."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """Where the writer goes on after a button: the part that is new, or what can be put back."""

    focus: Place | None = None
    removed: Removed | None = None


def written(place: Place) -> str:
    """A place as buttons and fields name it, such as 0-2; the whole rule is the empty text."""
    return "-".join(map(str, place))


def place_from(text: str) -> Place | None:
    """The place that a button names; nothing when it names none."""
    return tuple(int(number) for number in text.split("-") if number) if PLACE.fullmatch(text) else None


def may_nest(place: Place) -> bool:
    """Whether a group may hold another: no deeper than the text can say."""
    return len(place) < DEEPEST - 1


def press(board: Group, button: str, removed: Removed | None = None) -> Pressed:
    """Do what the pressed button names, such as `add-row 0` or `drop 0-2`; nonsense does nothing."""
    verb, _space, named = button.partition(" ")
    place = place_from(named)
    if verb == "put-back" and removed:
        return _put_back(board, removed)
    if place is None or verb not in ("add-row", "add-group", "drop"):
        return Pressed()
    if verb == "drop":
        return _drop(board, place)
    return _add(board, place, is_group=verb == "add-group")


def _add(board: Group, place: Place, *, is_group: bool) -> Pressed:
    group = group_at(board, place)
    if group is None or (is_group and not may_nest(place)):
        return Pressed()
    group.parts.append(Group(ANY if group.joins == ALL else ALL) if is_group else Row())
    last = (*place, len(group.parts) - 1)
    return Pressed(focus=(*last, 0) if is_group else last)


def _drop(board: Group, place: Place) -> Pressed:
    part, above = part_at(board, place), group_at(board, place[:-1])
    if not place or part is None or above is None:
        return Pressed()
    rule = rule_of(part)
    del above.parts[place[-1]]
    above.parts = above.parts or [Row()]
    if rule and not any(row.error for row in rows_of(part)):
        return Pressed(removed=Removed(place, to_text(rule)))
    return Pressed(focus=(*place[:-1], min(place[-1], len(above.parts) - 1)))


def _put_back(board: Group, removed: Removed) -> Pressed:
    way = removed.place[:-1] if group_at(board, removed.place[:-1]) else ()
    above = group_at(board, way) or board
    try:
        part = part_of(parse(removed.text))
    except SegmentSyntaxError:
        return Pressed()
    above.parts = [] if above.parts == [Row()] else above.parts
    number = min(removed.place[-1], len(above.parts))
    above.parts.insert(number, part)
    return Pressed(focus=(*way, number))
