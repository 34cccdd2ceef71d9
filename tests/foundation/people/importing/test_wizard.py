from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.conftest import grant, make_person, signed_in

from allaboard.foundation.access.roles import Role
from allaboard.foundation.jobs.facade import run_all
from allaboard.foundation.people import import_views
from allaboard.foundation.people.models import Import, Person

PEOPLE = "Email,Department,Manager\na@x.test,Sales,b@x.test\nb@x.test,Sales,\nbroken,Sales,\n"


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def upload(client, content: str = PEOPLE, name: str = "people.csv"):
    return client.post(
        reverse("people:import_new"), {"file": SimpleUploadedFile(name, content.encode())}, follow=True
    )


def chosen_columns(page: BeautifulSoup) -> dict[str, str]:
    selects = page.select("form select")
    return {s["name"]: (s.find("option", selected=True) or s.find("option"))["value"] for s in selects}


def test_three_steps_mend_a_cell_and_undo(amara):
    client = signed_in(amara)
    page = upload(client)
    run = Import.objects.get()
    values = chosen_columns(soup(page))
    assert values["column_1"] == "email"

    page = client.post(reverse("people:import_columns", args=[run.pk]), values, follow=True)
    assert "not an e-mail address" in soup(page).get_text()
    field = soup(page).find("input", attrs={"aria-invalid": "true"})
    assert (field["name"], field["value"]) == ("cell-4-1", "broken")
    download = client.get(reverse("people:import_bad_rows", args=[run.pk])).content.decode("utf-8-sig")
    assert download.splitlines()[1].startswith("broken,Sales,,")

    page = client.post(reverse("people:import_check", args=[run.pk]), {"cell-4-1": "c@x.test"}, follow=True)
    assert "problem" not in soup(page).main.get_text()
    client.post(reverse("people:import_apply", args=[run.pk]))
    assert Person.objects.filter(email__endswith="@x.test").count() == 3
    run.refresh_from_db()
    assert (run.created_count, run.skipped_count) == (3, 0)

    client.post(reverse("people:import_undo", args=[run.pk]))
    assert not Person.objects.filter(email__endswith="@x.test").exists()
    assert "Undone" in soup(client.get(reverse("people:imports"))).get_text()


def test_a_refused_file_is_explained_beside_the_field(amara):
    answer = upload(signed_in(amara), "email\n")
    assert answer.status_code == 422
    assert "no people" in soup(answer).find(class_="field__error").get_text()


def test_a_mapping_without_identity_is_refused(amara):
    client = signed_in(amara)
    values = chosen_columns(soup(upload(client))) | {"column_1": ""}
    answer = client.post(reverse("people:import_columns", args=[Import.objects.get().pk]), values)
    assert answer.status_code == 422
    assert "No column holds" in soup(answer).get_text()


def test_a_large_file_is_imported_by_a_worker(amara, monkeypatch):
    monkeypatch.setattr(import_views, "APPLIED_AT_ONCE_ROWS", 1)
    client = signed_in(amara)
    values = chosen_columns(soup(upload(client, "Email\na@x.test\nb@x.test\n")))
    run = Import.objects.get()
    client.post(reverse("people:import_columns", args=[run.pk]), values)
    answer = client.post(reverse("people:import_apply", args=[run.pk]), follow=True)
    assert soup(answer).find("progress") is not None
    assert not Person.objects.filter(email="a@x.test").exists()
    run_all()
    assert Person.objects.filter(email="a@x.test").exists()
    assert soup(client.get(reverse("people:import_run", args=[run.pk]))).find("progress") is None


def test_others_find_no_import(amara, chidi):
    upload(signed_in(amara))
    run = Import.objects.get()
    gina = grant(make_person("Gina"), Role.COMMUNICATIONS)
    for person in (gina, chidi):
        for name in ("import_run", "import_columns", "import_check", "import_bad_rows"):
            assert signed_in(person).get(reverse(f"people:{name}", args=[run.pk])).status_code == 403
        assert signed_in(person).post(reverse("people:import_apply", args=[run.pk])).status_code == 403
