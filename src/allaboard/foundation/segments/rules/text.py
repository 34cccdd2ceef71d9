"""Writes a rule in its one canonical form."""

import re
from datetime import date
from decimal import Decimal

from allaboard.foundation.segments.rules.attributes import CUSTOM, UNDER
from allaboard.foundation.segments.rules.tree import (
    LISTS,
    All,
    Any,
    Condition,
    Everyone,
    Not,
    Operator,
    Rule,
    Span,
    Value,
)

KEYWORDS = frozenset(
    {"and", "or", "not", "in", "is", "under", "everyone", "contains", "starts", "last", "next", "the"}
)
PLAIN = re.compile(r"[^\W\d_][\w@.#/&+:-]*|#\d+|\d+[A-Za-z_][\w-]*")
NAME = re.compile(r"[\w-]+")


def to_text(rule: Rule) -> str:
    """The rule in words; reading them again gives the same rule."""
    if isinstance(rule, Everyone):
        return "everyone"
    if isinstance(rule, Condition):
        return _condition(rule)
    if isinstance(rule, Not):
        return f"not {_inside(rule.term)}"
    return f" {'and' if isinstance(rule, All) else 'or'} ".join(_inside(term) for term in rule.terms)


def _inside(rule: Rule) -> str:
    return f"({to_text(rule)})" if isinstance(rule, All | Any) else to_text(rule)


def _condition(condition: Condition) -> str:
    if condition.attribute == UNDER:
        return f"under {value_text(condition.values[0])}"
    name = attribute_text(condition.attribute)
    values = ", ".join(value_text(value) for value in condition.values)
    if condition.operator in LISTS:
        values = f"({values})"
    return f"{name} {_operator(condition)} {values}".rstrip()


def _operator(condition: Condition) -> str:
    value = condition.values[0] if condition.values else None
    if isinstance(value, date) and not condition.attribute.startswith(CUSTOM):
        return {Operator.ABOVE: "after", Operator.BELOW: "before"}.get(condition.operator, condition.operator)
    return condition.operator


def attribute_text(key: str) -> str:
    """The attribute as a rule names it; custom names with spaces stand in quotes."""
    name = key.removeprefix(CUSTOM)
    return f"{CUSTOM}{quoted(name)}" if key.startswith(CUSTOM) and not NAME.fullmatch(name) else key


def value_text(value: Value) -> str:
    """One value as a rule writes it."""
    if isinstance(value, Span):
        return f"{value.amount} {value.unit.removesuffix('s') if value.amount == 1 else value.unit}"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return value if PLAIN.fullmatch(value) and value.casefold() not in KEYWORDS else quoted(value)


def quoted(text: str) -> str:
    """The text in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
