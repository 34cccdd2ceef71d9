import csv
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.conftest import acting, grant, signed_in

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.facade import add_user, grant_role
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people import queries, tasks
from allaboard.foundation.people.importing import receiving, services
from allaboard.foundation.people.importing.checking import rows
from allaboard.foundation.people.importing.reading import staging
from allaboard.foundation.people.importing.writing import applying
from allaboard.foundation.people.models import (
    Import,
    ImportChange,
    Person,
    PersonVersion,
    ProtectedAttributes,
)
from allaboard.foundation.people.services import protected_attributes, update_person

COMPANY = """E-Mail;Vorname;Nachname;Abteilung;Vorgesetzter;Eintrittsdatum;Status;Lieblingsfarbe
cleo@x.test;Cleo;Klein;Vertrieb;boss@x.test;31.05.2020;aktiv;Blau
boss@x.test;Bea;Groß;Leitung;;01.02.2010;aktiv;
dora@x.test;Dora;Lang;Vertrieb;Klein, Cleo;2024-01-15;beurlaubt;Rot
"""


def row_for(email: str) -> Person:
    return Person.objects.get(email=email)


def counts(run):
    return run.created_count, run.updated_count, run.unchanged_count, run.skipped_count


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


def test_undo_restores_every_value_and_removes_who_came(imported, amara):
    imported(COMPANY)
    before = list(Person.objects.order_by("pk").values())
    versions = list(PersonVersion.objects.order_by("pk").values())
    second = imported(
        "Email,Department,Manager,Colour\ncleo@x.test,Support,none,Green\nnew@x.test,Support,cleo@x.test,Red\n"
    )
    assert counts(second) == (1, 1, 0, 0)
    assert row_for("cleo@x.test").manager is None
    assert row_for("new@x.test").manager_path == [row_for("cleo@x.test").pk]

    services.undo_import(second, by=acting(amara))

    assert list(Person.objects.order_by("pk").values()) == before
    assert list(PersonVersion.objects.order_by("pk").values()) == versions
    with pytest.raises(RuleBroken, match="nothing to undo"):
        services.undo_import(second, by=acting(amara))


def test_undo_is_refused_when_somebody_was_changed_since(imported, amara):
    run = imported(COMPANY)
    update_person(row_for("cleo@x.test"), {"title": "Lead"}, by=acting(amara))
    with pytest.raises(RuleBroken, match=r"1 people were changed after.*Cleo"):
        services.undo_import(run, by=acting(amara))
    assert row_for("cleo@x.test").title == "Lead"


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


def test_undo_is_refused_when_a_created_person_is_used_elsewhere(imported, amara, ben):
    run = imported(COMPANY)
    update_person(ben, {"manager": row_for("boss@x.test")}, by=acting(amara))
    with pytest.raises(RuleBroken, match="used elsewhere"):
        services.undo_import(run, by=acting(amara))
    assert Person.objects.filter(email="boss@x.test").exists()


def test_rows_with_problems_stop_the_import_and_each_says_why(uploaded, amara):
    run = uploaded(
        "email,id,start date,manager,level\n"
        "not-an-address,1,2024-01-01,,1\n"
        "a@x.test,2,31/02/2024,,1\n"
        "b@x.test,3,2024-01-01,ghost@x.test,1\n"
        "c@x.test,4,2024-01-01,,high up\n"
        ",,2024-01-01,,1\n"
        "d@x.test,5,2024-01-01,,1\n"
    )
    found = services.dry_run(run, by=acting(amara))
    assert (found.created, found.bad) == (1, 5)
    said = {row.number: " ".join(row.problems) for row in rows.bad_rows(run)}
    assert "not an e-mail" in said[2]
    assert "not a date" in said[3]
    assert "neither in this file nor in the directory" in said[4]
    assert "not a level" in said[5]
    assert "neither an e-mail nor an id" in said[6]
    with pytest.raises(RuleBroken, match="5 of 6 rows have problems"):
        services.apply_import(run, by=acting(amara))
    assert Person.objects.count() == 1

    services.mend(run, {(2, 1): "mended@x.test"}, by=acting(amara))
    services.apply_import(run, by=acting(amara), skip_bad=True)
    assert set(Person.objects.exclude(pk=amara.pk).values_list("email", flat=True)) == {
        "mended@x.test",
        "d@x.test",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("email,manager\na@x.test,b@x.test\nb@x.test,a@x.test\nc@x.test,a@x.test\n", "circle"),
        ("email,manager\na@x.test,a@x.test\n", "circle"),
        ("id,email\n7,a@x.test\n7,b@x.test\n", "twice:1"),
        ("email\nA@x.test\na@X.test\n", "twice:1"),
    ],
)
def test_circles_and_duplicates_are_flagged_row_by_row(uploaded, amara, content, reason):
    run = uploaded(content)
    services.dry_run(run, by=acting(amara))
    flagged = [row for row in rows.bad_rows(run) if any(reason.split(":")[0] in code for code in row.codes)]
    assert len(flagged) == (1 if content.count("\n") == 2 else 2)
    with pytest.raises(RuleBroken):
        services.apply_import(run, by=acting(amara))


