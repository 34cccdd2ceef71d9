"""Takes an import back: every value as it was, or nothing at all."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import sql

from allaboard.errors import RuleBroken
from allaboard.foundation.access.facade import keep_users_with_roles
from allaboard.foundation.people.importing.reading.staging import Tell
from allaboard.foundation.people.importing.writing.applying import PRINT, SEALED_PRINT
from allaboard.foundation.people.models import Import, Person
from allaboard.foundation.people.upkeep.tree import refresh_all_paths
from allaboard.foundation.people.upkeep.versions import record_versions
from allaboard.foundation.people.upkeep.wholesale import uses_checked_once
from allaboard.words import all_grouped

NAMED_AT_MOST = 3
STEPS = 7  # of the bar, each about as long

CHANGED_SINCE = sql.SQL("""
    SELECT ch.person_id FROM people_importchange ch LEFT JOIN people_person p ON p.id = ch.person_id
    LEFT JOIN people_protectedattributes s ON s.person_id = ch.person_id
    WHERE ch.run_id = {run} AND (p.id IS NULL OR ch.after_print <> {print} || COALESCE({sealed}, '')) ORDER BY ch.person_id""")
RESTORED = sql.SQL("""
    UPDATE people_person p SET {sets}
    FROM people_importchange ch, jsonb_populate_record(NULL::people_person, ch.before) old
    WHERE ch.run_id = {run} AND ch.before IS NOT NULL AND p.id = ch.person_id""")
UNSEALED = sql.SQL("""
    DELETE FROM people_protectedattributes s USING people_importchange ch
    WHERE ch.run_id = {run} AND s.person_id = ch.person_id AND s.ciphertext IS DISTINCT FROM ch.protected_before""")
RESEALED = sql.SQL("""
    INSERT INTO people_protectedattributes (person_id, ciphertext)
    SELECT person_id, protected_before FROM people_importchange WHERE run_id = {run} AND protected_before IS NOT NULL
    ON CONFLICT DO NOTHING""")
CREATED = sql.SQL("SELECT person_id FROM people_importchange WHERE run_id = {run} AND before IS NULL")
KEPT = sql.SQL("SELECT person_id FROM people_importchange WHERE run_id = {run} AND before IS NOT NULL")


def require_untouched(run: Import) -> None:
    """Raise RuleBroken if any person of the import was changed or removed after it."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED_SINCE.format(run=sql.Literal(run.pk), print=PRINT, sealed=SEALED_PRINT))
        changed = [row[0] for row in cursor.fetchall()]
    if changed:
        names = [person.name for person in Person.objects.filter(pk__in=changed[:NAMED_AT_MOST])]
        said = ngettext(
            "%(count)s person was changed after this import, so it cannot be undone: %(names)s.",
            "%(count)s people were changed after this import, so it cannot be undone: %(names)s.",
            len(changed),
        )
        gone = ngettext("a removed person", "removed people", len(changed))
        raise RuleBroken(said % all_grouped({"count": len(changed), "names": ", ".join(names) or gone}))


def restore(run: Import, day: date, tell: Tell) -> None:
    """Give everybody the values from before and remove whom the import created. The caller holds the transaction.

    Raises:
        RuleBroken: people whom the import created are already used elsewhere.
    """
    columns = [
        str(field.column)
        for field in Person._meta.concrete_fields
        if field.name not in ("id", "manager_path")
    ]
    sets = sql.SQL(", ").join(sql.SQL("{0} = old.{0}").format(sql.Identifier(column)) for column in columns)
    run_id = sql.Literal(run.pk)
    with connection.cursor() as cursor:
        tell(1, STEPS)
        cursor.execute(RESTORED.format(sets=sets, run=run_id))
        cursor.execute(UNSEALED.format(run=run_id))
        cursor.execute(RESEALED.format(run=run_id))
    tell(2, STEPS)
    record_versions(KEPT.format(run=run_id), day)
    tell(3, STEPS)
    keep_users_with_roles(run.changes.filter(before__isnull=True).values("person_id"))
    _remove_created(run_id, tell)
    refresh_all_paths()
    tell(STEPS, STEPS)


def _remove_created(run_id: sql.Literal, tell: Tell) -> None:
    created = CREATED.format(run=run_id)
    try:
        with transaction.atomic(), uses_checked_once(created), connection.cursor() as cursor:
            removed = (("people_personversion", "person_id"), ("people_person", "id"))
            for done, (name, key) in enumerate(removed, start=4):
                cursor.execute(
                    sql.SQL("DELETE FROM {} WHERE {} IN ({})").format(
                        sql.Identifier(name), sql.Identifier(key), created
                    )
                )
                tell(done, STEPS)
    except IntegrityError as error:
        raise RuleBroken(
            _(
                "People whom this import created are already used elsewhere (they signed in, manage others or were written to), so it cannot be undone."
            )
        ) from error
