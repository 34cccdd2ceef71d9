"""What each row offers: attributes, comparisons in plain words, and values to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.fields.attributes import (
    BY_FIELD,
    EMPLOYMENT,
    IDENTITY,
    ORGANISATION,
    PLACE,
    SECTIONS,
)
from allaboard.foundation.segments import permissions
from allaboard.foundation.segments.builder.board import ANY
from allaboard.foundation.segments.builder.rows import EVERYONE, Row, span_in
from allaboard.foundation.segments.builder.suggestions import suggested_values
from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.rules import Operator
from allaboard.foundation.segments.rules.attributes import CUSTOM, OPERATORS, Attribute
from allaboard.foundation.segments.rules.tree import LISTS, NEAR, VALUELESS, Unit

Option = tuple[str, str | Promise]
WORDS: dict[Operator, str | Promise] = {
    Operator.IS: _("is"),
    Operator.IS_NOT: _("is not"),
    Operator.BELOW: _("is less than"),
    Operator.AT_MOST: _("is at most"),
    Operator.ABOVE: _("is more than"),
    Operator.AT_LEAST: _("is at least"),
    Operator.IN: _("is one of"),
    Operator.NOT_IN: _("is none of"),
    Operator.EMPTY: _("is empty"),
    Operator.NOT_EMPTY: _("is not empty"),
    Operator.CONTAINS: _("contains"),
    Operator.STARTS_WITH: _("starts with"),
    Operator.IN_LAST: _("is in the last"),
    Operator.IN_NEXT: _("is in the next"),
    Operator.UNDER: _("is anyone under"),
}
DAY_WORDS: dict[Operator, str | Promise] = {
    Operator.BELOW: _("is before"),
    Operator.AT_MOST: _("is on or before"),
    Operator.ABOVE: _("is after"),
    Operator.AT_LEAST: _("is on or after"),
    Operator.IS: _("is on"),
    Operator.IS_NOT: _("is not on"),
}
LABELS: dict[str, str | Promise] = {
    "tenure": _("Time here"),
    "started": _("Started on"),
    "under": _("Reporting line"),
    "works here": _("Works here"),
    "sample": _("Sample data"),
}
DERIVED = {"manager_path": ORGANISATION, "active": EMPLOYMENT}  # the sections of what the directory works out
YES_NO: list[Option] = [("yes", _("Yes")), ("no", _("No"))]
UNIT_WORDS: list[Option] = [
    (Unit.DAYS, _("days")),
    (Unit.WEEKS, _("weeks")),
    (Unit.MONTHS, _("months")),
    (Unit.YEARS, _("years")),
]
PLACEHOLDERS: dict[Kind, str | Promise] = {
    Kind.PERSON: _("Name or e-mail"),
    Kind.SUBTREE: _("Name or e-mail"),
    Kind.CUSTOM: _("yes, 3 or 2024-01-31"),
}


@dataclass(frozen=True, slots=True)
class RowChoices:
    """How one row's comparison and value are drawn."""

    operators: list[Option]
    widget: str  # choice | boxes | list | span | date | number | text | none
    choices: list[Option]
    chosen: list[str]  # of the choices, those that the row names
    amount: str  # of a length of time
    suggestions: list[str]
    placeholder: str | Promise


def attribute_sections(actor: Actor) -> list[tuple[str | Promise, list[Option]]]:
    """What the actor may ask about, by the sections of a person's page; custom fields and everyone last."""
    readable = permissions.readable_attributes(actor)
    custom: list[Option] = [(CUSTOM, _("Custom field"))] if permissions.sees_everyone(actor) else []
    return [
        *((SECTIONS[each], _options(readable, each)) for each in (ORGANISATION, EMPLOYMENT, PLACE, IDENTITY)),
        (_("Other"), [*custom, *_options(readable, ""), (EVERYONE, _("Everyone"))]),
    ]


def _options(attributes: Sequence[Attribute], section: str) -> list[Option]:
    return [(each.key, label_of(each)) for each in attributes if _section_of(each) == section]


def _section_of(attribute: Attribute) -> str:
    known = BY_FIELD.get(attribute.field)
    return known.section if known else DERIVED.get(attribute.field, "")


def join_word(joins: str, number: int) -> str | Promise:
    """How a part of a group is joined to the one before it."""
    if number == 0:
        return _("where")
    return _("or") if joins == ANY else _("and")


def label_of(attribute: Attribute) -> str | Promise:
    """The attribute as pages call it."""
    if attribute.key in LABELS:
        return LABELS[attribute.key]
    known = BY_FIELD.get(attribute.field)
    return known.label if known else attribute.key.capitalize()


def choices_for(actor: Actor, row: Row, remembered: dict[str, list[str]]) -> RowChoices | None:
    """What the row offers; nothing before it asks about something. Values are asked for once per attribute."""
    attribute = row.asked
    if attribute is None:
        return None
    if attribute.key not in remembered:
        remembered[attribute.key] = suggested_values(actor, attribute)
    widget, choices = _widget(attribute, row.operator)
    return RowChoices(
        operators=operator_options(attribute),
        widget=widget,
        choices=choices,
        chosen=_chosen(row, widget),
        amount=span_in(row.value)[0] if widget == "span" else "",
        suggestions=remembered[attribute.key],
        placeholder=_placeholder(attribute, row.operator),
    )


def operator_options(attribute: Attribute) -> list[Option]:
    """The comparisons that the attribute allows, as rules write them and in plain words."""
    words = {**WORDS, **DAY_WORDS} if attribute.kind is Kind.DATE else WORDS
    return [(each.value, words[each]) for each in OPERATORS[attribute.kind]]


def _widget(attribute: Attribute, operator: str) -> tuple[str, list[Option]]:
    if operator in VALUELESS:
        return "none", []
    if attribute.kind is Kind.FLAG:
        return "choice", YES_NO
    if attribute.choices:
        return ("boxes" if operator in LISTS else "choice"), list(attribute.choices.choices)
    if operator in LISTS:
        return "list", []
    if operator in NEAR or attribute.kind is Kind.DURATION:
        return "span", UNIT_WORDS
    if attribute.kind is Kind.DATE:
        return "date", []
    return ("number" if attribute.kind is Kind.NUMBER else "text"), []


def _chosen(row: Row, widget: str) -> list[str]:
    if widget == "span":
        usual = Unit.DAYS if row.operator in NEAR else Unit.YEARS
        return [span_in(row.value)[1] or usual]
    return [each.strip() for each in row.value.split(",")] if widget in ("boxes", "choice") else []


def _placeholder(attribute: Attribute, operator: str) -> str | Promise:
    return _("One, another") if operator in LISTS else PLACEHOLDERS.get(attribute.kind, "")
