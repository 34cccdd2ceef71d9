"""Finds the person whom each row is about and says what its fields hold afterwards, and what cannot be taken of it."""

from collections.abc import Sequence

from django.db import connection, models
from psycopg import sql

from allaboard.foundation.people.choices import EmploymentStatus
from allaboard.foundation.people.importing.checking.columns import (
    bundle,
    days_said,
    fields_of,
    formula,
    generation,
    odd_beginning,
    problem,
    trimmed_cells,
    value,
)
from allaboard.foundation.people.importing.checking.plan import Plan
from allaboard.foundation.people.importing.reading.mapping import CUSTOM, PROTECT
from allaboard.foundation.people.importing.reading.staging import Tell, table
from allaboard.foundation.people.importing.reading.synonyms import BIRTH_DATE
from allaboard.foundation.people.models import Person

MATCHED = sql.SQL("""
    {into}
    SELECT t.number, p.id IS NULL AS is_new, COALESCE(p.id, nextval({ids})) AS person_id,
           {finals}, t.custom, t.protected, t.manager_key, t.partner_key, array_remove(ARRAY[{notes}]::text[], NULL) AS notes,
           array_remove(ARRAY[{problems}]::text[] || ARRAY[
               CASE WHEN t.email IS NULL AND t.external_id IS NULL THEN 'nobody' END,
               CASE WHEN px.id <> pe.id THEN 'conflict' END,
               CASE WHEN {is_id_kept} AND px.id IS NULL AND pe.external_id <> t.external_id THEN 'other_id' END], NULL) AS problems,
           p.id IS NOT NULL AND ({changed}) AS changed
    FROM (SELECT s.*, {typed} FROM {cells} s {days} OFFSET 0) t
    LEFT JOIN people_person px ON px.external_id = t.external_id
    LEFT JOIN people_person pe ON upper(pe.email) = upper(t.email)
    LEFT JOIN people_person p ON p.id = COALESCE(px.id, pe.id)""")


def match(plan: Plan, portions: Sequence[tuple[int, int]], tell: Tell) -> None:
    """Judge the cells of every row, some at a time, into the table of checked rows."""
    names = {"checked": table("checked", plan.run_id)}
    into = sql.SQL("CREATE UNLOGGED TABLE {checked} AS")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {checked}").format(**names))
        for done, span in enumerate(portions, start=1):
            cursor.execute(_judged(plan, into.format(**names), span))
            into = sql.SQL("INSERT INTO {checked}")
            tell(done, len(portions))
        cursor.execute(sql.SQL("CREATE INDEX ON {checked} (person_id)").format(**names))
        cursor.execute(sql.SQL("CREATE INDEX ON {checked} (number)").format(**names))
        cursor.execute(sql.SQL("ANALYZE {checked}").format(**names))


def _judged(plan: Plan, into: sql.Composable, span: tuple[int, int]) -> sql.Composable:
    staged = table("staged", plan.run_id)
    finals = {
        field: _final(field, plan) for field in dict.fromkeys(["email", "external_id", *plan.written_fields])
    }
    listed = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(final, sql.Identifier(field)) for field, final in finals.items()
    )
    dates = [column for column in plan.columns if column.is_date]
    return MATCHED.format(
        into=into,
        typed=_typed(plan),
        finals=listed,
        changed=_changed(plan, finals),
        ids=sql.Literal(_sequence_of_ids()),
        cells=trimmed_cells(plan.columns, staged, span),
        days=sql.SQL(" ").join(days_said(column, staged, plan.date_order) for column in dates),
        problems=sql.SQL(", ").join(
            code for column in plan.columns for found in (problem, formula) if (code := found(column))
        ),
        is_id_kept=sql.Literal(not plan.has_new_ids),
        notes=sql.SQL(", ").join(odd_beginning(column) for column in plan.columns),
    )


def _changed(plan: Plan, finals: dict[str, sql.Composable]) -> sql.Composable:
    """Whether row `t` says anything new of person `p`."""
    changed: list[sql.Composable] = [
        sql.SQL("p.{} IS DISTINCT FROM {}").format(sql.Identifier(field), final)
        for field, final in finals.items()
    ]
    changed += [
        sql.SQL("t.protected <> '{}'"),
        sql.SQL("p.custom_fields IS DISTINCT FROM {}").format(custom_fields(plan, "p", "t")),
    ]
    return sql.SQL(" OR ").join(changed)


def _sequence_of_ids() -> str:
    """Asked once: as part of the statement PostgreSQL would look it up for every row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence('people_person', 'id')")
        return str(cursor.fetchone()[0])


def _typed(plan: Plan) -> sql.Composable:
    columns = plan.columns
    texts = {column.target: column.text for column in columns}
    days = {column.target: column.day for column in columns if column.is_date}
    values = {column.target: value(column) for column in fields_of(columns)}
    birth = days.get(PROTECT + BIRTH_DATE, days.get(BIRTH_DATE))
    if birth is not None:
        values[BIRTH_DATE] = birth
        values["generation"] = generation(birth)
    if "external_id" not in values:
        values["external_id"] = values.get("employee_number", sql.SQL("NULL::text"))
    values.setdefault("email", sql.SQL("NULL::text"))
    if "termination_date" in values and "employment_status" not in values:
        gone = sql.SQL("CASE WHEN {} <= current_date THEN {} END")
        values["employment_status"] = gone.format(
            values["termination_date"], sql.Literal(str(EmploymentStatus.TERMINATED))
        )
    values["custom"], values["protected"] = bundle(columns, CUSTOM), bundle(columns, PROTECT)
    values["manager_key"] = texts.get("manager", sql.SQL("NULL::text"))
    values["partner_key"] = texts.get("hr_partner", sql.SQL("NULL::text"))
    return sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(made, sql.Identifier(name)) for name, made in values.items()
    )


def _final(name: str, plan: Plan) -> sql.Composable:
    """What the field holds afterwards: the cell, else what is there, else what a new person begins with."""
    field = Person._meta.get_field(name)
    assert isinstance(field, models.Field)
    begins = field.get_default()
    begins = str(begins) if isinstance(begins, str) else begins
    kept = name in ("email", "external_id", "generation") or bool(field.choices) or not plan.clear_empty
    options = [sql.Identifier("t", name)]
    if kept:
        options.append(sql.Identifier("p", name))
    return sql.SQL("COALESCE({}, {})").format(sql.SQL(", ").join(options), sql.Literal(begins))


def custom_fields(plan: Plan, person: str, row: str) -> sql.Composable:
    """The person's custom fields afterwards."""
    kept = sql.SQL("COALESCE({}, '{{}}'::jsonb)").format(sql.Identifier(person, "custom_fields"))
    if plan.clear_empty:
        named = [
            column.target.removeprefix(CUSTOM) for column in plan.columns if column.target.startswith(CUSTOM)
        ]
        kept = sql.SQL("({} - {}::text[])").format(kept, sql.Literal(named))
    return sql.SQL("{} || {}").format(kept, sql.Identifier(row, "custom"))
