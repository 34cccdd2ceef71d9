"""A rule as rows in groups within groups, and back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from allaboard.foundation.segments.builder.rows import Row, condition_of, row_of
from allaboard.foundation.segments.rules import All, Any, Everyone, Not, Rule, all_of, any_of, not_

ALL, ANY = "all", "any"
# The way from the outermost group: () is that group itself, (2, 0) the first part of its third.
Place = tuple[int, ...]


@dataclass(slots=True)
class Group:
    """Rows and groups of which all or any must hold, or must not; the outermost one is the whole rule."""

    joins: str = ALL
    negated: bool = False
    parts: "list[Row | Group]" = field(default_factory=lambda: [Row()])


Part = Row | Group


def board_of(rule: Rule) -> Group:
    """The rule in rows and groups, in its own order."""
    if isinstance(rule, Everyone):
        return Group()
    part = part_of(rule)
    return part if isinstance(part, Group) else Group(parts=[part])


def part_of(rule: Rule) -> Part:
    """The row or the group that says the rule."""
    term, negated = (rule.term, True) if isinstance(rule, Not) else (rule, False)
    if isinstance(term, All | Any):
        joins = ANY if isinstance(term, Any) else ALL
        return Group(joins, negated, [part_of(each) for each in term.terms])
    assert not isinstance(term, Not)
    return row_of(term, negated)


def rule_of(part: Part) -> Rule | None:
    """The rule that the finished rows make; nothing while there is none. Rows that make no sense keep their error."""
    if isinstance(part, Row):
        return condition_of(part)
    terms = [rule for rule in map(rule_of, part.parts) if rule]
    if not terms:
        return None
    joined = (all_of if part.joins == ALL else any_of)(*terms)
    return not_(joined) if part.negated else joined


def rows_of(part: Part) -> Iterator[Row]:
    """Every row, from top to bottom."""
    if isinstance(part, Row):
        yield part
    else:
        for each in part.parts:
            yield from rows_of(each)


def part_at(board: Group, place: Place) -> Part | None:
    """The row or group at a place; nothing when there is none."""
    part: Part = board
    for number in place:
        if isinstance(part, Row) or number >= len(part.parts):
            return None
        part = part.parts[number]
    return part


def group_at(board: Group, place: Place) -> Group | None:
    """The group at a place; nothing when there is none."""
    part = part_at(board, place)
    return part if isinstance(part, Group) else None
