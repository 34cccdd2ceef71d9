"""Values and names in use, offered while somebody types."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import in_words
from allaboard.foundation.people.fields.values import ValuesInUse
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import permissions
from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.compiler.custom import keys_of
from allaboard.foundation.segments.rules import Condition, Operator
from allaboard.foundation.segments.rules.attributes import Attribute

# People whose custom fields are looked at: enough to complete a word, quick among a million.
LOOKED_AT = 2_000
OFFERED = 200
SUGGESTED = frozenset(
    [
        "department",
        "division",
        "organization",
        "team",
        "work_location",
        "country",
        "region",
        "locality",
        "shift",
        "title",
        "job_code",
        "cost_center",
        "timezone",
        "locale",
        "preferred_language",
    ]
)
CUSTOM_NAMES = """
    SELECT DISTINCT jsonb_object_keys(custom_fields) FROM
        (SELECT custom_fields FROM people_person WHERE custom_fields <> '{}' LIMIT %s) AS kept ORDER BY 1 LIMIT %s"""


def suggested_values(actor: Actor, attribute: Attribute) -> list[str]:
    """Values in use among the people of whom the actor may read the attribute."""
    if not permissions.may_ask(actor, attribute):
        return []
    people = permissions.people_open_to(actor, Condition(attribute.key, Operator.EMPTY))
    if attribute.kind is Kind.CUSTOM:
        return _custom_values(people, keys_of(attribute.field))
    return ValuesInUse(people).of(attribute.field) if attribute.field in SUGGESTED else []


def meaning_of(attribute: Attribute, value: str) -> str:
    """What a code stands for, such as the name of a country; nothing for a value that says it itself."""
    said = in_words(attribute.field, value)
    return said if said != value else ""


def _custom_values(people: QuerySet[Person], keys: Sequence[str]) -> list[str]:
    having = people.order_by().filter(custom_fields__has_any_keys=list(keys))
    kept = having.values_list("custom_fields", flat=True)[:LOOKED_AT]
    texts = {str(fields[key]) for fields in kept for key in keys if key in fields}
    return sorted(texts - {""})[:OFFERED]


def custom_names(actor: Actor) -> list[str]:
    """Names of custom fields in use, for those who may read them."""
    if not permissions.sees_everyone(actor):
        return []
    with connection.cursor() as cursor:
        cursor.execute(CUSTOM_NAMES, [LOOKED_AT, OFFERED])
        return [row[0] for row in cursor.fetchall()]
