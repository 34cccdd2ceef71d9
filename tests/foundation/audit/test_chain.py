"""The trail shows what was done to it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from tests.conftest import acting

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.audit import queries
from allaboard.foundation.audit.facade import record, verify, verify_end
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.audit.rules import BEGINNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(amara):
    odd = {"share": 1e20, "text": "a\x00b \ud800", "places": [1, {"z": 0.1, "a": None}], "groups": {"b", "a"}}
    return [record(f"thing.done{number}", by=acting(amara), on=amara, **odd) for number in range(5)]


def tamper(sql, *values):
    """What someone does who may switch the refusal off."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_change")


def test_a_chain_reads_back_whole(entries):
    found = verify()

    assert found.is_whole
    assert (found.entries, found.head) == (5, entries[-1].hash)


def test_an_empty_chain_is_whole():
    assert verify().is_whole
    assert verify().head == BEGINNING


def test_a_changed_entry_is_named(entries):
    tamper("UPDATE audit_entry SET actor_name = 'Mallory' WHERE id = %s", entries[2].pk)

    assert verify().broken_entry == entries[2].pk
    assert "changed" in verify().reason


def test_a_changed_instant_is_named(entries):
    tamper("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = %s", entries[1].pk)

    assert verify().broken_entry == entries[1].pk


def test_a_removed_entry_is_noticed_at_the_next(entries):
    tamper("DELETE FROM audit_entry WHERE id = %s", entries[2].pk)

    assert verify().broken_entry == entries[3].pk


def test_the_walk_tells_how_far_it_is_and_keeps_exact_across_its_chunks(entries, monkeypatch):
    monkeypatch.setattr(queries, "CHUNK", 2)
    steps = []
    assert verify(on_progress=steps.append).is_whole
    assert steps == [2, 4]

    tamper("UPDATE audit_entry SET details = '{}' WHERE id = %s", entries[3].pk)
    assert (verify().entries, verify().broken_entry) == (3, entries[3].pk)


def test_the_end_alone_is_walked_where_it_has_to_be_quick(entries):
    tamper("UPDATE audit_entry SET actor_name = 'Mallory' WHERE id = %s", entries[1].pk)
    assert (verify_end(3).is_whole, verify_end(3).entries) == (True, 3)
    assert verify_end(100).broken_entry == entries[1].pk

    tamper("UPDATE audit_entry SET actor_name = 'Mallory' WHERE id = %s", entries[4].pk)
    assert verify_end(3).broken_entry == entries[4].pk


def test_a_cut_off_end_is_found_with_a_noted_head(entries):
    head = verify().head
    tamper("DELETE FROM audit_entry WHERE id = %s", entries[4].pk)

    assert verify().is_whole
    assert not verify(head).is_whole


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_entry SET action = ''", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]
)
def test_the_database_refuses_to_change_or_remove_entries(entries, sql):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_truncate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(sql)
    assert Entry.objects.count() == 5


def test_an_entry_goes_with_its_deed(amara):
    with transaction.atomic():
        record("thing.done", by=acting(amara))
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain():
    def write(number):
        try:
            for _ in range(5):
                record(f"writer{number}.wrote", by=SYSTEM)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))

    assert verify().is_whole
    assert verify().entries == 20
