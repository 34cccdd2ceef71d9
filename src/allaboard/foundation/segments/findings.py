"""Remarks about a rule that can be read but may not be meant: fields and values nobody has, names of nobody or several."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.foundation.people.models import Person
from allaboard.foundation.people.queries import custom_keys
from allaboard.foundation.people.values import ValuesInUse
from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.compiler.custom import keys_of
from allaboard.foundation.segments.compiler.persons import people_called
from allaboard.foundation.segments.rules import Condition, Operator, Rule, conditions_of
from allaboard.foundation.segments.rules.attributes import Attribute, attribute_of, guess
from allaboard.words import all_grouped

EQUAL = (Operator.IS, Operator.IS_NOT, Operator.IN, Operator.NOT_IN)
MOST = 8
CUSTOM_NAMES = 200


def findings_of(people: QuerySet[Person], rule: Rule) -> list[str]:
    """What looks odd about the rule, judged by the people the asker sees."""
    found: list[str] = []
    for condition in conditions_of(rule):
        found.extend(_odd(people, condition))
        if len(found) >= MOST:
            break
    return list(dict.fromkeys(found))[:MOST]


def _odd(people: QuerySet[Person], condition: Condition) -> Iterator[str]:
    attribute = attribute_of(condition.attribute)
    values = [value for value in condition.values if isinstance(value, str)]
    if attribute.kind is Kind.TEXT and condition.operator in EQUAL:
        yield from (text for value in values if (text := _unknown_value(people, attribute, value)))
    if attribute.kind is Kind.CUSTOM and (text := _unknown_field(people, attribute.field)):
        yield text
    if attribute.kind in (Kind.PERSON, Kind.SUBTREE):
        yield from (text for value in values if (text := _unclear_person(people, value)))


def _unknown_value(people: QuerySet[Person], attribute: Attribute, value: str) -> str:
    if people.filter(**{attribute.field: value}).exists():
        return ""
    hint = guess(value, ValuesInUse(people).of(attribute.field))
    return " ".join(
        [_("Nobody has %(name)s “%(value)s”.") % {"name": attribute.key, "value": value}, hint]
    ).strip()


def _unknown_field(people: QuerySet[Person], name: str) -> str:
    if people.filter(custom_fields__has_any_keys=keys_of(name)).exists():
        return ""
    hint = guess(name, custom_keys(people, CUSTOM_NAMES))
    return " ".join([_("Nobody has the custom field “%(name)s”.") % {"name": name}, hint]).strip()


def _unclear_person(people: QuerySet[Person], value: str) -> str:
    called = (people & people_called(value)).count()
    if called == 0:
        return _("Nobody is called “%(name)s”.") % {"name": value}
    if called == 1:
        return ""
    text = ngettext(
        "%(count)s person is called “%(name)s”.",
        "%(count)s people are called “%(name)s”; an e-mail says which.",
        called,
    )
    return text % all_grouped({"count": called, "name": value})
