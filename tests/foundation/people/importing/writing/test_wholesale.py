"""The short cuts for large imports end exactly where the long way ends."""

import json

import pytest
from django.db import connection
from tests.conftest import acting, make_person

from allaboard import bulk
from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.importing.checking import freshness
from allaboard.foundation.people.importing.reading import staging
from allaboard.foundation.people.importing.writing.applying import PRINT
from allaboard.foundation.people.models import ImportChange, Person, PersonVersion
from allaboard.foundation.people.services import update_person
from allaboard.foundation.people.upkeep import wholesale
from allaboard.foundation.people.upkeep.versions import FACTS

COMPANY = "Email,First name,Department,Manager,Start date,Colour\n" + "".join(
    f"p{i}@x.test,Given{i},Sales,{f'p{i // 3}@x.test' if i else ''},2020-01-0{1 + i % 9},blue\n"
    for i in range(40)
)
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'people_person' ORDER BY 1"


def indexes() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        return list(cursor.fetchall())


@pytest.fixture
def no_import_is_small(monkeypatch):
    monkeypatch.setattr(wholesale, "MANY_ROWS", 1)
    monkeypatch.setattr(staging, "SMALLEST_PORTION", 7)


@pytest.fixture
def no_lifting_of_checks(monkeypatch):
    monkeypatch.setattr(bulk, "MAY_CHECK_ONCE", "SELECT false")


def facts_of_all() -> list[tuple[object, ...]]:
    return list(
        Person.objects.filter(email__endswith="@x.test")
        .order_by("email")
        .values_list(
            "email",
            "given_name",
            "manager__email",
            "start_date",
            "custom_fields",
            "versions__attributes__department",
        )
    )


def test_indexes_built_afterwards_are_the_same_and_hold_the_people(imported, no_import_is_small):
    before = indexes()
    imported(COMPANY)
    assert indexes() == before
    assert Person.objects.filter(email="p39@x.test", manager__email="p13@x.test").exists()
    with pytest.raises(RuleBroken, match="2 of 2 rows have problems"):
        imported("email\na@x.test\nA@x.test\n")


def test_the_directory_stays_readable_when_many_are_there(imported, no_import_is_small, monkeypatch):
    def lock() -> bool:
        raise AssertionError("nobody may be shut out of a directory in use")

    monkeypatch.setattr(wholesale, "_is_ours_alone", lock)
    for number in range(3):
        make_person(f"Here{number}")
    assert imported(COMPANY).created_count == 40


def test_with_and_without_lifted_checks_the_same_is_written(imported, amara, monkeypatch):
    run = imported(COMPANY)
    lifted = facts_of_all()
    services.undo_import(run, by=acting(amara))
    assert not facts_of_all()
    monkeypatch.setattr(bulk, "MAY_CHECK_ONCE", "SELECT false")
    run = imported(COMPANY)
    assert facts_of_all() == lifted
    services.undo_import(run, by=acting(amara))
    assert not facts_of_all()


def test_undo_without_the_right_to_lift_checks_is_refused_as_well(imported, amara, ben, no_lifting_of_checks):
    run = imported(COMPANY)
    update_person(ben, {"manager": Person.objects.get(email="p0@x.test")}, by=acting(amara))
    with pytest.raises(RuleBroken, match="used elsewhere"):
        services.undo_import(run, by=acting(amara))
    assert len(facts_of_all()) == 40


def test_first_versions_say_all_that_is_true_of_the_written_rows(imported):
    imported(COMPANY)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT p.id, {FACTS.as_string(connection.connection)} FROM people_person p")
        true = {person: json.loads(facts) for person, facts in cursor.fetchall()}
    first = PersonVersion.objects.filter(person__email__endswith="@x.test")
    assert first.count() == 40
    assert all(true[version.person_id] == version.attributes for version in first)


def test_prints_made_from_the_file_are_those_of_the_written_rows(imported):
    run = imported(COMPANY)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT p.id, {PRINT.as_string(connection.connection)} FROM people_person p")
        printed = dict(cursor.fetchall())
    kept = ImportChange.objects.filter(run=run).values_list("person_id", "after_print")
    assert len(kept) == 40
    assert all(printed[person] == mark for person, mark in kept)


def test_the_check_before_is_used_while_nothing_changed(uploaded, amara, monkeypatch):
    run = uploaded(COMPANY)
    services.dry_run(run, by=acting(amara))

    def check(*_args: object) -> None:
        raise AssertionError("checked twice")

    monkeypatch.setattr(services, "check", check)
    services.apply_import(run, by=acting(amara))
    assert len(facts_of_all()) == 40


def test_who_was_added_after_the_check_is_not_created_again(uploaded, amara):
    run = uploaded(COMPANY)
    assert services.dry_run(run, by=acting(amara)).created == 40
    make_person("Late", email="p5@x.test")
    found = services.apply_import(run, by=acting(amara))
    assert (found.created, found.updated) == (39, 1)


def test_a_manager_who_left_after_the_check_is_missed(uploaded, amara, ben):
    run = uploaded(f"email,manager\na@x.test,{ben.email}\n")
    assert services.dry_run(run, by=acting(amara)).bad == 0
    ben.delete()
    with pytest.raises(RuleBroken, match="1 of 1 rows have problems"):
        services.apply_import(run, by=acting(amara))


def test_cells_lost_in_a_crash_of_the_server_are_asked_for_again(uploaded, amara):
    run = uploaded(COMPANY)
    services.dry_run(run, by=acting(amara))
    with connection.cursor() as cursor:  # what PostgreSQL does to unlogged tables after a crash
        for name in ("staged", "checked", "found", "edges", "paths"):
            cursor.execute(f"TRUNCATE people_{name}_{run.pk}")
    assert not staging.is_staged(run.pk)
    with pytest.raises(RuleBroken, match="Upload it again"):
        services.apply_import(run, by=acting(amara))


def test_the_state_of_the_directory_tells_every_change(amara, ben):
    states = {freshness.state_of_directory()}
    for change in (
        lambda: update_person(ben, {"title": "Lead"}, by=acting(amara)),
        lambda: make_person("New"),
        lambda: Person.objects.get(given_name="New").delete(),
    ):
        change()
        states.add(freshness.state_of_directory())
    assert len(states) >= 3
