"""SQL that Django has no words for."""

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DecimalField,
    Expression,
    F,
    Func,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Regex


class IsNotTrue(Func):
    """Whether a condition is false or unknown, so that “not” keeps those whose fact is missing."""

    template = "(%(expressions)s) IS NOT TRUE"
    output_field = BooleanField()


class BelowOnDay(Func):
    """Ids of everyone below some managers, as reporting lines ran on a day: the managers' ids and the day."""

    template = """(WITH RECURSIVE asked(managers, day) AS (SELECT %(expressions)s),
        reporting AS (
            SELECT v.person_id, (v.attributes ->> 'manager_id')::bigint AS manager_id
            FROM people_personversion v, asked
            WHERE v.effective_from <= asked.day AND (v.effective_until IS NULL OR v.effective_until > asked.day)),
        below AS (
            SELECT r.person_id FROM reporting r, asked WHERE r.manager_id = ANY (asked.managers)
            UNION SELECT r.person_id FROM reporting r JOIN below b ON r.manager_id = b.person_id)
        SELECT person_id FROM below)"""
    output_field = BigIntegerField()


def untrue(condition: Q) -> Q:
    """Those for whom the condition does not hold."""
    return Q(IsNotTrue(condition))


def as_number(text: Expression | F) -> Expression:
    """A text as the number it holds; nothing when it holds none."""
    is_number = Q(Regex(text, Value(r"^\s*[+-]?\d{1,15}(\.\d{1,10})?\s*$")))
    field = DecimalField(max_digits=30, decimal_places=10)
    return Case(When(is_number, then=Cast(text, field)), output_field=field)


def as_iso_day(text: Expression | F) -> Expression:
    """The first ten characters of a text that begins like 2024-01-31; such days sort as text."""
    is_day = Q(Regex(text, Value(r"^\d{4}-\d{2}-\d{2}")))
    return Case(When(is_day, then=Substr(text, 1, 10)), output_field=CharField())
