"""The ledger only grows, keeps to its months, and is read by those concerned."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.conftest import acting, make_person

from allaboard.errors import NotAllowed, NotFound
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints import facade, queries, services
from allaboard.foundation.touchpoints.choices import MET
from allaboard.foundation.touchpoints.facade import Touch
from allaboard.foundation.touchpoints.models import Touchpoint


def touch(person: Person, days_ago: float = 1, **fields: object) -> Touch:
    kept = {
        "kind": "meeting",
        "direction": "out",
        "area": "checkins",
        "object_ref": "talk:1",
        "minutes": 30.0,
    }
    return Touch(person_id=person.pk, at=timezone.now() - timedelta(days=days_ago), **{**kept, **fields})


def test_many_contacts_are_one_statement(chidi, ben, django_assert_num_queries):
    with django_assert_num_queries(1):
        added = facade.note(
            [touch(chidi, number, who_id=ben.pk, summary="Shift “swaps”, 100 %") for number in range(300)]
        )

    assert added == 300
    assert Touchpoint.objects.filter(person=chidi, who=ben, summary="Shift “swaps”, 100 %").count() == 300
    assert facade.note([]) == 0


def test_one_bad_contact_stops_all(chidi):
    with pytest.raises(ValueError):
        facade.note([touch(chidi), touch(chidi, kind="concern")])

    assert not Touchpoint.objects.exists()


@pytest.mark.parametrize(
    "change", ["UPDATE touchpoints_touchpoint SET summary = 'other'", "DELETE FROM touchpoints_touchpoint"]
)
def test_nothing_written_changes_or_goes(chidi, change):
    facade.note([touch(chidi)])

    with (
        pytest.raises(DatabaseError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)

    assert Touchpoint.objects.get().summary == ""


def test_neither_the_ledger_nor_a_month_of_it_is_emptied(chidi):
    services.ensure_months(date(2031, 12, 1), months=1)
    facade.note([touch(chidi)])
    ledgers = ["touchpoints_touchpoint_2031_12", "touchpoints_touchpoint_other", "touchpoints_touchpoint"]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid FROM pg_inherits WHERE inhparent = 'touchpoints_touchpoint'::regclass EXCEPT "
            "SELECT tgrelid FROM pg_trigger WHERE tgname = 'touchpoints_no_truncate'"
        )
        assert cursor.fetchall() == []
        for ledger in ledgers:
            cursor.execute(f"ALTER TABLE {ledger} ENABLE TRIGGER touchpoints_no_truncate")
            with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
                cursor.execute(f"TRUNCATE {ledger}")
    assert Touchpoint.objects.count() == 1


def test_only_the_sample_goes_when_the_sample_is_removed(chidi):
    sample = make_person("Sam", is_sample=True)
    facade.note([touch(chidi), touch(sample), touch(sample, 60)])

    assert facade.remove_sample() == 2

    assert [row.person_id for row in Touchpoint.objects.all()] == [chidi.pk]
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Touchpoint.objects.all().delete()


def test_a_person_may_be_forgotten_and_nobody_else_with_them(amara, ben, chidi):
    facade.note([touch(chidi), touch(ben)])
    with pytest.raises(NotAllowed):
        services.erase_person(chidi.pk, by=acting(ben))

    with pytest.raises(NotAllowed):
        services.erase_person(amara.pk, by=acting(amara))
    with pytest.raises(NotFound):
        services.erase_person(10**9, by=acting(amara))

    assert services.erase_person(chidi.pk, by=acting(amara)) == 1

    assert [row.person_id for row in Touchpoint.objects.all()] == [ben.pk]


def test_contacts_lie_in_the_partition_of_their_month(chidi):
    facade.note(
        [touch(chidi, 0), Touch(chidi.pk, "note", "in", "people", "", datetime(1999, 5, 5, tzinfo=UTC))]
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM touchpoints_touchpoint ORDER BY at")
        tables = [row[0] for row in cursor.fetchall()]
    assert tables == ["touchpoints_touchpoint_other", f"touchpoints_touchpoint_{datetime.now(UTC):%Y_%m}"]


def test_months_are_made_once_and_never_over_contacts_already_kept(chidi):
    facade.note([Touch(chidi.pk, "note", "in", "people", "", datetime(1999, 5, 5, tzinfo=UTC))])

    assert services.ensure_months(date(1999, 4, 1), months=2) == 2  # April and June; May keeps to the default
    assert services.ensure_months(date(1999, 4, 1), months=2) == 0

    services.ensure_months()  # a month may have begun since the tables were made
    assert services.ensure_months() == 0


def test_the_person_and_hr_read_a_timeline_and_a_manager_only_the_own_part(amara, ben, chidi):
    facade.note(
        [touch(chidi, 1, who_id=ben.pk), touch(chidi, 2, who_id=amara.pk, summary="About Ben"), touch(ben, 3)]
    )
    stranger = make_person("Efua")

    assert facade.touches_of(acting(amara), chidi.pk).count() == 2
    assert facade.touches_of(acting(chidi), chidi.pk).count() == 2
    assert [row.who_id for row in facade.touches_of(acting(ben), chidi.pk)] == [ben.pk]
    with pytest.raises(NotFound):
        facade.touches_of(acting(stranger), chidi.pk)
    assert facade.touches_of(SYSTEM, chidi.pk).count() == 2


def test_the_latest_contact_and_the_minutes_of_this_week(ben, chidi):
    monday = datetime.combine(date(2026, 11, 16), datetime.min.time(), timezone.get_current_timezone())
    inside, before = monday + timedelta(hours=1), monday - timedelta(minutes=1)
    sent = [Touch(chidi.pk, "message", "out", "campaigns", "", at, 4.5) for at in (inside, inside, before)]
    facade.note([*sent, Touch(chidi.pk, "reply", "in", "campaigns", "", inside, 9)])

    assert queries.minutes_this_week([chidi.pk, ben.pk], today=date(2026, 11, 22)) == {chidi.pk: 9.0}


def test_coverage_counts_each_person_once_and_messages_are_no_meetings(db, django_assert_num_queries):
    night = [make_person(shift="Night") for _ in range(4)]
    day = [make_person(shift="Day") for _ in range(3)]
    facade.note([touch(night[0]), touch(night[0], 5), touch(night[1], 200), touch(night[2], kind="message")])
    facade.note([touch(person) for person in day])

    with django_assert_num_queries(2):
        found = queries.coverage(Person.objects.all(), 90, group="shift")

    assert (found.met, found.total) == (4, 7)
    assert [(group.group, group.met, group.total) for group in found.by_group] == [
        ("Day", 3, 3),
        ("Night", 1, 4),
    ]
    assert queries.coverage(Person.objects.all(), 90, group="tenure_band").total == 7


@pytest.mark.django_db
def test_the_index_of_talks_holds_every_kind_of_talk_and_no_message():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('touchpoint_met'::regclass)")
        (definition,) = cursor.fetchone()

    assert set(re.findall(r"'(\w+)'::", definition.partition("WHERE")[2])) == set(MET)
