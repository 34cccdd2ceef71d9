"""Three steps from a file to the directory and back, on pages that say what they did."""

from django.urls import reverse
from django.utils import translation
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


def test_rows_that_were_downloaded_come_back_mended(amara):
    client = signed_in(amara)
    page = upload(
        client, "Email,Zone,Phone,Start date\na@x.test,North,+49 30 1,2024-31-31\nb@x.test,South,,\n"
    )
    values = chosen_columns(soup(page)) | {"column_2": "region"}
    run = Import.objects.get()
    client.post(reverse("people:import_columns", args=[run.pk]), values)
    with translation.override("fr"):
        answer = client.get(
            reverse("people:import_bad_rows", args=[run.pk]), headers={"Accept-Language": "fr"}
        )
    mended = answer.getvalue().decode("utf-8-sig").replace("2024-31-31", "2024-12-31", 1)
    assert "Problème" in mended
    client.post(reverse("people:import_apply", args=[run.pk]), {"skip_bad": "yes"})

    values = chosen_columns(soup(upload(client, mended)))
    again = Import.objects.latest("pk")
    client.post(reverse("people:import_columns", args=[again.pk]), values)
    client.post(reverse("people:import_apply", args=[again.pk]))

    came = Person.objects.get(email="a@x.test")
    assert (came.region, came.phone_number, came.custom_fields) == ("North", "+49 30 1", {})


def test_what_was_noticed_is_said_once_with_all_its_rows(amara):
    client = signed_in(amara)
    page = upload(client, "email,department\n" + "".join(f"{name}@x.test,-none-\n" for name in "abc"))
    values = chosen_columns(soup(page))

    checked = client.post(
        reverse("people:import_columns", args=[Import.objects.get().pk]), values, follow=True
    )

    said = " ".join(soup(checked).main.get_text().split())
    assert said.count("formula") == 1
    assert "Rows 2, 3, 4" in said


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


def test_what_has_to_be_mended_stands_first_whichever_column_it_is_in(amara):
    client = signed_in(amara)
    rows = (
        "Department,Town,Email,Start date\nSales,Rome,a@x.test,31.02.2019\nSales,Rome,b@x.test,2019-02-01\n"
    )
    page = upload(client, rows)
    run = Import.objects.get()
    page = client.post(
        reverse("people:import_columns", args=[run.pk]), chosen_columns(soup(page)), follow=True
    )

    heads = [head.get_text() for head in soup(page).select(".table--mends thead th")]
    assert heads == ["Row", "Why", "Start date", "Department", "Town", "Email"]
    assert soup(page).select_one(".table--mends input")["name"] == "cell-2-4"


def test_an_import_that_is_done_leads_to_the_people(amara):
    client = signed_in(amara)
    page = upload(client, "Email,Department\na@x.test,\nb@x.test,Sales\n".encode("cp1252").decode("cp1252"))
    said = " ".join(soup(page).main.get_text(" ").split())
    assert "written in UTF-8" in said
    assert (
        soup(page).select("td[data-label='First cells']")[1].get_text() == "Sales"
    )  # no empty cell in front
    run = Import.objects.get()
    client.post(reverse("people:import_columns", args=[run.pk]), chosen_columns(soup(page)))
    page = client.post(reverse("people:import_apply", args=[run.pk]), follow=True)

    assert soup(page).find("a", string="See the people")["href"] == reverse("people:list")


def test_the_list_of_imports_is_filtered_searched_and_a_file(amara):
    client = signed_in(amara)
    for name, status in (("berlin.csv", "done"), ("paris.csv", "undone"), ("rome.csv", "done")):
        Import.objects.create(file_name=name, status=status, created_count=3)

    def files(query: str) -> list[str]:
        rows = client.get(f"{reverse('people:imports')}?{query}&export=csv").getvalue().decode().splitlines()
        return [row.split(",")[0] for row in rows[1:]]

    assert files("") == ["rome.csv", "paris.csv", "berlin.csv"]  # the latest first
    assert files("state=done&sort=file") == ["berlin.csv", "rome.csv"]
    assert files("q=PAR") == ["paris.csv"]
