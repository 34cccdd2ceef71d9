"""A rule as a tree of frozen nodes; the smart constructors keep it flat, so one rule has one tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Operator(StrEnum):
    IS = "="
    IS_NOT = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IN = "in"
    NOT_IN = "not in"
    EMPTY = "is empty"
    NOT_EMPTY = "is not empty"
    CONTAINS = "contains"
    STARTS_WITH = "starts with"
    IN_LAST = "in last"
    IN_NEXT = "in next"
    UNDER = "under"


LISTS = (Operator.IN, Operator.NOT_IN)
VALUELESS = (Operator.EMPTY, Operator.NOT_EMPTY)
ORDERED = (Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST)
NEAR = (Operator.IN_LAST, Operator.IN_NEXT)


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in whole units."""

    amount: int
    unit: Unit


Value = str | Decimal | date | Span


@dataclass(frozen=True, slots=True)
class Everyone:
    """No condition at all."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One attribute compared with values; `attribute` is a key of the catalogue or `custom.<name>`."""

    attribute: str
    operator: Operator
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Those for whom the term does not hold, or whose fact is not known."""

    term: "Rule"


@dataclass(frozen=True, slots=True)
class All:
    """Those for whom every term holds."""

    terms: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Those for whom at least one term holds."""

    terms: tuple["Rule", ...]


Rule = Everyone | Condition | Not | All | Any


def all_of(*terms: Rule) -> Rule:
    """The terms joined by “and”, flat; everyone when there is none."""
    flat: list[Rule] = []
    for term in terms:
        if isinstance(term, All):
            flat.extend(term.terms)
        elif not isinstance(term, Everyone):
            flat.append(term)
    return (All(tuple(flat)) if len(flat) > 1 else flat[0]) if flat else Everyone()


def any_of(*terms: Rule) -> Rule:
    """The terms joined by “or”, flat; everyone when one of them is everyone, or when there is none."""
    flat: list[Rule] = []
    for term in terms:
        if isinstance(term, Everyone):
            return term
        flat.extend(term.terms if isinstance(term, Any) else (term,))
    return (Any(tuple(flat)) if len(flat) > 1 else flat[0]) if flat else Everyone()


def not_(term: Rule) -> Rule:
    """The opposite; twice is nothing."""
    return term.term if isinstance(term, Not) else Not(term)


def conditions_of(rule: Rule) -> Iterator[Condition]:
    """Every condition of the rule, from left to right."""
    if isinstance(rule, Condition):
        yield rule
    elif isinstance(rule, Not):
        yield from conditions_of(rule.term)
    elif isinstance(rule, All | Any):
        for term in rule.terms:
            yield from conditions_of(term)
