"""Reads what an attribute is compared with, as the attribute's kind demands."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from allaboard.foundation.segments.choices import Kind as AttributeKind
from allaboard.foundation.segments.rules.attributes import Attribute, choice_named, guess
from allaboard.foundation.segments.rules.stream import Stream
from allaboard.foundation.segments.rules.tokens import Kind, Token
from allaboard.foundation.segments.rules.tree import (
    LISTS,
    NEAR,
    ORDERED,
    VALUELESS,
    Operator,
    Span,
    Unit,
    Value,
)
from allaboard.words import gettext as _

STOPS = ("and", "or", "not")
NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNITS = {name: unit for unit in Unit for name in (unit.value, unit.value.removesuffix("s"))}
YES, NO = ("yes", "true", "1"), ("no", "false", "0")
LONGEST_SPAN, MOST_DIGITS = 100_000, 9


def read_values(stream: Stream, attribute: Attribute, operator: Operator) -> tuple[Value, ...]:
    """The values that the operator needs: none, one, or a bracketed list.

    Raises:
        SegmentSyntaxError: a value is missing or does not fit the attribute.
    """
    if operator in VALUELESS:
        return ()
    if operator in NEAR:
        return (_span(stream, attribute),)
    if operator in LISTS:
        return _list(stream, attribute, operator)
    return (_value(stream, attribute, operator),)


def _list(stream: Stream, attribute: Attribute, operator: Operator) -> tuple[Value, ...]:
    opening = stream.now
    if opening.kind is not Kind.OPEN:
        raise stream.error(
            _("A list stands in brackets."), opening, _("Write in (Night, Late), for example.")
        )
    values: list[Value] = []
    while not values or stream.now.kind is Kind.COMMA:
        stream.take()
        values.append(_value(stream, attribute, operator))
    if stream.now.kind is not Kind.CLOSE:
        raise stream.error(_("This list is never closed."), opening)
    stream.take()
    return tuple(dict.fromkeys(values))


def _value(stream: Stream, attribute: Attribute, operator: Operator) -> Value:
    if attribute.kind is AttributeKind.DURATION:
        return _span(stream, attribute)
    token, text, is_quoted = _piece(stream, attribute)
    if attribute.kind is AttributeKind.CUSTOM and not (
        is_quoted or operator in (Operator.CONTAINS, Operator.STARTS_WITH)
    ):
        return _guessed(stream, token, text, operator)
    return READERS[attribute.kind](stream, attribute, token, text)


def _piece(stream: Stream, attribute: Attribute) -> tuple[Token, str, bool]:
    """A quoted text, or the bare words up to the next “and”, comma or bracket."""
    first = stream.now
    if first.kind is Kind.QUOTED:
        return first, stream.take().text, True
    if first.kind is not Kind.WORD or first.word in STOPS:
        raise stream.error(_("“%(key)s” needs something to compare with.") % {"key": attribute.key}, first)
    while stream.now.kind is Kind.WORD and stream.now.word not in STOPS:
        last = stream.take()
    return first, " ".join(stream.text[first.start : last.end].split()), False


def _guessed(stream: Stream, token: Token, text: str, operator: Operator) -> Value:
    """A bare value of a custom field is the number or day that it looks like; quoted, it stays text."""
    if NUMBER.fullmatch(text):
        return Decimal(text)
    if DAY.fullmatch(text):
        return _day(stream, token, text)
    if operator in ORDERED:
        raise stream.error(
            _("“%(text)s” is neither a number nor a day like 2024-01-31.") % {"text": text}, token
        )
    return text


def _text(stream: Stream, attribute: Attribute, token: Token, text: str) -> str:
    if not text.strip():
        raise stream.error(
            _("This text is empty."), token, _("Write %(key)s is empty.") % {"key": attribute.key}
        )
    return text


def _choice(stream: Stream, attribute: Attribute, token: Token, text: str) -> str:
    assert attribute.choices is not None
    value = choice_named(attribute.choices, text)
    if value is None:
        labels = [str(label) for label in attribute.choices.labels]
        hint = guess(text, labels) or _("One of: %(labels)s.") % {"labels": ", ".join(labels)}
        raise stream.error(_("“%(text)s” is no %(key)s.") % {"text": text, "key": attribute.key}, token, hint)
    return value


def _number(stream: Stream, attribute: Attribute, token: Token, text: str) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise stream.error(
            _("“%(key)s” is a number; “%(text)s” is not.") % {"key": attribute.key, "text": text}, token
        )
    return Decimal(text)


def _date(stream: Stream, attribute: Attribute, token: Token, text: str) -> date:
    return _day(stream, token, text)


def _day(stream: Stream, token: Token, text: str) -> date:
    try:
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as error:
        raise stream.error(
            _("“%(text)s” is no day.") % {"text": text}, token, _("Write it like 2024-01-31.")
        ) from error


def _flag(stream: Stream, attribute: Attribute, token: Token, text: str) -> str:
    if text.casefold() not in YES + NO:
        raise stream.error(_("“%(key)s” is yes or no.") % {"key": attribute.key}, token)
    return "yes" if text.casefold() in YES else "no"


def _span(stream: Stream, attribute: Attribute) -> Span:
    number, unit = stream.take(), stream.now
    if not (number.kind is Kind.WORD and number.text.isascii() and number.text.isdigit()):
        raise stream.error(
            _("“%(key)s” needs a length of time.") % {"key": attribute.key},
            number,
            _("Write 1 year or 90 days, for example."),
        )
    if unit.word not in UNITS:
        hint = guess(unit.text, list(UNITS)) or _("Days, weeks, months or years.")
        raise stream.error(_("Which unit of time?"), unit, hint)
    if len(number.text) > MOST_DIGITS or int(number.text) > LONGEST_SPAN:
        raise stream.error(_("This is longer than anyone lives."), number)
    stream.take()
    return Span(int(number.text), UNITS[unit.word])


READERS: dict[AttributeKind, Callable[[Stream, Attribute, Token, str], Value]] = {
    AttributeKind.TEXT: _text,
    AttributeKind.CHOICE: _choice,
    AttributeKind.NUMBER: _number,
    AttributeKind.DATE: _date,
    AttributeKind.PERSON: _text,
    AttributeKind.SUBTREE: _text,
    AttributeKind.FLAG: _flag,
    AttributeKind.CUSTOM: _text,
}
