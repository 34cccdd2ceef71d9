"""A rule as rows in groups, and back; rules nested more deeply than that stay text."""

from dataclasses import dataclass, field

from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.rules import (
    All,
    Any,
    Condition,
    Everyone,
    Not,
    Operator,
    Rule,
    SegmentSyntaxError,
    all_of,
    any_of,
    not_,
    parse,
)
from allaboard.foundation.segments.rules.attributes import CUSTOM, OPERATORS, UNDER, attribute_of
from allaboard.foundation.segments.rules.text import attribute_text, quoted, value_text

LISTS = (Operator.IN, Operator.NOT_IN)
VALUELESS = (Operator.EMPTY, Operator.NOT_EMPTY)
WORDED = (Kind.TEXT, Kind.PERSON, Kind.SUBTREE)
ALL, ANY = "all", "any"


@dataclass(slots=True)
class Row:
    """One condition as it stands in the form, finished or not."""

    attribute: str = ""  # a key of the catalogue, or “custom.”
    operator: str = ""
    value: str = ""
    custom: str = ""
    negated: bool = False
    error: str = ""

    @property
    def key(self) -> str:
        """The key of the attribute, the custom field's name included."""
        return f"{CUSTOM}{self.custom.strip()}" if self.attribute == CUSTOM else self.attribute

    @property
    def is_finished(self) -> bool:
        """Whether everything is there that a condition needs."""
        named = bool(self.attribute) and (self.attribute != CUSTOM or bool(self.custom.strip()))
        return named and (self.operator in VALUELESS or bool(self.value.strip()))


@dataclass(slots=True)
class Group:
    """Rows of which all or any must hold, or must not."""

    joins: str = ALL
    negated: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Board:
    """Groups of which all or any must hold."""

    joins: str = ALL
    groups: list[Group] = field(default_factory=list)


def board_of(rule: Rule) -> Board | None:
    """The rule in rows and groups, in its own order; None when it is nested more deeply."""
    if isinstance(rule, Everyone):
        return Board(ALL, [Group(ALL, False, [Row()])])
    terms, joins = (
        (rule.terms, ANY if isinstance(rule, Any) else ALL) if isinstance(rule, All | Any) else ((rule,), ALL)
    )
    board, run = Board(joins), Group(joins)
    for term in terms:
        row = _row_of(term)
        if row:
            run.rows.append(row)
            continue
        group = _group_of(term)
        if group is None:
            return None
        board.groups.extend([run, group] if run.rows else [group])
        run = Group(joins)
    board.groups.extend([run] if run.rows else [])
    return board


def _group_of(term: Rule) -> Group | None:
    inner = term.term if isinstance(term, Not) else term
    if not isinstance(inner, All | Any):
        return None
    rows = [_row_of(each) for each in inner.terms]
    kept = [row for row in rows if row]
    joins = ANY if isinstance(inner, Any) else ALL
    return Group(joins, isinstance(term, Not), kept) if len(kept) == len(rows) else None


def _row_of(term: Rule) -> Row | None:
    condition = term.term if isinstance(term, Not) else term
    if not isinstance(condition, Condition):
        return None
    is_custom = condition.attribute.startswith(CUSTOM)
    return Row(
        attribute=CUSTOM if is_custom else condition.attribute,
        operator=condition.operator,
        value=_value_of(condition),
        custom=condition.attribute.removeprefix(CUSTOM) if is_custom else "",
        negated=isinstance(term, Not),
    )


def _value_of(condition: Condition) -> str:
    if attribute_of(condition.attribute).kind in WORDED and condition.operator not in LISTS:
        return str(condition.values[0]) if condition.values else ""
    return ", ".join(value_text(value) for value in condition.values)


def rule_of(board: Board) -> Rule:
    """The rule that the finished rows make; rows that make no sense keep their error.

    Raises:
        SegmentSyntaxError: at least one finished row makes no sense.
    """
    terms: list[Rule] = []
    wrong: SegmentSyntaxError | None = None
    for group in board.groups:
        conditions: list[Rule] = []
        for row in group.rows:
            try:
                conditions.extend([_condition_of(row)] if row.is_finished else [])
            except SegmentSyntaxError as error:
                row.error = wrong_text = str(error)
                wrong = wrong or SegmentSyntaxError(wrong_text, error.position, error.text)
        if conditions:
            joined = (all_of if group.joins == ALL else any_of)(*conditions)
            terms.append(not_(joined) if group.negated else joined)
    if wrong:
        raise wrong
    return (all_of if board.joins == ALL else any_of)(*terms)


def _condition_of(row: Row) -> Rule:
    condition = parse(_text_of(row))
    return not_(condition) if row.negated else condition


def _text_of(row: Row) -> str:
    if row.attribute == UNDER:
        return f"{UNDER} {quoted(row.value.strip())}"
    name = f"{attribute_text(row.key)} {row.operator}"
    if row.operator in VALUELESS:
        return name
    worded = attribute_of(row.key).kind in WORDED
    if row.operator in LISTS:
        return f"{name} ({_list_text(row.value, worded)})"
    return f"{name} {quoted(row.value.strip()) if worded else row.value.strip()}"


def _list_text(value: str, worded: bool) -> str:
    """Commas part values; who needs a comma within a value writes quotes."""
    if not worded or '"' in value:
        return value
    return ", ".join(quoted(each.strip()) for each in value.split(",") if each.strip())


def settled(row: Row) -> Row:
    """The row with an operator that its attribute allows."""
    if row.attribute:
        allowed = OPERATORS[Kind.CUSTOM if row.attribute == CUSTOM else attribute_of(row.attribute).kind]
        if row.operator not in allowed:
            row.operator = allowed[0]
    return row
