"""Each node of a rule as a condition."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_, or_

from django.db.models import Q, Value
from django.db.models.functions import Upper
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    IContains,
    In,
    IsNull,
    IStartsWith,
    LessThan,
    LessThanOrEqual,
    Lookup,
)

from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.compiler.expressions import as_iso_day, as_number, untrue
from allaboard.foundation.segments.compiler.facts import Facts, Source
from allaboard.foundation.segments.compiler.persons import people_called
from allaboard.foundation.segments.rules import All, Any, Condition, Everyone, Not, Operator, Rule, Span, Unit
from allaboard.foundation.segments.rules.attributes import Attribute, attribute_of
from allaboard.foundation.segments.rules.calendar import day_after, day_before

NEGATED = {Operator.IS_NOT: Operator.IS, Operator.NOT_IN: Operator.IN, Operator.NOT_EMPTY: Operator.EMPTY}
COMPARED: dict[Operator, type[Lookup]] = {
    Operator.IS: Exact,
    Operator.BELOW: LessThan,
    Operator.AT_MOST: LessThanOrEqual,
    Operator.ABOVE: GreaterThan,
    Operator.AT_LEAST: GreaterThanOrEqual,
}
# A longer time here is an earlier first day.
TURNED = {
    Operator.BELOW: Operator.ABOVE,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.ABOVE: Operator.BELOW,
    Operator.AT_LEAST: Operator.AT_MOST,
}
YES, NO = ("yes", "true"), ("no", "false")


def compiled(rule: Rule, facts: Facts) -> Q:
    """The rule as one condition on the model of the facts; unknown facts never hold, and “not” includes them."""
    if isinstance(rule, Everyone):
        return Q(pk__isnull=False)
    if isinstance(rule, Not):
        return untrue(compiled(rule.term, facts))
    if isinstance(rule, All | Any):
        return reduce(and_ if isinstance(rule, All) else or_, (compiled(term, facts) for term in rule.terms))
    return _condition(rule, facts)


def _condition(condition: Condition, facts: Facts) -> Q:
    opposite = NEGATED.get(condition.operator)
    if opposite:
        return untrue(_condition(Condition(condition.attribute, opposite, condition.values), facts))
    attribute = attribute_of(condition.attribute)
    if condition.operator is Operator.IN:
        each = (Condition(condition.attribute, Operator.IS, (value,)) for value in condition.values)
        return _one_of(attribute, condition, facts) or reduce(or_, (_condition(one, facts) for one in each))
    return KINDS[attribute.kind](attribute, condition, facts)


def _one_of(attribute: Attribute, condition: Condition, facts: Facts) -> Q | None:
    if attribute.kind in (Kind.TEXT, Kind.CHOICE):
        return Q(In(facts.text(attribute.field), list(condition.values)))
    return None


def _text(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    return _wording(facts.text(attribute.field), condition)


def _wording(source: Source, condition: Condition) -> Q:
    if condition.operator is Operator.EMPTY:
        return Q(IsNull(source, True)) | Q(Exact(source, Value("")))
    value = Value(str(condition.values[0]))
    if condition.operator is Operator.CONTAINS:
        return Q(IContains(source, value))
    if condition.operator is Operator.STARTS_WITH:
        return Q(IStartsWith(source, value))
    return Q(Exact(source, value))


def _number(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    source = facts.number(attribute.field)
    if condition.operator is Operator.EMPTY:
        return Q(IsNull(source, True))
    return Q(COMPARED[condition.operator](source, Value(condition.values[0])))


def _date(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    source = facts.text(attribute.field)
    if condition.operator is Operator.EMPTY:
        return Q(IsNull(source, True))
    value = condition.values[0]
    if isinstance(value, Span):
        return _near(source, condition.operator, value, facts)
    assert isinstance(value, date)
    return _compared(source, condition.operator, value, facts)


def _near(source: Source, operator: Operator, span: Span, facts: Facts) -> Q:
    first, last = facts.today, facts.today
    if operator is Operator.IN_LAST:
        first = day_before(facts.today, span)
    else:
        last = day_after(facts.today, span)
    return _compared(source, Operator.AT_LEAST, first, facts) & _compared(
        source, Operator.AT_MOST, last, facts
    )


def _compared(source: Source, operator: Operator, day: date, facts: Facts) -> Q:
    return Q(COMPARED[operator](source, Value(facts.day(day))))


def _duration(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    source = facts.text(attribute.field)
    if condition.operator is Operator.EMPTY:
        return Q(IsNull(source, True))
    span = condition.values[0]
    assert isinstance(span, Span)
    edge = day_before(facts.today, span)
    if condition.operator is not Operator.IS:
        return _compared(source, TURNED[condition.operator], edge, facts)
    # “1 year” means one whole year, not yet two.
    next_edge = day_before(facts.today, Span(span.amount + 1, Unit(span.unit)))
    return _compared(source, Operator.AT_MOST, edge, facts) & _compared(
        source, Operator.ABOVE, next_edge, facts
    )


def _person(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    source = facts.person(attribute.field)
    if condition.operator is Operator.EMPTY:
        return Q(IsNull(source, True))
    return Q(In(source, people_called(str(condition.values[0])).values("pk").query))


def _flag(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    holds = facts.flag(attribute.field)
    return holds if condition.values[0] == "yes" else untrue(holds)


def _subtree(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    return facts.under(people_called(str(condition.values[0])))


def _custom(attribute: Attribute, condition: Condition, facts: Facts) -> Q:
    source = facts.custom(attribute.field)
    value = condition.values[0] if condition.values else ""
    if isinstance(value, Decimal):
        return Q(COMPARED[condition.operator](as_number(source), Value(value)))
    if isinstance(value, date):
        return Q(COMPARED[condition.operator](as_iso_day(source), Value(value.isoformat())))
    if condition.operator is not Operator.IS:
        return _wording(source, condition)
    # Files spell yes as Yes, YES or true; case is no difference in a field that nobody has described.
    spellings = next((same for same in (YES, NO) if str(value).casefold() in same), (str(value),))
    return reduce(or_, (Q(Exact(Upper(source), Upper(Value(each)))) for each in spellings))


KINDS: dict[Kind, Callable[[Attribute, Condition, Facts], Q]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.DURATION: _duration,
    Kind.PERSON: _person,
    Kind.FLAG: _flag,
    Kind.SUBTREE: _subtree,
    Kind.CUSTOM: _custom,
}
