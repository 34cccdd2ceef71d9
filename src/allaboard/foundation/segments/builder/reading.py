"""Reads the builder's form: rows, groups, and the button that was pressed."""

import re

from django.http import QueryDict

from allaboard.foundation.segments.builder.board import ALL, ANY, Board, Group, Row, settled
from allaboard.foundation.segments.rules.attributes import BY_KEY, CUSTOM

MOST_GROUPS, MOST_ROWS = 12, 30
PLACE = re.compile(r"\d{1,3}")
NAME = re.compile(r"g(\d{1,3})-r(\d{1,3})-attribute")


def board_from(posted: QueryDict) -> Board:
    """The rows and groups as they were sent, in order; gaps in the numbers do not matter."""
    places = sorted({(int(match[1]), int(match[2])) for name in posted if (match := NAME.fullmatch(name))})
    board = Board(_joins(posted.get("joins")))
    for number in dict.fromkeys(group for group, _ in places):
        rows = [_row(posted, f"g{number}-r{row}-") for group, row in places if group == number]
        group = Group(_joins(posted.get(f"g{number}-joins")), f"g{number}-not" in posted, rows[:MOST_ROWS])
        board.groups.append(group)
    board.groups = board.groups[:MOST_GROUPS] or [Group(ALL, False, [Row()])]
    return board


def _joins(text: str | None) -> str:
    return ANY if text == ANY else ALL


def _row(posted: QueryDict, prefix: str) -> Row:
    attribute = posted.get(f"{prefix}attribute", "")
    return settled(
        Row(
            attribute=attribute if attribute in BY_KEY or attribute == CUSTOM else "",
            operator=posted.get(f"{prefix}operator", ""),
            value=posted.get(f"{prefix}value", ""),
            custom=posted.get(f"{prefix}custom", ""),
            negated=f"{prefix}not" in posted,
        )
    )


def press(board: Board, button: str) -> None:
    """Add or take away what the pressed button names, such as `add-row 0` or `drop-row 0 2`."""
    verb, _space, numbers = button.partition(" ")
    places = [int(number) for number in numbers.split() if PLACE.fullmatch(number)]
    if verb == "add-group" and len(board.groups) < MOST_GROUPS:
        board.groups.append(Group(ANY if board.joins == ALL else ALL, False, [Row()]))
    elif verb == "add-row" and places and places[0] < len(board.groups):
        board.groups[places[0]].rows.append(Row())
    elif verb == "drop-row" and len(places) == 2 and places[0] < len(board.groups):
        _drop_row(board, *places)


def _drop_row(board: Board, group: int, row: int) -> None:
    rows = board.groups[group].rows
    if row < len(rows):
        del rows[row]
    if not rows:
        del board.groups[group]
    if not board.groups:
        board.groups.append(Group(ALL, False, [Row()]))
