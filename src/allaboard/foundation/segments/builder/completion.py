"""What the text box offers while somebody writes a rule: the same names, comparisons and values as the rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import permissions
from allaboard.foundation.segments.builder.choices import (
    YES_NO,
    label_of,
    operator_options,
)
from allaboard.foundation.segments.builder.rows import EVERYONE
from allaboard.foundation.segments.builder.suggestions import custom_names, meaning_of, suggested_values
from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.rules import Operator
from allaboard.foundation.segments.rules.attributes import CUSTOM, Attribute
from allaboard.foundation.segments.rules.expected import Expected, Part, expected_at
from allaboard.foundation.segments.rules.text import attribute_text, value_text
from allaboard.foundation.segments.rules.tree import LISTS, NEAR

MOST = 12
SPANS = ("30 days", "90 days", "6 months", "1 year", "2 years")
Named = tuple[str, str | Promise]  # what is written, and what it means where that says more


@dataclass(frozen=True, slots=True)
class Completion:
    """What may replace the `typed` end of the text before the place."""

    typed: str
    options: tuple[Named, ...]

    def as_plain(self) -> dict[str, object]:
        """The completion as the page's script reads it."""
        count = len(self.options)
        return {
            "typed": self.typed,
            "options": [{"insert": text, "hint": str(hint)} for text, hint in self.options],
            "announce": ngettext("%d suggestion", "%d suggestions", count) % count if count else "",
        }


def completion_before(actor: Actor, before: str) -> Completion:
    """What the actor may write next behind this beginning of a rule."""
    expected = expected_at(before, len(before))
    found = _fitting(expected, _offered(actor, expected))
    if expected.part is Part.VALUE and expected.typed[-1:].isspace() and expected.typed.strip() and not found:
        return Completion("", tuple(_what_follows_a_value(expected)))
    return Completion(expected.typed, tuple(found))


def _offered(actor: Actor, expected: Expected) -> list[Named]:
    if expected.part is Part.ATTRIBUTE:
        return [*_attributes(actor), ("not ", _("Everyone but")), (f"{EVERYONE} ", "")]
    if expected.part is Part.JOIN:
        return list(_joins(expected))
    if expected.attribute is None or not permissions.may_ask(actor, expected.attribute):
        return []
    if expected.part is Part.OPERATOR:
        return [(f"{text} ", label) for text, label in operator_options(expected.attribute)]
    return [_as_value(expected, each) for each in _values(actor, expected.attribute, expected.operator)]


def _attributes(actor: Actor) -> Iterator[Named]:
    for attribute in permissions.readable_attributes(actor):
        yield f"{attribute.key} ", label_of(attribute)
    for name in custom_names(actor):
        yield f"{attribute_text(CUSTOM + name)} ", _("Custom field")


def _values(actor: Actor, attribute: Attribute, operator: Operator | None) -> list[Named]:
    if attribute.kind is Kind.FLAG:
        return YES_NO
    if attribute.kind is Kind.DURATION or operator in NEAR:
        return [(span, "") for span in SPANS]
    if attribute.choices:
        return [(value_text(value), label) for value, label in attribute.choices.choices]
    return [(value_text(value), meaning_of(attribute, value)) for value in suggested_values(actor, attribute)]


def _as_value(expected: Expected, named: Named) -> Named:
    text, label = named
    if expected.operator in LISTS:
        return (f"({text}" if expected.opens_list else text), label
    return f"{text} ", label


def _joins(expected: Expected) -> Iterator[Named]:
    yield "and ", _("Both must hold")
    yield "or ", _("One of them must hold")
    if expected.open_groups > 0:
        yield ") ", _("End of the group")


def _what_follows_a_value(expected: Expected) -> Iterator[Named]:
    if expected.operator in LISTS:
        yield from ((", ", _("Another value")), (") ", _("End of the list")))
    else:
        yield from _joins(expected)


def _fitting(expected: Expected, offered: list[Named]) -> list[Named]:
    """What begins as it was typed, then what holds it; nothing that is there in full already."""
    typed = expected.typed.lstrip("(").lstrip().strip("\"'“„«").casefold()
    kept = [(text, hint) for text, hint in offered if text.strip().casefold() != typed.strip() or not typed]
    plain = [(_bare(text), str(hint).casefold(), (text, hint)) for text, hint in kept]
    first = [named for text, hint, named in plain if text.startswith(typed) or hint.startswith(typed)]
    more = [named for text, hint, named in plain if named not in first and (typed in text or typed in hint)]
    return [*first, *more][:MOST]


def _bare(text: str) -> str:
    return text.lstrip("(").replace(f'{CUSTOM}"', CUSTOM).lstrip('"').casefold()
