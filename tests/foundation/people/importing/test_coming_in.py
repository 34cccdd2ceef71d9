"""A file of any house becomes people, managers and accounts in their places."""

from datetime import date

import pytest
from django.utils import timezone
from tests.conftest import acting
from tests.foundation.people.importing.conftest import COMPANY, counts, row_for

from allaboard.foundation.access.facade import add_user, grant_role
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people import queries
from allaboard.foundation.people.importing import receiving, services
from allaboard.foundation.people.models import Person


def test_a_german_file_becomes_people_with_managers_further_down_the_file(imported):
    run = imported(COMPANY)

    assert counts(run) == (3, 0, 0, 0)
    dora, cleo, bea = row_for("dora@x.test"), row_for("cleo@x.test"), row_for("boss@x.test")
    assert (dora.manager, cleo.manager, bea.manager) == (cleo, bea, None)
    assert dora.manager_path == [bea.pk, cleo.pk]
    assert (dora.employment_status, dora.active, dora.start_date) == ("leave", True, date(2024, 1, 15))
    assert cleo.start_date == date(2020, 5, 31)
    assert cleo.custom_fields == {"lieblingsfarbe": "Blau"}
    assert queries.attributes_on(dora.pk, timezone.localdate())["department"] == "Vertrieb"
    assert Entry.objects.filter(action="people.imported", details__created=3).exists()


def test_the_same_file_again_changes_nothing(imported):
    imported(COMPANY)
    before = list(Person.objects.order_by("pk").values())
    assert counts(imported(COMPANY)) == (0, 0, 3, 0)
    assert list(Person.objects.order_by("pk").values()) == before


def test_a_dry_run_changes_nothing_but_says_what_would_be(uploaded, amara):
    run = uploaded(COMPANY)
    found = services.dry_run(run, by=acting(amara))
    assert (found.created, found.bad) == (3, 0)
    assert Person.objects.count() == 1


def test_managers_are_matched_by_number_id_and_name(imported):
    imported(
        "Employee ID,Employee Number,Full Name,Manager,E-mail\n"
        "i1,n1,Ada Stone,,ada@x.test\ni2,n2,Bob Stone,i1,bob@x.test\ni3,n3,Cy Stone,n2,cy@x.test\ni4,n4,Di Stone,cy stone,di@x.test\n"
    )
    by_name = {person.formatted_name: person for person in Person.objects.exclude(formatted_name="")}
    assert by_name["Di Stone"].manager_path == [
        by_name[name].pk for name in ("Ada Stone", "Bob Stone", "Cy Stone")
    ]


def test_managers_are_matched_by_name_whichever_half_comes_first(imported):
    imported(
        'E-mail,Full Name,Manager\na@x.test,Ada Stone,\nb@x.test,"Poe, Bob","Stone, Ada"\nc@x.test,Cy Moe,Bob Poe\n'
    )
    assert row_for("c@x.test").manager_path == [row_for("a@x.test").pk, row_for("b@x.test").pk]


@pytest.mark.parametrize(
    "day", ["45443", "45443.75", "31-May-2024", "31 may 2024", "May 31, 2024", "31-MAY-2024", "2024/5/31"]
)
def test_days_are_read_as_systems_write_them(imported, day):
    imported(f'email,start date\na@x.test,"{day}"\n')
    assert row_for("a@x.test").start_date == date(2024, 5, 31)


@pytest.mark.parametrize(
    "day", ["5/31/24", "31-Mat-2024", "31 Feb-2024", "1234567", "31-Mayor-2024", "99999"]
)
def test_a_day_that_could_be_another_is_not_guessed(uploaded, amara, day):
    run = uploaded(f'email,start date\na@x.test,"{day}"\n')
    assert services.dry_run(run, by=acting(amara)).bad == 1


def test_new_ids_come_in_when_it_is_said_that_they_have_changed(imported, uploaded, amara):
    imported("id,email,team\nOld1,a@x.test,Red\nOld2,b@x.test,Red\n")
    kept = row_for("a@x.test").pk
    run = uploaded("id,email,team\nNew1,a@x.test,Blue\nOld2,b@x.test,Blue\n")
    assert services.dry_run(run, by=acting(amara)).bad == 1
    receiving.choose_mapping(run, run.targets, by=acting(amara), options={"new_ids": True})
    services.apply_import(run, by=acting(amara))

    assert (row_for("a@x.test").pk, row_for("a@x.test").external_id) == (kept, "New1")
    assert row_for("b@x.test").external_id == "Old2"
    services.undo_import(run, by=acting(amara))
    assert (row_for("a@x.test").external_id, row_for("a@x.test").team) == ("Old1", "Red")


def test_a_new_id_that_is_somebody_elses_is_refused_all_the_same(imported, uploaded, amara):
    imported("id,email\n1,a@x.test\n2,b@x.test\n")
    run = uploaded("id,email\n2,a@x.test\n")
    receiving.choose_mapping(run, run.targets, by=acting(amara), options={"new_ids": True})
    assert services.dry_run(run, by=acting(amara)).bad == 1


def test_what_only_begins_like_a_formula_is_kept_as_text_and_noted(imported):
    run = imported("email,department,phone\na@x.test,-Sales-,+49 30 1234\n")
    assert (run.noted_count, row_for("a@x.test").department) == (1, "-Sales-")
    assert row_for("a@x.test").phone_number == "+49 30 1234"


def test_signs_that_nobody_sees_are_no_part_of_a_cell(imported):
    imported("email,first name\n\u200bA@x.test\ufeff,\u200fדוד\u200e\n")
    assert row_for("a@x.test").given_name == "דוד"


def test_an_account_from_before_the_directory_finds_its_place_and_outlives_it(imported, amara):
    first = add_user("Nina@Company.test", by=SYSTEM)
    grant_role(first, Role.ADMIN, by=SYSTEM)
    run = imported("Email,Name\nnina@company.test,Nina Vos\nother@company.test,Omar Other\n")

    nina = actor_of(User.objects.get(pk=first.pk))
    assert (nina.name, nina.has(Role.ADMIN), nina.has(Role.EMPLOYEE)) == ("Nina Vos", True, True)

    services.undo_import(run, by=acting(amara))
    nina = actor_of(User.objects.get(pk=first.pk))
    assert (nina.person_id, nina.has(Role.ADMIN), nina.has(Role.EMPLOYEE)) == (None, True, False)
    assert not Person.objects.filter(email__endswith="@company.test").exists()


def test_nobody_takes_the_place_of_somebody_who_has_an_account(imported, chidi):
    other = add_user("second@company.test", by=SYSTEM)
    imported(f"Email,Name\n{chidi.email},Chidi Anew\n")

    assert User.objects.get(person=chidi).pk == chidi.user.pk
    assert User.objects.get(pk=other.pk).person is None
