"""Values in use, to be offered while somebody types."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from allaboard.foundation.people.models import OFFERED_FIELDS, Person

INDEXED = frozenset({*OFFERED_FIELDS, "department", "work_location"})
LAST_FOUND = SOUGHT = "\N{OBJECT REPLACEMENT CHARACTER}"
EACH = "SELECT asked.value FROM unnest(%s::text[]) AS asked (value) WHERE EXISTS ({one})"

# From one value straight to the next in the index: as many steps as there are values, however many people have them.
STEP_BY_STEP = """
WITH RECURSIVE found (value) AS (
    ({first}) UNION ALL SELECT ({next}) FROM found WHERE found.value IS NOT NULL
)
SELECT value FROM found WHERE value IS NOT NULL LIMIT %s
"""


class ValuesInUse:
    """The values that fields take among some people."""

    def __init__(self, people: QuerySet[Person]) -> None:
        self._people = people

    def of(self, field: str, limit: int = 200) -> list[str]:
        """The field's values in order; empty ones left out."""
        values = self._people.exclude(**{field: ""}).order_by(field).values_list(field, flat=True)
        if field in INDEXED and self._are_most:
            return _step_by_step(values.filter(**{f"{field}__gt": LAST_FOUND}), limit)
        return [str(value) for value in values.filter(**{f"{field}__isnull": False}).distinct()[:limit]]

    def among(self, field: str, asked: Sequence[str]) -> set[str]:
        """Those of the values that somebody has; each is looked up by itself, all in one question."""
        try:
            sql, parameters = (
                self._people.filter(**{field: SOUGHT}).order_by().values("pk").query.sql_with_params()
            )
        except EmptyResultSet:
            return set()
        place = parameters.index(SOUGHT)
        given = [*parameters[:place], *parameters[place + 1 :]]
        with connection.cursor() as cursor:
            cursor.execute(EACH.format(one=_put_in(sql, place, "asked.value")), [list(asked), *given])
            return {value for (value,) in cursor.fetchall()}

    @cached_property
    def _are_most(self) -> bool:
        """Whether these are at least half of all people, as the database guesses; of fewer, steps would often miss."""
        if not self._people.query.where:
            return True
        return _guess(self._people) * 2 >= _guess(Person.objects.all())


def _guess(people: QuerySet[Person]) -> int:
    try:
        sql, parameters = people.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", parameters)
        return int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])


def _step_by_step(larger: QuerySet[Person, Any], limit: int) -> list[str]:
    """The values one after the other, by a question for the first one larger than `LAST_FOUND`."""
    try:
        sql, parameters = larger[:1].query.sql_with_params()
    except EmptyResultSet:
        return []
    place = parameters.index(LAST_FOUND)
    following = _put_in(sql, place, "found.value")
    given = [*parameters[:place], "", *parameters[place + 1 :]]
    rest = [*parameters[:place], *parameters[place + 1 :]]
    with connection.cursor() as cursor:
        cursor.execute(STEP_BY_STEP.format(first=sql, next=following), [*given, *rest, limit])
        return [value for (value,) in cursor.fetchall()]


def _put_in(sql: str, place: int, column: str) -> str:
    """The column instead of the parameter at that place."""
    parts = sql.split("%s")
    return "%s".join(parts[: place + 1]) + column + "%s".join(parts[place + 1 :])
