"""IBM's 1,470 people come in through the command's call and through the wizard, and go again without a trace."""

import pytest
from tests.conftest import signed_in
from tests.real.files import PEOPLE_FILE, needs
from tests.real.staff import applied_by_the_wizard, guessed_by_the_wizard, undone_by_the_wizard

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.people.facade import import_people, present_people
from allaboard.foundation.people.importing.services import undo_import
from allaboard.foundation.people.models import Import, Person, PersonVersion, ProtectedAttributes

pytestmark = [pytest.mark.real, needs(PEOPLE_FILE)]


def test_the_file_is_imported_again_without_change_and_undone(db):
    first = import_people(PEOPLE_FILE, by=SYSTEM)
    assert (first.rows, first.created, first.updated, first.skipped) == (1470, 1470, 0, 0)
    assert len(first.columns) == 35
    assert present_people().count() == PersonVersion.objects.count() == 1470
    sales = Person.objects.filter(department="Sales")
    assert sales.count() == 446
    assert Person.objects.filter(custom_fields__attrition="Yes").count() == 237
    first_row = Person.objects.get(external_id="1")
    assert (first_row.title, first_row.job_level, first_row.email) == ("Sales Executive", 2, None)
    assert first_row.custom_fields["monthly_income"] == "5993"
    assert not {"gender", "marital_status"} & set(first_row.custom_fields)
    assert not ProtectedAttributes.objects.exists()

    second = import_people(PEOPLE_FILE, by=SYSTEM)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 1470)

    for run in Import.objects.order_by("-pk"):
        undo_import(run, by=SYSTEM)
    assert not Person.objects.exists()
    assert not PersonVersion.objects.exists()


def test_the_wizard_takes_it_in_three_steps(amara):
    client = signed_in(amara)
    run, values = guessed_by_the_wizard(client)
    assert values["column_5"] == "department"
    assert values["column_10"] == "external_id"

    assert "1,470" in applied_by_the_wizard(client, run, values)
    assert Person.objects.exclude(pk=amara.pk).count() == 1470

    undone_by_the_wizard(client, run)
    assert Person.objects.get() == amara
