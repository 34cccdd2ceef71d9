"""Keeps each person's path of managers right, for the whole company or below one person."""

from django.db import connection
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.rules import DEEPEST_LEVEL

REFRESH = """
    WITH RECURSIVE tree AS (
        {start}
        UNION ALL
        SELECT p.id, t.path || t.id FROM people_person p JOIN tree t ON p.manager_id = t.id
        WHERE cardinality(t.path) < %(deepest)s)
    UPDATE people_person p SET manager_path = t.path FROM tree t
    WHERE p.id = t.id AND p.manager_path IS DISTINCT FROM t.path"""
TREE = 7_310_003  # of the database's numbered locks
FROM_THE_TOP = "SELECT id, ARRAY[]::bigint[] AS path FROM people_person WHERE manager_id IS NULL"
FROM_ONE = """
    SELECT p.id, CASE WHEN m.id IS NULL THEN ARRAY[]::bigint[] ELSE m.manager_path || m.id END AS path
    FROM people_person p LEFT JOIN people_person m ON m.id = p.manager_id WHERE p.id = %(person)s"""


def refresh_all_paths() -> None:
    """Work out everyone's managers from the top down; rewrites only the rows that are wrong."""
    with connection.cursor() as cursor:
        cursor.execute(REFRESH.format(start=FROM_THE_TOP), {"deepest": DEEPEST_LEVEL})


def refresh_paths_from(person_id: int) -> None:
    """Work out the managers of one person and of everyone below."""
    with connection.cursor() as cursor:
        cursor.execute(REFRESH.format(start=FROM_ONE), {"deepest": DEEPEST_LEVEL, "person": person_id})


def hold_tree() -> None:
    """Wait until nobody else changes who reports to whom, and keep them waiting until the transaction ends.

    The table is held first, as every writer holds it: an import, which holds it alone, would wait for a row
    that was held before, and its holder for the import.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_person IN ROW EXCLUSIVE MODE")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE])


def require_no_circle(person: Person, manager: Person | None) -> None:
    """Raise RuleBroken if the manager is the person, or works below the person."""
    if manager is None or person.pk is None:
        return
    manager.refresh_from_db(fields=["manager_path"])
    if manager.pk == person.pk:
        raise RuleBroken(_("%(name)s cannot be their own manager.") % {"name": person.name})
    if person.pk in manager.manager_path:
        raise RuleBroken(
            _("%(manager)s works below %(name)s and so cannot be their manager.")
            % {"manager": manager.name, "name": person.name}
        )