def test_a_circle_through_people_of_the_directory_is_found(uploaded, amara, ben, chidi):
    run = uploaded(f"email,manager\n{ben.email},{chidi.email}\n")
    assert services.dry_run(run, by=acting(amara)).bad == 1


def test_an_id_and_an_e_mail_of_two_people_is_a_conflict(uploaded, amara, ben, chidi):
    Person.objects.filter(pk=ben.pk).update(external_id="B1")
    Person.objects.filter(pk=chidi.pk).update(external_id="C1")
    run = uploaded(f"id,email\nB1,{chidi.email}\nZ9,{chidi.email}\n")
    services.dry_run(run, by=acting(amara))
    assert ["twice:2" in row.codes for row in rows.bad_rows(run)] == [True, True]
    run = uploaded(f"id,email\nB1,{chidi.email}\n")
    services.dry_run(run, by=acting(amara))
    assert [row.codes for row in rows.bad_rows(run)] == [["conflict"]]


def test_empty_cells_leave_what_is_there_unless_told_otherwise(imported, uploaded, amara):
    imported("email,department,colour\na@x.test,Sales,Blue\n")
    assert counts(imported("email,department,colour\na@x.test,,\n")) == (0, 0, 1, 0)
    run = uploaded("email,department,colour\na@x.test,,\n")
    receiving.choose_mapping(run, run.targets, by=acting(amara), options={"clear_empty": True})
    services.apply_import(run, by=acting(amara))
    assert (row_for("a@x.test").department, row_for("a@x.test").custom_fields) == ("", {})


def test_formula_cells_are_kept_as_text_and_noted(imported):
    run = imported("email,department\na@x.test,\"=cmd|' /C calc'!A0\"\n")
    assert (run.noted_count, row_for("a@x.test").department) == (1, "=cmd|' /C calc'!A0")


def test_a_mapping_is_remembered_for_the_same_columns_in_any_order(uploaded, amara):
    run = uploaded("email,Zone,Team\na@x.test,North,Red\n")
    receiving.choose_mapping(run, ["email", "region", ""], by=acting(amara))
    again = uploaded("TEAM;e-mail;zone\nRed;a@x.test;North\n")
    assert again.targets == ["", "email", "region"]


def test_a_mapping_without_an_identity_is_refused(uploaded, amara):
    run = uploaded("department\nSales\n")
    with pytest.raises(RuleBroken, match="No column holds an e-mail or an id"):
        receiving.choose_mapping(run, run.targets, by=acting(amara))


def test_protected_columns_are_left_out_unless_chosen_and_then_sealed(imported, uploaded, amara):
    content = "email,Gender,Birth date\na@x.test,female,1985-03-02\n"
    imported(content)
    assert not ProtectedAttributes.objects.exists()
    assert row_for("a@x.test").generation == "millennial"
    assert row_for("a@x.test").custom_fields == {}

    run = uploaded(content)
    receiving.choose_mapping(run, ["email", "protected.gender", "protected.birth_date"], by=acting(amara))
    services.apply_import(run, by=acting(amara))
    kept = {"gender": "female", "birth_date": "1985-03-02"}
    assert protected_attributes(row_for("a@x.test"), by=acting(amara)) == kept
    services.undo_import(run, by=acting(amara))
    assert not ProtectedAttributes.objects.exists()


