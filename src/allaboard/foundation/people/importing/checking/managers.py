"""Finds the people whom cells name as manager or HR partner, in the file and in the directory, and builds the tree of tomorrow."""

from django.db import connection
from psycopg import sql

from allaboard.foundation.people.importing.checking.columns import folded_sql
from allaboard.foundation.people.importing.checking.plan import Plan
from allaboard.foundation.people.importing.reading.staging import table
from allaboard.foundation.people.importing.reading.synonyms import NOBODY_ABOVE
from allaboard.foundation.people.rules import DEEPEST_LEVEL

BY_ID = sql.SQL("""
    CREATE UNLOGGED TABLE {found} AS
    WITH named AS (SELECT DISTINCT manager_key AS key FROM {checked} WHERE manager_key IS NOT NULL
                   UNION SELECT DISTINCT partner_key FROM {checked} WHERE partner_key IS NOT NULL),
    known AS (SELECT person_id AS node, email, external_id, {number} AS employee_number FROM {checked}
              UNION ALL SELECT id, lower(email), external_id, NULLIF(employee_number, '') FROM people_person),
    candidates AS (SELECT key, node, 1 AS rank FROM named JOIN known ON known.email = lower(key)
                   UNION ALL SELECT key, node, 1 FROM named JOIN known ON known.external_id = key
                   UNION ALL SELECT key, node, 2 FROM named JOIN known ON known.employee_number = key),
    best AS (SELECT key, min(rank) AS rank FROM candidates GROUP BY key)
    SELECT named.key, {nobody} AS nobody, min(c.node) AS node, count(DISTINCT c.node) AS people
    FROM named LEFT JOIN best USING (key) LEFT JOIN candidates c ON c.key = best.key AND c.rank = best.rank
    GROUP BY named.key""")

NAMED = sql.SQL("""
    WITH missing AS (SELECT key, {key} AS name FROM {found} WHERE node IS NULL
                     UNION SELECT key, {turned_key} FROM {found} WHERE node IS NULL AND key LIKE '%,%'),
    known AS (SELECT person_id AS node, {given} AS given, {family} AS family, {formatted} AS formatted FROM {checked}
              UNION ALL SELECT id, given_name, family_name, formatted_name FROM people_person
              UNION ALL SELECT id, preferred_name, family_name, '' FROM people_person WHERE preferred_name <> ''),
    spelled AS (SELECT node, {whole} AS name FROM known UNION ALL SELECT node, {turned} FROM known
                UNION ALL SELECT node, {full} FROM known
                UNION ALL SELECT node, {turned_full} FROM known WHERE formatted LIKE '%,%'),
    hits AS (SELECT missing.key, min(node) AS node, count(DISTINCT node) AS people
             FROM missing JOIN spelled USING (name) WHERE name <> '' GROUP BY missing.key)
    UPDATE {found} f SET node = hits.node, people = hits.people FROM hits WHERE f.key = hits.key""")

MARK = sql.SQL("""
    UPDATE {checked} c SET problems = array_append(c.problems, {code}::text) FROM {found} f
    WHERE f.key = c.{cell} AND NOT f.nobody AND {wrong}""")

# Everyone's manager afterwards: what the file says for its good rows, what the directory says for all others.
EDGES = sql.SQL("""
    CREATE UNLOGGED TABLE {edges} AS
    SELECT c.person_id AS node,
           CASE WHEN c.manager_key IS NULL THEN {kept} WHEN f.nobody THEN NULL WHEN lost.person_id IS NULL THEN f.node END AS above
    FROM {checked} c LEFT JOIN people_person p ON p.id = c.person_id LEFT JOIN {found} f ON f.key = c.manager_key
    LEFT JOIN {checked} lost ON lost.person_id = f.node AND lost.is_new AND lost.problems <> '{{}}'
    WHERE c.problems = '{{}}'
    UNION ALL
    SELECT p.id, p.manager_id FROM people_person p
    WHERE NOT EXISTS (SELECT FROM {checked} c WHERE c.person_id = p.id AND c.problems = '{{}}')""")

PATHS = sql.SQL("""
    CREATE UNLOGGED TABLE {paths} AS
    WITH RECURSIVE tree AS (
        SELECT node, ARRAY[]::bigint[] AS path FROM {edges} WHERE above IS NULL
        UNION ALL
        SELECT e.node, t.path || t.node FROM {edges} e JOIN tree t ON e.above = t.node WHERE cardinality(t.path) < {deepest})
    SELECT node, path FROM tree""")

CIRCLES = sql.SQL("""
    WITH RECURSIVE lost AS (SELECT e.node, e.above FROM {edges} e WHERE NOT EXISTS (SELECT FROM {paths} p WHERE p.node = e.node)),
    climb AS (SELECT node AS start, above, 1 AS steps FROM lost
              UNION ALL SELECT c.start, l.above, steps + 1 FROM climb c JOIN lost l ON l.node = c.above
              WHERE c.above <> c.start AND steps <= {deepest}),
    circling AS (SELECT DISTINCT start FROM climb WHERE above = start)
    UPDATE {checked} c SET problems = array_append(c.problems, {code}::text)
    WHERE c.problems = '{{}}' AND c.person_id IN (SELECT start FROM circling)""")

DEEP = sql.SQL("""
    UPDATE {checked} c SET problems = array_append(c.problems, {code}::text)
    WHERE c.problems = '{{}}' AND NOT EXISTS (SELECT FROM {paths} p WHERE p.node = c.person_id)""")

