"""Rows and groups say the same as the text."""

import pytest
from django.http import QueryDict

from allaboard.foundation.segments.builder.board import Board, Group, Row, board_of, rule_of
from allaboard.foundation.segments.builder.reading import board_from, press
from allaboard.foundation.segments.rules import SegmentSyntaxError, parse, to_text


@pytest.mark.parametrize(
    "text",
    [
        "department = Sales",
        'department in ("Human Resources", "A, B", Sales) and tenure < 1 year',
        "shift = Night or shift = Late",
        "department = Sales and (shift = Night or shift = Late) and not (team = A or team = B)",
        "(department = A and shift = Night) or (department = B and not tenure > 2 years)",
        'under "Ben Test" and manager is not empty and custom."Years in role" > 3 and custom.union = yes',
        'hired in last 90 days and hired after 2024-01-01 and job level in (1, 2) and full name contains "\\"q\\""',
        "generation = millennial and works here = no and status in (leave, active)",
    ],
)
def test_a_rule_survives_the_way_through_the_rows(text):
    rule = parse(text)
    board = board_of(rule)

    assert board is not None
    assert rule_of(board) == rule


def test_a_rule_nested_too_deeply_stays_text():
    assert board_of(parse("department = A and (shift = Night or (team = B and team = C))")) is None


def test_unfinished_rows_are_left_out_and_wrong_ones_keep_their_error():
    begun = Board("all", [Group("all", False, [Row("department", "="), Row("shift", "=", "Night"), Row()])])
    assert to_text(rule_of(begun)) == "shift = Night"

    wrong = Row("tenure", "<", "1 yer")
    with pytest.raises(SegmentSyntaxError):
        rule_of(Board("all", [Group("all", False, [wrong])]))
    assert "year" in wrong.error


def test_buttons_add_and_take_away_and_nonsense_does_nothing():
    board = board_from(
        QueryDict("g0-r0-attribute=department&g0-r0-operator=%3D&g0-r0-value=Sales&g0-r3-attribute=shift")
    )
    assert [row.attribute for row in board.groups[0].rows] == ["department", "shift"]

    press(board, "add-row 0")
    press(board, "add-group")
    press(board, "drop-row 0 0")
    for nonsense in ("drop-row 9 9", "add-row 7", "drop-row x y", "explode", "drop-row", "add-row ²"):
        press(board, nonsense)

    assert [len(group.rows) for group in board.groups] == [2, 1]
    press(board, "drop-row 1 0")
    assert len(board.groups) == 1


def test_a_comparison_that_does_not_fit_gives_way_to_one_that_does():
    board = board_from(QueryDict("g0-r0-attribute=tenure&g0-r0-operator=contains&g0-r0-value=1+year"))

    assert to_text(rule_of(board)) == "tenure < 1 year"