@pytest.mark.parametrize("role", ["communications", "recruiter", "reviewer", None])
def test_only_hr_and_administrators_import(uploaded, ben, role, tmp_path):
    run = uploaded(COMPANY)
    if role:
        grant(ben, role)
    path = tmp_path / "again.csv"
    path.write_text(COMPANY)
    for verb in (
        lambda: receiving.upload(path, "again.csv", by=acting(ben)),
        lambda: services.dry_run(run, by=acting(ben)),
        lambda: services.apply_import(run, by=acting(ben)),
        lambda: services.undo_import(run, by=acting(ben)),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert not Person.objects.filter(email="cleo@x.test").exists()


def test_managers_are_matched_by_number_id_and_name(imported):
    imported(
        "Employee ID,Employee Number,Full Name,Manager,E-mail\n"
        "i1,n1,Ada Stone,,ada@x.test\ni2,n2,Bob Stone,i1,bob@x.test\ni3,n3,Cy Stone,n2,cy@x.test\ni4,n4,Di Stone,cy stone,di@x.test\n"
    )
    by_name = {person.formatted_name: person for person in Person.objects.exclude(formatted_name="")}
    assert by_name["Di Stone"].manager_path == [
        by_name[name].pk for name in ("Ada Stone", "Bob Stone", "Cy Stone")
    ]


@pytest.mark.parametrize(
    "address", ["mailto:a@x.test", "ü@x.test", ".a@x.test", "a@-x.test", "a@localhost", "a\u202e@x.test"]
)
def test_nobody_comes_in_with_an_address_with_which_they_could_not_be_edited(uploaded, amara, address):
    run = uploaded(f"id,email\n1,{address}\n2,ann.o'hara+hr@x-y.test\n")
    assert services.dry_run(run, by=acting(amara)).bad == 1
    services.apply_import(run, by=acting(amara), skip_bad=True)
    update_person(row_for("ann.o'hara+hr@x-y.test"), {"title": "Lead"}, by=acting(amara))


def test_signs_that_nobody_sees_are_no_part_of_a_cell(imported):
    imported("email,first name\n\u200bA@x.test\ufeff,\u200fדוד\u200e\n")
    assert row_for("a@x.test").given_name == "דוד"


def test_levels_below_zero_and_days_before_everybody_are_no_levels_and_days(uploaded, amara):
    run = uploaded("email,level,start date\na@x.test,-1,\nb@x.test,L-3,\nc@x.test,,0001-01-01\n")
    services.dry_run(run, by=acting(amara))
    assert [row.number for row in rows.bad_rows(run)] == [2, 4]


def test_empty_cells_clear_the_hr_partner_too_when_told_so(imported, uploaded, amara):
    imported("email,hr partner\nb@x.test,\na@x.test,b@x.test\n")
    run = uploaded("email,hr partner\na@x.test,\n")
    receiving.choose_mapping(run, run.targets, by=acting(amara), options={"clear_empty": True})

    services.apply_import(run, by=acting(amara))

    assert row_for("a@x.test").hr_partner is None


def test_a_very_long_cell_near_the_top_is_refused_in_words(uploaded):
    csv.field_size_limit(131_072)  # as Python begins

    with pytest.raises(RuleBroken, match="holds 140,000 characters"):
        uploaded(f"email,note\na@x.test,{'x' * 140_000}\n")


def test_what_is_kept_goes_after_a_week_unless_a_worker_is_busy_with_it(uploaded, amara):
    left, busy = uploaded("email\na@x.test\n"), uploaded("email\nb@x.test\n")
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    Import.objects.filter(pk=busy.pk).update(status="running")

    tasks.forget_old()

    assert set(staging.kept_runs()) == {busy.pk}
    assert not Import.objects.filter(pk=left.pk).exists()


def test_rows_to_mend_are_read_some_at_a_time_in_the_readers_language(uploaded, amara, monkeypatch):
    monkeypatch.setattr(rows, "READ_AT_ONCE", 2)
    run = uploaded("email\n" + "".join(f"broken{number}\n" for number in range(5)))
    services.dry_run(run, by=acting(amara))
    with translation.override("es"):
        to_mend = rows.bad_rows_to_mend(run)

    with CaptureQueriesContext(connection) as asked:
        found = list(to_mend)

    assert [row[0] for row in found] == [f"broken{number}" for number in range(5)]
    assert all("no es un correo electrónico" in row[1] for row in found)
    assert sum("LIMIT 2" in question["sql"] and "problems" in question["sql"] for question in asked) == 3


def test_protected_cells_pass_through_some_at_a_time(uploaded, amara, monkeypatch):
    monkeypatch.setattr(applying, "SEALED_AT_ONCE", 2)
    run = uploaded("email,Gender\n" + "".join(f"p{number}@x.test,g{number}\n" for number in range(5)))
    receiving.choose_mapping(run, ["email", "protected.gender"], by=acting(amara))

    with CaptureQueriesContext(connection) as asked:
        services.apply_import(run, by=acting(amara))

    for number in range(5):
        kept = protected_attributes(row_for(f"p{number}@x.test"), by=acting(amara))
        assert kept == {"gender": f"g{number}"}
    assert sum("c.protected, s.ciphertext" in question["sql"] for question in asked) == 4


def test_what_an_import_replaced_is_forgotten_after_90_days_and_undo_is_offered_no_longer(imported, amara):
    old, new = imported("email,title\namara@x.test,Lead\n"), imported("email\nb@x.test\n")
    Import.objects.filter(pk=old.pk).update(applied_at=timezone.now() - timedelta(days=91))

    tasks.forget_old()

    assert set(ImportChange.objects.values_list("run_id", flat=True)) == {new.pk}
    browser, page = signed_in(amara), f"/people/imports/{old.pk}/"
    assert "What it replaced is forgotten." in browser.get(page).content.decode()
    assert "Undo this import" not in browser.get(page).content.decode()
    assert "It is offered until" in browser.get(f"/people/imports/{new.pk}/").content.decode()
    refused = browser.post(f"/api/v1/people/imports/{old.pk}/undo", {}, "application/json")
    assert (refused.status_code, "90 days" in refused.json()["detail"]) == (422, True)
    with pytest.raises(RuleBroken, match="90 days"):
        services.undo_import(Import.objects.get(pk=old.pk), by=acting(amara))
    assert row_for("amara@x.test").title == "Lead"
