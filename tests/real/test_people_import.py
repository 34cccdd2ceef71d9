"""IBM's 1,470 people come in through the command's call and through the wizard, and go again without a trace."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.conftest import signed_in

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.people.facade import import_people, present_people
from allaboard.foundation.people.importing.services import undo_import
from allaboard.foundation.people.models import Import, Person, PersonVersion, ProtectedAttributes

FILE = Path(__file__).parents[2] / "../shared/data/ibm_hr_attrition.csv"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FILE.exists(), reason="../shared/data/ibm_hr_attrition.csv is not there"),
]


def test_the_file_is_imported_again_without_change_and_undone(db):
    first = import_people(FILE, by=SYSTEM)
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

    second = import_people(FILE, by=SYSTEM)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 1470)

    for run in Import.objects.order_by("-pk"):
        undo_import(run, by=SYSTEM)
    assert not Person.objects.exists()
    assert not PersonVersion.objects.exists()


def test_the_wizard_takes_it_in_three_steps(amara):
    client = signed_in(amara)
    file = SimpleUploadedFile(FILE.name, FILE.read_bytes())
    page = client.post(reverse("people:import_new"), {"file": file}, follow=True)
    selects = BeautifulSoup(page.content, "html.parser").select("form select")
    values = {s["name"]: (s.find("option", selected=True) or s.find("option"))["value"] for s in selects}
    assert values["column_5"] == "department"
    assert values["column_10"] == "external_id"

    run = Import.objects.get()
    checked = client.post(reverse("people:import_columns", args=[run.pk]), values, follow=True)
    assert "1,470" in BeautifulSoup(checked.content, "html.parser").main.get_text()
    client.post(reverse("people:import_apply", args=[run.pk]))
    assert Person.objects.exclude(pk=amara.pk).count() == 1470

    client.post(reverse("people:import_undo", args=[run.pk]))
    assert Person.objects.get() == amara
