"""Reads the builder's form: the rows and groups as they were sent, each named by its place."""

import re

from django.http import QueryDict

from allaboard.foundation.segments.builder.board import ALL, ANY, Group, Place
from allaboard.foundation.segments.builder.rows import EVERYONE, Row, add_value, settled
from allaboard.foundation.segments.rules.attributes import BY_KEY, CUSTOM
from allaboard.foundation.segments.rules.parser import DEEPEST

# rule-0-2-attribute belongs to the third part of the first group; rule-joins to the whole rule.
NAME = re.compile(rf"rule-((?:\d{{1,4}}-){{0,{DEEPEST}}})(attribute|joins)")


def name_of(place: Place) -> str:
    """With what the names of all fields of a place begin."""
    return "rule-" + "".join(f"{number}-" for number in place)


def board_from(posted: QueryDict) -> Group:
    """The rows and groups in order; gaps in the numbers do not matter."""
    found = sorted({(_place(match[1]), match[2]) for match in map(NAME.fullmatch, posted) if match})
    groups: dict[Place, Group] = {(): _group(posted, ())}
    for place, kind in found:
        if not place:
            continue
        part = _group(posted, place) if kind == "joins" else _row(posted, place)
        if isinstance(part, Group):
            groups[place] = part
        above = next(place[:end] for end in range(len(place) - 1, -1, -1) if place[:end] in groups)
        groups[above].parts.append(part)
    for group in groups.values():
        group.parts = group.parts or [Row()]
    return groups[()]


def _place(text: str) -> Place:
    return tuple(int(number) for number in text.split("-") if number)


def _group(posted: QueryDict, place: Place) -> Group:
    name = name_of(place)
    joins = ANY if posted.get(f"{name}joins") == ANY else ALL
    return Group(joins, f"{name}not" in posted, [])


def _row(posted: QueryDict, place: Place) -> Row:
    name = name_of(place)
    attribute, unit = posted.get(f"{name}attribute", ""), posted.get(f"{name}unit", "")
    value = ", ".join(filter(None, posted.getlist(f"{name}value")))
    row = Row(
        attribute=attribute if attribute in BY_KEY or attribute in (CUSTOM, EVERYONE) else "",
        operator=posted.get(f"{name}operator", ""),
        value=f"{value} {unit}" if value and unit else value,
        custom=posted.get(f"{name}custom", ""),
        negated=f"{name}not" in posted,
    )
    return add_value(settled(row), posted.get(f"{name}more", ""))
