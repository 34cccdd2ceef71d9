"""What PostgreSQL does for each row of people, done once for a million: foreign keys, indexes, memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg import sql

from allaboard.bulk import unchecked

MANY_ROWS = 5_000
FEW_THERE_SHARE = 0.05  # of the new rows; a directory that is nearly empty has nobody who waits for it
PATIENCE = "3s"

KEYS_TO_PEOPLE = """
    SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'people_person'::regclass AND c.conparentid = 0"""
LEADS_NOWHERE = """
    SELECT EXISTS (SELECT FROM people_person r
                   WHERE r.{key} IS NOT NULL AND NOT EXISTS (SELECT FROM people_person p WHERE p.id = r.{key}))"""
IS_USED = """
    SELECT EXISTS (SELECT FROM {table}) AND EXISTS (SELECT FROM {table} r JOIN ({gone}) gone ON gone.person_id = r.{key})"""

# How each index and unique constraint is taken down and made again; the primary key stays, others point to it.
INDEXES = """
    SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i WHERE i.indrelid = 'people_person'::regclass AND NOT i.indisunique
    UNION ALL
    SELECT format('ALTER TABLE people_person DROP CONSTRAINT %I', conname),
           format('ALTER TABLE people_person ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = 'people_person'::regclass AND contype = 'u'"""
TIDIED = """
    SELECT gin_clean_pending_list(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am m ON m.oid = c.relam WHERE i.indrelid = 'people_person'::regclass AND m.amname = 'gin'"""


@contextmanager
def written_in_bulk(rows: int) -> Iterator[None]:
    """Give a large import more memory, and let the word indexes take all rows up at its end instead of in small sips.

    The caller holds the transaction and has locked the table of people.
    """
    if rows < MANY_ROWS:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET LOCAL gin_pending_list_limit = '1GB'")
    yield
    with connection.cursor() as cursor:
        cursor.execute(TIDIED)


@contextmanager
def indexes_built_afterwards(rows: int) -> Iterator[None]:
    """Build the indexes of a nearly empty directory after its first people came, in a fifth of the time.

    Nobody can read the directory meanwhile. So with more people there, or when somebody is just reading it, nothing is done.
    """
    if rows < MANY_ROWS or _are_many_there(rows) or not _is_ours_alone():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        found = cursor.fetchall()
        _settle_waiting_checks()
        for taken_down, _made in found:
            cursor.execute(taken_down)
        yield
        _settle_waiting_checks()
        for _taken_down, made in found:
            cursor.execute(made)
        cursor.execute("ANALYZE people_person")


def _are_many_there(rows: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        return bool(cursor.fetchone()[0] > rows * FEW_THERE_SHARE)


def _is_ours_alone() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute("LOCK TABLE people_person IN ACCESS EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError:  # locked by others, or a deadlock with them
        return False
    return True


def _settle_waiting_checks() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def managers_checked_once() -> Iterator[None]:
    """Check once, at the end, that every manager and HR partner exists, instead of row by row.

    Raises:
        IntegrityError: somebody's manager or HR partner is not there.
    """
    with unchecked() as is_unchecked:
        yield
    if is_unchecked:
        for key in ("manager_id", "hr_partner_id"):
            _refuse_if(sql.SQL(LEADS_NOWHERE).format(key=sql.Identifier(key)))


@contextmanager
def uses_checked_once(gone: sql.Composable) -> Iterator[None]:
    """Check once for each table, not once for each person and table, that nobody who is removed is used there.

    The check comes after the removal: who wrote first was waited for and is seen, who writes later waits and fails.

    Args:
        gone: a subquery that gives the ids of the removed people as person_id.

    Raises:
        IntegrityError: somebody who is removed is used.
    """
    with unchecked() as is_unchecked:
        yield
    if not is_unchecked:
        _settle_waiting_checks()
        return
    with connection.cursor() as cursor:
        cursor.execute(KEYS_TO_PEOPLE)
        keys = cursor.fetchall()
    for table, key in keys:
        _refuse_if(sql.SQL(IS_USED).format(table=sql.SQL(table), key=sql.Identifier(key), gone=gone))


def _refuse_if(question: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(question)
        if cursor.fetchone()[0]:
            raise IntegrityError("a person who is not there is pointed to")