LOST_MANAGER = sql.SQL("""
    UPDATE {checked} c SET notes = array_append(c.notes, {code}::text) FROM {found} f, {checked} lost
    WHERE c.problems = '{{}}' AND f.key = c.manager_key AND lost.person_id = f.node AND lost.is_new AND lost.problems <> '{{}}'""")


def find(plan: Plan) -> None:
    """Find who is meant by each name, e-mail, number or id; flag rows whose cell means nobody or several."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {found}").format(**_tables(plan)))
        cursor.execute(
            BY_ID.format(nobody=_means_nobody(), number=_mapped(plan, "employee_number"), **_tables(plan))
        )
        cursor.execute(
            sql.SQL("SELECT EXISTS (SELECT FROM {found} WHERE node IS NULL)").format(**_tables(plan))
        )
        if cursor.fetchone()[0]:
            cursor.execute(_by_name(plan))
        cursor.execute(sql.SQL("ALTER TABLE {found} ADD PRIMARY KEY (key)").format(**_tables(plan)))
        for target, cell in (("manager", "manager_key"), ("hr_partner", "partner_key")):
            position = plan.position(target)
            if position:
                cursor.execute(_mark(plan, cell, f"unknown:{position}", "f.people = 0"))
                cursor.execute(_mark(plan, cell, f"several:{position}", "f.people > 1"))


def _by_name(plan: Plan) -> sql.Composable:
    return NAMED.format(
        key=folded_sql(sql.SQL("key")),
        turned_key=folded_sql(_turned("key")),
        turned_full=folded_sql(_turned("formatted")),
        given=_mapped(plan, "given_name"),
        family=_mapped(plan, "family_name"),
        formatted=_mapped(plan, "formatted_name"),
        whole=folded_sql(sql.SQL("concat(given, family)")),
        turned=folded_sql(sql.SQL("concat(family, given)")),
        full=folded_sql(sql.SQL("formatted")),
        **_tables(plan),
    )


def _turned(name: str) -> sql.Composable:
    """“Stone, Ada” as “Ada Stone”."""
    return sql.SQL("concat(split_part({0}, ',', 2), split_part({0}, ',', 1))").format(sql.Identifier(name))


def _mark(plan: Plan, cell: str, code: str, wrong: str) -> sql.Composable:
    return MARK.format(
        code=sql.Literal(code), cell=sql.Identifier(cell), wrong=sql.SQL(wrong), **_tables(plan)
    )


def build_tree(plan: Plan) -> None:
    """Work out everyone's managers afterwards; flag the rows that would make a circle, and leave them out of the tree."""
    code = f"circle:{plan.position('manager')}"
    flags = (
        CIRCLES.format(code=sql.Literal(code), deepest=sql.Literal(DEEPEST_LEVEL), **_tables(plan)),
        DEEP.format(code=sql.Literal("deep"), **_tables(plan)),
    )
    with connection.cursor() as cursor:
        for flag in flags:
            if _draw(plan):
                break
            cursor.execute(flag)
        else:
            _draw(plan)
        cursor.execute(LOST_MANAGER.format(code=sql.Literal("skipped_manager"), **_tables(plan)))


def _draw(plan: Plan) -> bool:
    """Draw the tree; whether everybody is in it, so that nobody stands in a circle or too deep."""
    with connection.cursor() as cursor:
        for name in ("edges", "paths"):
            cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table(name, plan.run_id)))
        kept = sql.SQL("NULL" if plan.clear_empty else "p.manager_id")
        cursor.execute(EDGES.format(kept=kept, **_tables(plan)))
        people = cursor.rowcount
        cursor.execute(sql.SQL("CREATE INDEX ON {edges} (above)").format(**_tables(plan)))
        cursor.execute(sql.SQL("ANALYZE {edges}").format(**_tables(plan)))
        cursor.execute(PATHS.format(deepest=sql.Literal(DEEPEST_LEVEL), **_tables(plan)))
        placed = cursor.rowcount
        cursor.execute(sql.SQL("CREATE INDEX ON {paths} (node)").format(**_tables(plan)))
        cursor.execute(sql.SQL("ANALYZE {paths}").format(**_tables(plan)))
    return bool(placed == people)


def partner(plan: Plan) -> sql.Composable:
    """The HR partner afterwards of row `c`, who is person `p` if known."""
    if "hr_partner" not in plan.targets:
        return sql.SQL("p.hr_partner_id")
    kept = sql.SQL("NULL::bigint" if plan.clear_empty else "p.hr_partner_id")
    chosen = sql.SQL(
        "CASE WHEN c.partner_key IS NULL THEN {kept} ELSE (SELECT f.node FROM {found} f LEFT JOIN {checked} lost ON lost.person_id = f.node"
        "       AND lost.is_new AND lost.problems <> '{{}}' WHERE f.key = c.partner_key AND NOT f.nobody AND lost.person_id IS NULL) END"
    )
    return chosen.format(kept=kept, **_tables(plan))


def partner_changed(plan: Plan) -> sql.Composable:
    """Whether the HR partner of row `c` changes."""
    if "hr_partner" not in plan.targets:
        return sql.SQL("false")
    return sql.SQL("p.hr_partner_id IS DISTINCT FROM {}").format(partner(plan))


def _means_nobody() -> sql.Composable:
    """Whether a cell says in words that there is nobody."""
    return sql.SQL("({} = ANY({}))").format(folded_sql(sql.SQL("named.key")), sql.Literal(list(NOBODY_ABOVE)))


def _mapped(plan: Plan, field: str) -> sql.Composable:
    return sql.Identifier(field) if field in plan.written_fields else sql.SQL("NULL::text")


def _tables(plan: Plan) -> dict[str, sql.Composable]:
    return {name: table(name, plan.run_id) for name in ("checked", "found", "edges", "paths")}
