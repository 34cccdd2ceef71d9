"""A row that cannot be right says so, and stops the import."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.conftest import acting
from tests.foundation.people.importing.conftest import row_for

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.importing.checking import problems, rows
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.services import update_person


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


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1:A9)", "-2+3+cmd|' /C calc'!A0", "+A1+B2", "'=1+1"])
@pytest.mark.parametrize("column", ["department", "colour"])
def test_a_formula_is_refused_in_any_column(uploaded, amara, column, cell):
    run = uploaded(f'email,{column}\na@x.test,"{cell}"\nb@x.test,Sales\n')

    assert services.dry_run(run, by=acting(amara)).bad == 1

    assert "is a formula" in rows.bad_rows(run)[0].problems[0]
    with pytest.raises(RuleBroken, match="1 of 2 rows"):
        services.apply_import(run, by=acting(amara))
    assert Person.objects.count() == 1


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


@pytest.mark.parametrize(
    "address", ["mailto:a@x.test", "ü@x.test", ".a@x.test", "a@-x.test", "a@localhost", "a\u202e@x.test"]
)
def test_nobody_comes_in_with_an_address_with_which_they_could_not_be_edited(uploaded, amara, address):
    run = uploaded(f"id,email\n1,{address}\n2,ann.o'hara+hr@x-y.test\n")
    assert services.dry_run(run, by=acting(amara)).bad == 1
    services.apply_import(run, by=acting(amara), skip_bad=True)
    update_person(row_for("ann.o'hara+hr@x-y.test"), {"title": "Lead"}, by=acting(amara))


def test_levels_below_zero_and_days_before_everybody_are_no_levels_and_days(uploaded, amara):
    run = uploaded("email,level,start date\na@x.test,-1,\nb@x.test,L-3,\nc@x.test,,0001-01-01\n")
    services.dry_run(run, by=acting(amara))
    assert [row.number for row in rows.bad_rows(run)] == [2, 4]


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


def test_how_deep_a_company_may_be_is_said_as_it_is_counted(monkeypatch):
    monkeypatch.setattr(problems, "DEEPEST_LEVEL", 7)
    assert problems.in_words("deep", [], []) == "More than 7 managers stand above this person."
    assert "More than 7 managers" in problems.in_words("deep:1", ["Manager"], ["boss@x.test"])
