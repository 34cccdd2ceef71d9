"""One condition as a row of the form, finished or not, and back."""

import re
from dataclasses import dataclass

from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.rules import (
    Condition,
    Everyone,
    Rule,
    SegmentSyntaxError,
    not_,
    parse,
)
from allaboard.foundation.segments.rules.attributes import CUSTOM, OPERATORS, UNDER, Attribute, attribute_of
from allaboard.foundation.segments.rules.text import attribute_text, quoted, value_text
from allaboard.foundation.segments.rules.tree import LISTS, NEAR, VALUELESS
from allaboard.foundation.segments.rules.values import DAY, NUMBER, UNITS
from allaboard.words import gettext as _

EVERYONE = "everyone"
WORDED = (Kind.TEXT, Kind.PERSON, Kind.SUBTREE)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
ESCAPED = re.compile(r'\\(["\\])')


@dataclass(slots=True)
class Row:
    """One condition as it stands in the form."""

    attribute: str = ""  # a key of the catalogue, “custom.” or “everyone”
    operator: str = ""
    value: str = ""
    custom: str = ""
    negated: bool = False
    error: str = ""

    @property
    def asked(self) -> Attribute | None:
        """What the row asks about; nothing before that is chosen, or when it is everyone."""
        if self.attribute in ("", EVERYONE):
            return None
        return attribute_of(CUSTOM + as_meant(self.custom) if self.attribute == CUSTOM else self.attribute)

    @property
    def is_begun(self) -> bool:
        """Whether anything was chosen in it."""
        return bool(self.attribute)

    @property
    def is_finished(self) -> bool:
        """Whether everything is there that a condition needs."""
        if self.attribute == EVERYONE:
            return True
        named = self.is_begun and (self.attribute != CUSTOM or bool(as_meant(self.custom)))
        return named and (self.operator in VALUELESS or bool(as_meant(self.value).strip()))


def row_of(condition: Condition | Everyone, negated: bool) -> Row:
    """The row that says the condition, or its opposite."""
    if isinstance(condition, Everyone):
        return Row(EVERYONE, negated=negated)
    is_custom = condition.attribute.startswith(CUSTOM)
    return Row(
        attribute=CUSTOM if is_custom else condition.attribute,
        operator=condition.operator,
        value=_value_of(condition),
        custom=_as_typed(condition.attribute.removeprefix(CUSTOM)) if is_custom else "",
        negated=negated,
    )


def _value_of(condition: Condition) -> str:
    if attribute_of(condition.attribute).kind in WORDED and condition.operator not in LISTS:
        return _as_typed(str(condition.values[0])) if condition.values else ""
    return ", ".join(value_text(value) for value in condition.values)


def condition_of(row: Row) -> Rule | None:
    """The condition that a finished row says, or its opposite; nothing of an unfinished one.

    A row that makes no sense says nothing, and keeps what is wrong with it.
    """
    row.error = ""
    if not row.is_finished:
        return None
    if row.attribute == EVERYONE:
        return not_(Everyone()) if row.negated else Everyone()
    try:
        condition = parse(_text_of(row))
    except SegmentSyntaxError as error:
        row.error = str(error)
        return None
    if not isinstance(condition, Condition):
        row.error = _("This says more than one thing. Put the value in quotes, or add another condition.")
        return None
    if row.operator in LISTS:
        row.value = _value_of(condition)
    return not_(condition) if row.negated else condition


def add_value(row: Row, value: str) -> Row:
    """The row with one more value in its list; nothing to add, or no list, changes nothing."""
    asked = row.asked
    if value and asked and row.operator in LISTS:
        written = _list_text(row.value, asked.kind in WORDED)
        row.value = ", ".join(filter(None, (written, value_text(value))))
    return row


def _text_of(row: Row) -> str:
    asked = row.asked
    assert asked is not None
    if asked.key == UNDER:
        return f"{UNDER} {quoted(as_meant(row.value))}"
    name = f"{attribute_text(asked.key)} {row.operator}"
    if row.operator in VALUELESS:
        return name
    worded = asked.kind in WORDED
    if row.operator in LISTS:
        return f"{name} ({_list_text(row.value, worded)})"
    return f"{name} {quoted(as_meant(row.value)) if worded else row.value.strip()}"


def _list_text(value: str, worded: bool) -> str:
    """Commas part values; who needs a comma within a value writes quotes."""
    if not worded or '"' in value:
        return value
    return ", ".join(quoted(each.strip()) for each in value.split(",") if each.strip())


def as_meant(typed: str) -> str:
    """What a box holds, without the spaces around it; within quotes everything counts."""
    bare = typed.strip()
    return ESCAPED.sub(r"\1", bare[1:-1]) if QUOTED.fullmatch(bare) else bare


def _as_typed(text: str) -> str:
    return text if as_meant(text) == text else quoted(text)


def settled(row: Row) -> Row:
    """The row with an operator that its attribute allows, and without a value that its box could not show."""
    asked = row.asked
    if asked is None:
        return row
    allowed = OPERATORS[asked.kind]
    if row.operator not in allowed:
        row.operator = allowed[0]
    row.value = row.value if _fits(row, asked) else ""
    return row


def is_span(row: Row) -> bool:
    """Whether its value is a length of time."""
    return row.operator in NEAR or (row.asked is not None and row.asked.kind is Kind.DURATION)


def span_in(value: str) -> tuple[str, str]:
    """The number and the unit of a length of time; nothing of anything else."""
    amount, _space, unit = value.strip().partition(" ")
    return (amount, UNITS[unit]) if amount.isascii() and amount.isdecimal() and unit in UNITS else ("", "")


def _fits(row: Row, asked: Attribute) -> bool:
    if row.operator in (*LISTS, *VALUELESS):
        return True
    if is_span(row):
        return bool(span_in(row.value)[0])
    if asked.kind in (Kind.CHOICE, Kind.FLAG):
        return row.value in (asked.choices.values if asked.choices else ("yes", "no"))
    shown = {Kind.DATE: DAY, Kind.NUMBER: NUMBER}.get(asked.kind)
    return shown is None or bool(shown.fullmatch(row.value.strip()))
