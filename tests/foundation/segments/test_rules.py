"""A rule is read, written and refused without any database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.rules import (
    Condition,
    Everyone,
    Not,
    Operator,
    Rule,
    SegmentSyntaxError,
    Span,
    Unit,
    all_of,
    any_of,
    not_,
    parse,
    to_text,
)
from allaboard.foundation.segments.rules.attributes import ATTRIBUTES, OPERATORS, Attribute
from allaboard.foundation.segments.rules.calendar import day_after, day_before

ORDERED = (Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST)
texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(str.strip)
numbers = st.decimals(-(10**6), 10**6, places=3).map(lambda number: number.normalize())
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
spans = st.builds(Span, st.integers(0, 500), st.sampled_from(Unit))
custom = texts.map(lambda name: Attribute(f"custom.{name}", name, Kind.CUSTOM))


def values_for(attribute: Attribute, operator: Operator) -> st.SearchStrategy[object]:
    if operator in (Operator.IN_LAST, Operator.IN_NEXT):
        return spans
    if attribute.kind is Kind.CUSTOM:
        if operator in (Operator.CONTAINS, Operator.STARTS_WITH):
            return texts
        return numbers | days if operator in ORDERED else numbers | days | texts
    return {
        Kind.NUMBER: numbers,
        Kind.DATE: days,
        Kind.DURATION: spans,
        Kind.FLAG: st.sampled_from(["yes", "no"]),
        Kind.CHOICE: st.sampled_from(attribute.choices.values if attribute.choices else [""]),
    }.get(attribute.kind, texts)


@st.composite
def conditions(draw: st.DrawFn) -> Rule:
    attribute = draw(st.sampled_from(ATTRIBUTES) | custom)
    operator = draw(st.sampled_from(OPERATORS[attribute.kind]))
    if operator in (Operator.EMPTY, Operator.NOT_EMPTY):
        return Condition(attribute.key, operator)
    value = values_for(attribute, operator)
    if operator in (Operator.IN, Operator.NOT_IN):
        return Condition(
            attribute.key, operator, tuple(draw(st.lists(value, min_size=1, max_size=3, unique=True)))
        )
    return Condition(attribute.key, operator, (draw(value),))


rules = st.recursive(
    conditions() | st.just(Everyone()),
    lambda inside: (
        st.builds(not_, inside)
        | st.lists(inside, max_size=4).map(lambda terms: all_of(*terms))
        | st.lists(inside, max_size=4).map(lambda terms: any_of(*terms))
    ),
    max_leaves=12,
)


@given(rules)
def test_every_rule_is_read_back_as_it_was_written(rule):
    assert parse(to_text(rule)) == rule


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_at_a_place_within_it(text):
    rule, error = attempt(text)

    if error:
        assert 0 <= error.position <= len(text)
        assert error.pointer.endswith("^")
    else:
        assert parse(to_text(rule)) == rule


def attempt(text: str) -> tuple[Rule, SegmentSyntaxError | None]:
    try:
        return parse(text), None
    except SegmentSyntaxError as error:
        return Everyone(), error


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("", "everyone"),
        ("  ", "everyone"),
        ("Dept = Human Resources", 'department = "Human Resources"'),
        ("department is Sales AND Level at least 3", "department = Sales and job level >= 3"),
        ("generation = Millennials", "generation = millennial"),
        ("status is On leave", "status = leave"),
        ("joined in the last 90 days", "hired in last 90 days"),
        ("hired since 2024-01-31", "hired >= 2024-01-31"),
        ("not (not shift = Night)", "shift = Night"),
        (
            "department = A or department = B and shift = C",
            "department = A or (department = B and shift = C)",
        ),
        ("last name = O'Neill", 'last name = "O\'Neill"'),
        ("custom.level > 3.50 and custom.level = “3”", 'custom.level > 3.5 and custom.level = "3"'),
        ("custom.'Years in role' <> 2", 'custom."Years in role" != 2'),
        ("UNDER Ben Test", 'under "Ben Test"'),
        ("tenure less than 12 months", "tenure < 12 months"),
        ("shift not in (Night,  Late ,Night)", "shift not in (Night, Late)"),
        ("team = Research &  Development", 'team = "Research & Development"'),
    ],
)
def test_words_people_write_have_one_canonical_form(written, canonical):
    assert to_text(parse(written)) == canonical
    assert to_text(parse(canonical)) == canonical


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("departmet = Sales", "departmet", "department"),
        ("shift = Night and tenur < 1 year", "tenur", "tenure"),
        ("status = actve", "actve", "Active"),
        ("tenure < 1 yer", "yer", "year"),
        ("hired after 2024-02-31", "2024-02-31", "2024-01-31"),
        ("department < Sales", "<", "contains"),
        ("(department = Sales", "(", ""),
        ("department = Sales)", ")", ""),
        ('department = "Sales', '"', "Add"),
        ("department = Sales tenure < 1 year", "<", ""),
        ("job level = high", "high", ""),
        ("shift in Night", "Night", "in (Night, Late)"),
        ("custom. = 3", "custom.", ""),
        ("department = ", "", ""),
        ("works here = maybe", "maybe", ""),
    ],
)
def test_an_error_points_at_the_place_and_says_what_may_have_been_meant(text, marked, hint):
    with pytest.raises(SegmentSyntaxError) as caught:
        parse(text)

    assert text[caught.value.position :].startswith(marked)
    assert hint in str(caught.value)


def test_the_caret_stands_under_the_place_in_a_rule_of_several_lines():
    with pytest.raises(SegmentSyntaxError) as caught:
        parse("department = Sales\n  and shft = Night")

    assert (caught.value.line, caught.value.column) == (2, 7)
    assert caught.value.pointer == "  and shft = Night\n      ^"


def test_a_bomb_of_brackets_is_refused_calmly():
    with pytest.raises(SegmentSyntaxError, match="nested too deeply"):
        parse("(" * 4_000 + "department = Sales" + ")" * 4_000)
    with pytest.raises(SegmentSyntaxError, match="nested too deeply"):
        parse("not " * 1_000 + "shift = Night")


def test_not_and_or_bind_as_people_expect():
    rule = parse("not shift = Night and department = Sales or tenure > 2 years")

    night = Condition("shift", Operator.IS, ("Night",))
    sales = Condition("department", Operator.IS, ("Sales",))
    long_here = Condition("tenure", Operator.ABOVE, (Span(2, Unit.YEARS),))
    assert rule == any_of(all_of(Not(night), sales), long_here)


def test_a_bare_value_of_a_custom_field_is_what_it_looks_like():
    bare, quoted = parse("custom.x = 3"), parse('custom.x = "3"')

    assert bare == Condition("custom.x", Operator.IS, (Decimal(3),))
    assert quoted == Condition("custom.x", Operator.IS, ("3",))


@given(days, spans)
def test_going_back_and_forth_never_gains_a_day(day, span):
    assert day_after(day_before(day, span), span) <= day


def test_the_end_of_a_month_stays_within_the_shorter_one():
    assert day_before(date(2024, 3, 31), Span(1, Unit.MONTHS)) == date(2024, 2, 29)
    assert day_before(date(2024, 2, 29), Span(1, Unit.YEARS)) == date(2023, 2, 28)
    assert day_before(date(2024, 2, 29), Span(90_000, Unit.YEARS)) == date.min


@pytest.mark.parametrize(
    "text", ['custom."Over time" = yes', "CUSTOM.'Over time' = yes", "custom.“Over time” is yes"]
)
def test_a_label_with_spaces_stands_in_quotes_and_comes_back(text):
    rule = parse(text)

    assert rule == Condition("custom.Over time", Operator.IS, ("yes",))
    assert to_text(rule) == 'custom."Over time" = yes'
    assert parse(to_text(rule)) == rule


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("shift = Night and custom.Over time = yes", 18, 'Write custom."Over time".'),
        ("custom.Last big review is not empty", 0, 'Write custom."Last big review".'),
        ('custom."Over time = yes', 7, "never closed"),
        ("custom. = yes", 0, "Name the custom field"),
        ("custom.union and shift = Night", 13, "How is “custom.union” compared?"),
    ],
)
def test_a_wrongly_written_label_is_pointed_at(text, position, says):
    with pytest.raises(SegmentSyntaxError) as error:
        parse(text)

    assert error.value.position == position
    assert says in str(error.value)
