"""Remarks about a rule that can be read but may not be meant: fields and values nobody has, names of nobody or several."""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property

from django.db.models import QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.foundation.people.fields.values import ValuesInUse
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.queries import custom_keys
from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.compiler.custom import keys_of
from allaboard.foundation.segments.compiler.persons import how_many_are_called
from allaboard.foundation.segments.rules import Condition, Operator, Rule, conditions_of
from allaboard.foundation.segments.rules.attributes import Attribute, attribute_of, guess
from allaboard.words import all_grouped

EQUAL = (Operator.IS, Operator.IS_NOT, Operator.IN, Operator.NOT_IN)
NAMING = (Kind.PERSON, Kind.SUBTREE)
MOST = 8
CUSTOM_NAMES = 200
CUSTOM_LOOKED_UP = 20


def findings_of(people: QuerySet[Person], rule: Rule) -> list[str]:
    """What looks odd about the rule, judged by the people the asker sees."""
    found: dict[str, None] = {}
    for remark in _Asked(people, list(conditions_of(rule))).remarks():
        found[remark] = None
        if len(found) == MOST:
            break
    return list(found)


class _Asked:
    """What a rule asks of the people; each kind of thing is looked up at once, however many of them it names."""

    def __init__(self, people: QuerySet[Person], conditions: Sequence[Condition]) -> None:
        self._people, self._conditions = people, conditions
        self._values = ValuesInUse(people)
        self._in_use, self._held = cache(self._values.of), cache(self._values_held)

    def remarks(self) -> Iterator[str]:
        """What is to be said, in the order of the rule."""
        for condition in self._conditions:
            attribute = attribute_of(condition.attribute)
            if attribute.kind is Kind.TEXT and condition.operator in EQUAL:
                unknown = [value for value in _texts(condition) if value not in self._held(attribute.field)]
                yield from (self._unknown_value(attribute, value) for value in unknown)
            elif attribute.kind is Kind.CUSTOM and attribute.field in self._unknown_fields:
                yield self._unknown_field(attribute.field)
            elif attribute.kind in NAMING:
                yield from filter(None, (_unclear(name, self._called[name]) for name in _texts(condition)))

    def _asked(self, *kinds: Kind) -> Iterator[tuple[Attribute, Condition]]:
        for condition in self._conditions:
            attribute = attribute_of(condition.attribute)
            if attribute.kind in kinds:
                yield attribute, condition

    def _values_held(self, field: str) -> set[str]:
        asked = [condition for attribute, condition in self._asked(Kind.TEXT) if attribute.field == field]
        return self._values.among(field, [value for condition in asked for value in _texts(condition)])

    @cached_property
    def _unknown_fields(self) -> set[str]:
        """Of the first names of custom fields, those that nobody has: to look for one may mean to look at everybody."""
        asked = dict.fromkeys(attribute.field for attribute, _condition in self._asked(Kind.CUSTOM))
        names = list(asked)[:CUSTOM_LOOKED_UP]
        each = [
            self._people.order_by()
            .filter(custom_fields__has_any_keys=keys_of(name))
            .values_list(Value(name), flat=True)[:1]
            for name in names
        ]
        return set(names) - set(each[0].union(*each[1:], all=True))

    @cached_property
    def _called(self) -> dict[str, int]:
        asked = [condition for _attribute, condition in self._asked(*NAMING)]
        return how_many_are_called(self._people, [name for each in asked for name in _texts(each)])

    def _unknown_value(self, attribute: Attribute, value: str) -> str:
        said = _("Nobody has %(name)s “%(value)s”.") % {"name": attribute.key, "value": value}
        return f"{said} {guess(value, self._in_use(attribute.field))}".strip()

    def _unknown_field(self, name: str) -> str:
        said = _("Nobody has the custom field “%(name)s”.") % {"name": name}
        return f"{said} {guess(name, self._custom_names)}".strip()

    @cached_property
    def _custom_names(self) -> list[str]:
        return custom_keys(self._people, CUSTOM_NAMES)


def _texts(condition: Condition) -> list[str]:
    return [value for value in condition.values if isinstance(value, str)]


def _unclear(name: str, people: int) -> str:
    if people == 0:
        return _("Nobody is called “%(name)s”.") % {"name": name}
    if people == 1:
        return ""
    text = ngettext(
        "%(count)s person is called “%(name)s”.",
        "%(count)s people are called “%(name)s”; an e-mail says which.",
        people,
    )
    return text % all_grouped({"count": people, "name": name})
