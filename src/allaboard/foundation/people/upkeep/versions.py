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
    return sql.SQL("{}: {}").format(sql.Literal(field.column), _fact(field))


def facts(without: Collection[str] = ()) -> sql.Composable:
    """What is true of row `p`, as JSON, without the columns of which nothing is known."""
    told = [field for field in Person._meta.concrete_fields if field.name not in NOT_FACTS]
    return sql.SQL("JSON_OBJECT({} ABSENT ON NULL RETURNING jsonb)").format(
        sql.SQL(", ").join(_pair(field) for field in told if field.column not in without)
    )


FACTS = facts()

# Each person's facts are made once, since they are dear, and set beside the open version. A version of the same day is
# written anew, or goes when it says no more than the one before; an older one is closed, and another opened.
RECORDED = sql.SQL("""
    WITH told AS MATERIALIZED (
        SELECT now.id AS person_id, now.facts, v.id AS version_id, v.effective_from AS since,
               b.id AS before_id, COALESCE(b.attributes = now.facts, false) AS is_as_before
        FROM (SELECT p.id, {facts} AS facts FROM people_person p WHERE p.id IN ({among}) OFFSET 0) now
        LEFT JOIN people_personversion v ON v.person_id = now.id AND v.effective_until IS NULL
        LEFT JOIN people_personversion b ON b.person_id = now.id AND b.effective_until = {day} AND v.effective_from = {day}
        WHERE v.attributes IS DISTINCT FROM now.facts),
    rewritten AS (
        UPDATE people_personversion v SET attributes = told.facts FROM told
        WHERE v.id = told.version_id AND told.since >= {day} AND NOT told.is_as_before),
    pointless AS (
        DELETE FROM people_personversion v USING told WHERE v.id = told.version_id AND told.is_as_before
        RETURNING told.before_id),
    reopened AS (
        UPDATE people_personversion v SET effective_until = NULL FROM pointless WHERE v.id = pointless.before_id),
    closed AS (
        UPDATE people_personversion v SET effective_until = {day} FROM told
        WHERE v.id = told.version_id AND told.since < {day} RETURNING v.id)
    INSERT INTO people_personversion (person_id, effective_from, attributes)
    SELECT person_id, {day}, facts FROM told WHERE version_id IS NULL OR version_id IN (SELECT id FROM closed)""")
FIRST = sql.SQL("""
    INSERT INTO people_personversion (person_id, effective_from, attributes)
    SELECT p.id, {day}, {facts} FROM ({people}) p""")


def record_versions(among: sql.Composable, day: date) -> None:
    """Let each person's present attributes be true from the day on.

    Args:
        among: a subquery that gives the ids of the people.
        day: not before the day from which their open version holds.
    """
    with connection.cursor() as cursor:
        cursor.execute(RECORDED.format(facts=FACTS, among=among, day=sql.Literal(day)))


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
