"""Checks a staged file as a whole: its cells, rows that stand twice, managers; and counts what it would do."""

from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from allaboard.foundation.people.importing.checking import managers
from allaboard.foundation.people.importing.checking.matching import match
from allaboard.foundation.people.importing.checking.plan import Plan
from allaboard.foundation.people.importing.reading.staging import Tell, quiet, spans, table

TWICE = sql.SQL("""
    UPDATE {checked} c SET problems = array_append(c.problems, {code}::text)
    WHERE c.{field} IN (SELECT {field} FROM {checked} WHERE {among} GROUP BY {field} HAVING count(*) > 1)""")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file would do to the directory."""

    created: int
    updated: int
    unchanged: int
    bad: int
    noted: int


def check(plan: Plan, tell: Tell = quiet) -> Verdict:
    """Judge every row and keep the judgement in the import's own tables; the directory stays as it is."""
    steps = [_find_twins]
    if plan.has_managers or "hr_partner" in plan.targets:
        steps.append(managers.find)
    if plan.has_managers:
        steps.append(managers.build_tree)
    portions = spans(plan.run_id)
    total = len(portions) * 2 + len(steps)  # to judge the cells takes twice as long as all the rest
    match(plan, portions, lambda done, _all: tell(done * 2, total))
    for done, step in enumerate(steps, start=1):
        step(plan)
        tell(len(portions) * 2 + done, total)
    return verdict(plan)


def _find_twins(plan: Plan) -> None:
    id_position = plan.position("external_id") or plan.position("employee_number")
    marks = [("email", plan.position("email")), ("external_id", id_position)]
    with connection.cursor() as cursor:
        for field, position in marks:
            if position:
                cursor.execute(_twice(plan, field, f"{field} IS NOT NULL", f"twice:{position}"))
        if all(position for _field, position in marks):
            cursor.execute(_twice(plan, "person_id", "NOT is_new", "conflict"))


def _twice(plan: Plan, field: str, among: str, code: str) -> sql.Composable:
    return TWICE.format(
        checked=table("checked", plan.run_id),
        field=sql.Identifier(field),
        among=sql.SQL(among),
        code=sql.Literal(code),
    )


def verdict(plan: Plan) -> Verdict:
    """Count what the checked rows would do."""
    moved: sql.Composable = sql.SQL("false")
    tree: sql.Composable = sql.SQL("")
    if plan.has_managers:
        moved = sql.SQL("e.above IS DISTINCT FROM p.manager_id")
        tree = sql.SQL("LEFT JOIN {} e ON e.node = c.person_id").format(table("edges", plan.run_id))
    statement = sql.SQL("""
        SELECT count(*) FILTER (WHERE good AND is_new), count(*) FILTER (WHERE good AND NOT is_new AND new_facts),
               count(*) FILTER (WHERE good AND NOT is_new AND NOT new_facts), count(*) FILTER (WHERE NOT good),
               count(*) FILTER (WHERE good AND noted)
        FROM (SELECT c.is_new, c.problems = '{{}}' AS good, c.notes <> '{{}}' AS noted,
                     c.changed OR {moved} OR {partner} AS new_facts
              FROM {checked} c LEFT JOIN people_person p ON p.id = c.person_id {tree}) judged""")
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(
                moved=moved,
                tree=tree,
                partner=managers.partner_changed(plan),
                checked=table("checked", plan.run_id),
            )
        )
        return Verdict(*cursor.fetchone())
