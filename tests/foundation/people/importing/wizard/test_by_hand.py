"""Three steps from a file to the directory and back, on pages that say what they did."""

from django.urls import reverse
from tests.conftest import grant, make_person, signed_in
from tests.foundation.people.importing.wizard.conftest import chosen_columns, soup, upload

from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Import, Person


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
    download = client.get(reverse("people:import_bad_rows", args=[run.pk])).getvalue().decode("utf-8-sig")
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


def test_the_columns_page_says_what_it_left_out_above_the_people(amara):
    page = upload(
        signed_in(amara), "Team list,,\nE-mail,Department,City\nemail,department,city\na@x.test,Sales,Rome\n"
    )
    said = " ".join(soup(page).main.get_text().split())
    assert "Above the names of the columns stands a title, which is left out: “Team list”." in said
    assert "The second set of names is left out: email, department, city." in said


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


def test_others_find_no_import(amara, chidi):
    upload(signed_in(amara))
    run = Import.objects.get()
    gina = grant(make_person("Gina"), Role.COMMUNICATIONS)
    for person in (gina, chidi):
        for name in ("import_run", "import_columns", "import_check", "import_bad_rows"):
            assert signed_in(person).get(reverse(f"people:{name}", args=[run.pk])).status_code == 403
        assert signed_in(person).post(reverse("people:import_apply", args=[run.pk])).status_code == 403
