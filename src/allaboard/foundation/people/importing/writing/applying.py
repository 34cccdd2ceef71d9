"""Writes the good rows into the directory, and keeps what they replaced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from django.db import connection, models
from django.utils import timezone
from psycopg import sql

from allaboard.foundation.people.choices import PRESENT
from allaboard.foundation.people.importing.checking import managers
from allaboard.foundation.people.importing.checking.matching import custom_fields
from allaboard.foundation.people.importing.checking.plan import Plan
from allaboard.foundation.people.importing.checking.verdicts import Verdict
from allaboard.foundation.people.importing.reading.mapping import PROTECT
from allaboard.foundation.people.importing.reading.staging import Tell, quiet, spans, table
from allaboard.foundation.people.models import Person, ProtectedAttributes
from allaboard.foundation.people.upkeep.protection import seal, unseal
from allaboard.foundation.people.upkeep.versions import record_first_versions, record_versions
from allaboard.foundation.people.upkeep.wholesale import (
    indexes_built_afterwards,
    managers_checked_once,
    written_in_bulk,
)

STEPS = 10  # of the bar, each about as long
SEALED_AT_ONCE = 2_000

# Two prints are equal when nothing was changed but what follows from others: the path of managers.
NOT_PRINTED = frozenset({"manager_path", "created_at", "updated_at"})
PRINT = sql.SQL("hash_record_extended(ROW({}), 0)::text").format(
    sql.SQL(", ").join(
        sql.Identifier("p", str(field.column))
        for field in Person._meta.concrete_fields
        if field.name not in NOT_PRINTED
    )
)

SEALED_PRINT = sql.SQL("':' || left(md5(s.ciphertext), 8)")
SEALED_TOO = sql.SQL("""
    UPDATE people_importchange ch SET after_print = ch.after_print || {sealed}
    FROM people_protectedattributes s WHERE ch.run_id = {run} AND s.person_id = ch.person_id""")

# The people are joined as they were before the statement; the prints are of what it wrote.
UPDATED = sql.SQL("""
    WITH written AS (
        UPDATE people_person p SET {sets}, updated_at = {now} FROM {checked} c {tree}
        WHERE p.id = c.person_id AND NOT c.is_new AND c.problems = '{{}}' AND (c.changed OR {moved} OR {partner_changed})
        RETURNING p.id, {print} AS after_print)
    INSERT INTO people_importchange (run_id, person_id, before, protected_before, after_print)
    SELECT {run}, p.id, to_jsonb(p), s.ciphertext, written.after_print
    FROM written JOIN people_person p ON p.id = written.id
    LEFT JOIN people_protectedattributes s ON s.person_id = p.id""")
NEW_PEOPLE = sql.SQL("""
    SELECT {values} FROM {checked} c LEFT JOIN people_person p ON false {paths}
    WHERE c.is_new AND c.problems = '{{}}' AND c.number BETWEEN {first} AND {last}""")
CREATED = sql.SQL("INSERT INTO people_person ({names}) {people}")
ARRIVED = sql.SQL("""
    INSERT INTO people_importchange (run_id, person_id, after_print) SELECT {run}, p.id, {print} FROM ({people}) p""")
UPDATED_PEOPLE = sql.SQL(
    "SELECT person_id FROM people_importchange WHERE run_id = {run} AND before IS NOT NULL"
)
MOVED = sql.SQL("""
    UPDATE people_person p SET manager_path = t.path FROM {tree_of_tomorrow} t
    WHERE t.node = p.id AND p.manager_path IS DISTINCT FROM t.path""")

PROTECTED = sql.SQL("""
    SELECT c.person_id, c.protected, s.ciphertext FROM {checked} c
    LEFT JOIN people_protectedattributes s ON s.person_id = c.person_id
    WHERE c.problems = '{{}}' AND c.protected <> '{{}}' AND c.person_id > {last} ORDER BY c.person_id LIMIT {most}""")


def apply(plan: Plan, day: date, found: Verdict, tell: Tell = quiet) -> None:
    """Write every good row; what is said of people is true from the day on. The caller holds the transaction."""
    with written_in_bulk(found.created + found.updated), managers_checked_once():
        if found.updated:
            _update(plan)
        tell(1, STEPS)
        if found.created:
            _create(plan, day, found.created, tell)
        _protect(plan)
        _print_what_is_sealed(plan)
        if found.updated:
            _place(plan)
            record_versions(UPDATED_PEOPLE.format(run=sql.Literal(plan.run_id)), day)
    tell(STEPS, STEPS)


def _update(plan: Plan) -> None:
    sets: list[sql.Composable] = [
        sql.SQL("{} = c.{}").format(sql.Identifier(field), sql.Identifier(field)) for field in _written(plan)
    ]
    sets.append(sql.SQL("custom_fields = {}").format(custom_fields(plan, "p", "c")))
    if "employment_status" in plan.written_fields:
        sets.append(sql.SQL("active = c.employment_status IN ({})").format(_present()))
    if plan.has_managers:
        sets.append(sql.SQL("manager_id = e.above"))
    if "hr_partner" in plan.targets:
        # The target of an update cannot be read inside the FROM list, but it can in SET.
        sets.append(sql.SQL("hr_partner_id = {}").format(managers.partner(plan)))
    moved: sql.Composable = (
        sql.SQL("e.above IS DISTINCT FROM p.manager_id") if plan.has_managers else sql.SQL("false")
    )
    parts = _parts(plan) | {
        "sets": sql.SQL(", ").join(sets),
        "moved": moved,
        "partner_changed": managers.partner_changed(plan),
    }
    with connection.cursor() as cursor:
        cursor.execute(UPDATED.format(**parts))


def _create(plan: Plan, day: date, count: int, tell: Tell) -> None:
    """The people themselves come last: from then on nobody can read a directory that was nearly empty."""
    values = _new_values(plan)
    batches = list(_batches(plan, values))
    names = sql.SQL(", ").join(sql.Identifier(name) for name in values)
    for done, people in enumerate(batches, start=1):
        with connection.cursor() as cursor:
            cursor.execute(ARRIVED.format(people=people, **_parts(plan)))
        record_first_versions(people, day, _empty_columns(plan))
        tell(len(batches) + done * 4, len(batches) * STEPS)
    with indexes_built_afterwards(count), connection.cursor() as cursor:
        for done, people in enumerate(batches, start=1):
            cursor.execute(CREATED.format(names=names, people=people))
            tell(len(batches) * 5 + done * 2, len(batches) * STEPS)


def _batches(plan: Plan, values: dict[str, sql.Composable]) -> Iterator[sql.Composable]:
    """The rows of the new people, some at a time."""
    listed = sql.SQL(", ").join(
        sql.SQL("CAST({} AS {}) AS {}").format(made, sql.SQL(_type_of(name)), sql.Identifier(name))
        for name, made in values.items()
    )
    for first, last in spans(plan.run_id):
        numbers = {"first": sql.Literal(first), "last": sql.Literal(last)}
        yield NEW_PEOPLE.format(values=listed, **numbers, **_parts(plan))


def _type_of(column: str) -> str:
    field = next(field for field in Person._meta.concrete_fields if field.column == column)
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))


def _empty_columns(plan: Plan) -> frozenset[str]:
    """Columns that hold nothing in any new row: the file does not say them, and people begin without."""
    said = {*_written(plan), "manager_id", "hr_partner_id", "custom_fields"}
    silent = (field for field in Person._meta.concrete_fields if field.column not in said)
    return frozenset(str(field.column) for field in silent if _beginning(field) in (None, ""))


def _new_values(plan: Plan) -> dict[str, sql.Composable]:
    values: dict[str, sql.Composable] = {}
    for field in Person._meta.concrete_fields:
        values[str(field.column)] = sql.Literal(_beginning(field))
    values |= {field: sql.Identifier("c", field) for field in _written(plan)}
    values |= {"id": sql.SQL("c.person_id"), "custom_fields": sql.SQL("c.custom")}
    values |= {"created_at": sql.Literal(timezone.now()), "updated_at": sql.Literal(timezone.now())}
    values["hr_partner_id"] = (
        managers.partner(plan) if "hr_partner" in plan.targets else sql.SQL("NULL::bigint")
    )
    path = sql.SQL("COALESCE(t.path, '{}')") if plan.has_managers else sql.SQL("ARRAY[]::bigint[]")
    values["manager_path"] = path
    values["manager_id"] = sql.SQL("({0})[cardinality({0})]").format(path)
    if "employment_status" in plan.written_fields:
        values["active"] = sql.SQL("c.employment_status IN ({})").format(_present())
    return values


def _beginning(field: models.Field[object, object]) -> object:
    start = field.get_default()
    return str(start) if isinstance(start, str) else None if isinstance(start, dict | list) else start


def _place(plan: Plan) -> None:
    """Write the paths of all who stand elsewhere now, those below a moved manager too."""
    if plan.has_managers:
        with connection.cursor() as cursor:
            cursor.execute(MOVED.format(tree_of_tomorrow=table("paths", plan.run_id)))


def _protect(plan: Plan) -> None:
    """Seal the protected cells; only here do their values pass through this process."""
    if not any(target.startswith(PROTECT) for target in plan.targets):
        return
    last = 0
    while some := _to_seal(plan, last):
        ProtectedAttributes.objects.bulk_create(
            [_sealed(*row) for row in some],
            update_conflicts=True,
            unique_fields=["person"],
            update_fields=["ciphertext"],
        )
        last, *_cells = some[-1]


def _print_what_is_sealed(plan: Plan) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SEALED_TOO.format(run=sql.Literal(plan.run_id), sealed=SEALED_PRINT))


def _to_seal(plan: Plan, last: int) -> list[tuple[int, str, memoryview | None]]:
    """The next people of whom something protected is said, with that, and with what is sealed of them so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            PROTECTED.format(last=sql.Literal(last), most=sql.Literal(SEALED_AT_ONCE), **_parts(plan))
        )
        found: list[tuple[int, str, memoryview | None]] = cursor.fetchall()
    return found


def _sealed(person_id: int, said: str, kept: memoryview | None) -> ProtectedAttributes:
    before = unseal(person_id, bytes(kept)) if kept else {}
    return ProtectedAttributes(person_id=person_id, ciphertext=seal(person_id, before | json.loads(said)))


def _written(plan: Plan) -> list[str]:
    return list(dict.fromkeys(["email", "external_id", *plan.written_fields]))


def _present() -> sql.Composable:
    return sql.SQL(", ").join(sql.Literal(str(status)) for status in PRESENT)


def _parts(plan: Plan) -> dict[str, sql.Composable]:
    tree = sql.SQL("LEFT JOIN {} e ON e.node = c.person_id").format(table("edges", plan.run_id))
    paths = sql.SQL("LEFT JOIN {} t ON t.node = c.person_id").format(table("paths", plan.run_id))
    nothing = sql.SQL("")
    return {
        "run": sql.Literal(plan.run_id),
        "print": PRINT,
        "now": sql.Literal(timezone.now()),
        "checked": table("checked", plan.run_id),
        "paths": paths if plan.has_managers else nothing,
        "tree": tree if plan.has_managers else nothing,
    }
