"""Rows and groups say the same as the text, however deep it goes."""

import pytest
from django.http import QueryDict
from hypothesis import given
from tests.foundation.segments.test_rules import rules

from allaboard.foundation.segments.builder.board import Group, board_of, group_at, rule_of
from allaboard.foundation.segments.builder.pressing import press
from allaboard.foundation.segments.builder.reading import board_from
from allaboard.foundation.segments.builder.rows import Row
from allaboard.foundation.segments.rules import Everyone, Rule, parse, to_text
from allaboard.foundation.segments.rules.parser import DEEPEST

DEEP = "department = A and (shift = Night or not (team = B and (town = C or not (town = D and team = E))))"


def said(board: Group) -> str:
    return to_text(rule_of(board) or Everyone())


@given(rules)
def test_every_rule_survives_the_way_through_the_rows(rule: Rule):
    assert (rule_of(board_of(rule)) or Everyone()) == rule


def test_groups_stand_within_groups_in_the_order_of_the_rule():
    board = board_of(parse(DEEP))

    assert [type(part) for part in board.parts] == [Row, Group]
    inner = board.parts[1]
    assert isinstance(inner, Group)
    assert (inner.joins, inner.negated) == ("any", False)
    assert isinstance(inner.parts[1], Group)
    assert (inner.parts[1].joins, inner.parts[1].negated) == ("all", True)


def test_unfinished_rows_are_left_out_and_wrong_ones_keep_their_error():
    begun = [
        Row("department", "="),
        Row("shift", "=", "Night"),
        Row(),
        Group("any", True, [Row("team", "=")]),
    ]
    assert said(Group("all", False, begun)) == "shift = Night"

    wrong = Row("tenure", "<", "1 yer")
    assert said(Group("all", False, [wrong, Row("shift", "=", "Night")])) == "shift = Night"
    assert "year" in wrong.error


@pytest.mark.parametrize("value", ["3 or works here = no", "3) and (custom.b = 4"])
def test_a_value_never_says_more_than_one_condition(value):
    row = Row("custom.", "=", value, "a")

    assert rule_of(Group(parts=[row])) is None
    assert row.error


def test_buttons_add_at_any_depth_and_nonsense_does_nothing():
    board = board_from(
        QueryDict("rule-0-attribute=department&rule-0-operator=%3D&rule-0-value=Sales&rule-3-attribute=shift")
    )
    assert [row.attribute for row in board.parts if isinstance(row, Row)] == ["department", "shift"]

    assert press(board, "add-group").focus == (2, 0)
    assert press(board, "add-group 2").focus == (2, 1, 0)
    assert press(board, "add-row 2-1").focus == (2, 1, 1)
    nonsense = ("drop 9", "add-row 7", "drop x y", "explode", "drop", "add-row ²", "add-row 0", "put-back")
    for button in nonsense:
        assert press(board, button).focus is None

    assert board == Group(
        parts=[
            Row("department", "=", "Sales"),
            Row("shift", "="),
            Group("any", parts=[Row(), Group("all", parts=[Row(), Row()])]),
        ]
    )


@pytest.mark.parametrize("place", ["0", "1", "1-0", "1-1", "1-1-1", "1-1-1-1"])
def test_what_was_removed_is_put_back_where_it_stood(place):
    board = board_of(parse(DEEP))

    removed = press(board, f"drop {place}").removed
    assert removed
    assert said(board) != DEEP
    assert press(board, "put-back", removed).focus == removed.place
    assert said(board) == DEEP


def test_the_last_condition_of_a_group_leaves_an_empty_one():
    board = board_of(parse("shift = Night"))

    press(board, "drop 0")

    assert board == Group(parts=[Row()])


def test_an_unfinished_condition_goes_without_a_way_back():
    board = Group(parts=[Row("shift", "=", "Night"), Row("team", "=")])

    pressed = press(board, "drop 1")

    assert (pressed.removed, pressed.focus) == (None, (0,))


def test_groups_go_as_deep_as_the_text_and_no_deeper():
    board, group, way = Group(), None, ""
    while focus := press(board, f"add-group {way}").focus:
        way = "-".join(map(str, focus[:-1]))
        group = group_at(board, focus[:-1])
        assert group
        group.parts.insert(0, Row("team", "=", "A"))
    board.parts[0] = Row("shift", "=", "Night")

    assert group
    assert group.parts == [Row("team", "=", "A"), Row()]
    assert said(board).count("(") == DEEPEST - 2  # the innermost row stands without brackets of its own
    assert parse(said(board)) == rule_of(board)
    group.parts[1] = Row("town", "=", "B")
    assert said(board).count("(") == DEEPEST - 1
    assert parse(said(board)) == rule_of(board)


def test_a_comparison_that_does_not_fit_gives_way_to_one_that_does():
    board = board_from(QueryDict("rule-0-attribute=tenure&rule-0-operator=contains&rule-0-value=1+year"))

    assert said(board) == "tenure < 1 year"


@pytest.mark.parametrize(
    ("attribute", "operator", "value", "kept"),
    [
        ("status", "=", "Sales", ""),
        ("status", "=", "leave", "leave"),
        ("works here", "=", "Sales", ""),
        ("tenure", "<", "Sales", ""),
        ("tenure", "<", "2 years", "2 years"),
        ("hired", "<", "90 days", ""),
        ("hired", "in last", "2024-01-31", ""),
        ("hired", "in last", "90 days", "90 days"),
        ("job level", ">", "high", ""),
        ("job level", "in", "3, 4", "3, 4"),
    ],
)
def test_a_value_that_a_box_cannot_show_is_dropped(attribute, operator, value, kept):
    posted = QueryDict(mutable=True)
    posted.update({"rule-0-attribute": attribute, "rule-0-operator": operator, "rule-0-value": value})

    assert board_from(posted) == Group(parts=[Row(attribute, operator, kept)])


@pytest.mark.parametrize(
    ("value", "more", "text"),
    [
        ("", "Night", "shift in (Night)"),
        ("Night, Late", "Day, or so", 'shift in (Night, Late, "Day, or so")'),
        ("Human Resources,", "R (D)", 'shift in ("Human Resources", "R (D)")'),
        ("Night", "Night", "shift in (Night)"),
    ],
)
def test_a_chosen_value_joins_the_list(value, more, text):
    posted = QueryDict(mutable=True)
    posted.update({"rule-0-attribute": "shift", "rule-0-operator": "in", "rule-0-value": value})
    posted["rule-0-more"] = more

    assert said(board_from(posted)) == text


def test_a_part_whose_group_was_not_sent_stands_in_the_next_group_above():
    assert board_from(QueryDict("rule-4-7-attribute=shift")) == Group(parts=[Row("shift", "=")])
