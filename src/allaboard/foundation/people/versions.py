"""Writes what is true of people from a day on, for any number of them at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import connection, models
from psycopg import sql

from allaboard.foundation.people.models import Person

NOT_FACTS = frozenset({"id", "manager_path", "is_sample", "created_at", "updated_at"})


def _fact(field: models.Field[object, object]) -> sql.Composable:
    column = sql.Identifier("p", str(field.column))
    if isinstance(field, models.JSONField):
        return sql.SQL("NULLIF({}, '{{}}'::jsonb)").format(column)
    if isinstance(field, models.CharField):
        return sql.SQL("NULLIF({}, '')").format(column)
    return column


def _pair(field: models.Field[object, object]) -> sql.Composable:
    return sql.SQL("{}, {}").format(sql.Literal(field.column), _fact(field))


def facts(without: Collection[str] = ()) -> sql.Composable:
    """What is true of row `p`, as JSON, without the columns of which nothing is known."""
    told = [field for field in Person._meta.concrete_fields if field.name not in NOT_FACTS]
    return sql.SQL("jsonb_strip_nulls(jsonb_build_object({}))").format(
        sql.SQL(", ").join(_pair(field) for field in told if field.column not in without)
    )


FACTS = facts()

CHANGED_TODAY = sql.SQL("""
    UPDATE people_personversion v SET attributes = {facts} FROM people_person p
    WHERE p.id = v.person_id AND v.person_id IN ({among}) AND v.effective_until IS NULL
      AND v.effective_from >= {day} AND v.attributes IS DISTINCT FROM {facts}""")
CLOSED = sql.SQL("""
    UPDATE people_personversion v SET effective_until = {day} FROM people_person p
    WHERE p.id = v.person_id AND v.person_id IN ({among}) AND v.effective_until IS NULL
      AND v.effective_from < {day} AND v.attributes IS DISTINCT FROM {facts}""")
OPENED = sql.SQL("""
    INSERT INTO people_personversion (person_id, effective_from, attributes)
    SELECT p.id, {day}, {facts} FROM people_person p WHERE p.id IN ({among})
      AND NOT EXISTS (SELECT FROM people_personversion v WHERE v.person_id = p.id AND v.effective_until IS NULL)""")
FIRST = sql.SQL("""
    INSERT INTO people_personversion (person_id, effective_from, attributes)
    SELECT p.id, {day}, {facts} FROM ({people}) p""")
# A change taken back on its own day leaves no trace: the version before goes on.
TAKEN_BACK = sql.SQL("""
    WITH pointless AS (
        DELETE FROM people_personversion v USING people_personversion b
        WHERE v.person_id IN ({among}) AND v.effective_until IS NULL AND v.effective_from = {day}
          AND b.person_id = v.person_id AND b.effective_until = v.effective_from AND b.attributes = v.attributes
        RETURNING b.id)
    SELECT id FROM pointless""")


def record_versions(among: sql.Composable, day: date) -> None:
    """Let each person's present attributes be true from the day on.

    Args:
        among: a subquery that gives the ids of the people.
        day: not before the day from which their open version holds.
    """
    with connection.cursor() as cursor:
        for statement in (CHANGED_TODAY, CLOSED, OPENED):
            cursor.execute(statement.format(facts=FACTS, among=among, day=sql.Literal(day)))
        cursor.execute(TAKEN_BACK.format(among=among, day=sql.Literal(day)))
        reopened = [row[0] for row in cursor.fetchall()]
        if reopened:
            cursor.execute(
                "UPDATE people_personversion SET effective_until = NULL WHERE id = ANY(%s)", [reopened]
            )


def record_first_versions(people: sql.Composable, day: date, empty: Collection[str]) -> None:
    """Open the first version of new people.

    Args:
        people: a subquery that gives their whole rows.
        day: from when on it is true.
        empty: columns that hold nothing in any of the rows, so that nobody has to look.
    """
    with connection.cursor() as cursor:
        cursor.execute(FIRST.format(facts=facts(empty), people=people, day=sql.Literal(day)))


def ids(people: Sequence[int]) -> sql.Composable:
    """A few known people as a subquery."""
    return sql.SQL("SELECT unnest({}::bigint[])").format(sql.Literal(list(people)))
