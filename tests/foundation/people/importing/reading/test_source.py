import io
import zipfile

import pytest
import xlsxwriter
from tests.conftest import acting

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.importing.checking.rows import bad_rows, first_rows
from allaboard.foundation.people.importing.reading import limits
from allaboard.foundation.people.models import Import, Person


def workbook(*rows: tuple[object, ...]) -> bytes:
    """An XLSX file with the rows on its first sheet."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def test_the_first_sheet_that_is_shown_is_taken(uploaded):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    hidden, shown = book.add_worksheet("Old"), book.add_worksheet("Staff")
    hidden.write_column(0, 0, ("E-mail", "gone@x.test"))
    shown.write_column(0, 0, ("E-mail", "here@x.test"))
    shown.activate()
    hidden.hide()
    book.close()
    whole = _rewritten(made.getvalue(), b"<v>nothing</v>", b"<v></v>")
    assert first_rows(uploaded(whole, "people.xlsx")) == [("here@x.test",)]


def test_a_cover_before_the_people_is_passed_over(uploaded):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.add_worksheet("Cover").write_column(0, 0, ("Staff of the year", "Made by Zoë"))
    book.add_worksheet("Staff").write_column(0, 0, ("E-mail", "first@x.test"))
    book.add_worksheet("Old").write_column(0, 0, ("E-mail", "old@x.test"))
    book.close()

    run = uploaded(made.getvalue(), "people.xlsx")

    assert (run.headers, first_rows(run)) == (["E-mail"], [("first@x.test",)])


def test_people_who_share_a_merged_cell_are_not_taken_but_merged_titles_are(uploaded):
    def staff(*merged: str) -> bytes:
        made = io.BytesIO()
        book = xlsxwriter.Workbook(made, {"in_memory": True})
        sheet = book.add_worksheet()
        for number, row in enumerate((("E-mail", "Department"), ("a@x.test", "Sales"), ("b@x.test", ""))):
            sheet.write_row(number + 3, 0, row)
        for area in merged:
            sheet.merge_range(area, "Sales")
        book.close()
        return made.getvalue()

    assert uploaded(staff("A1:B2"), "people.xlsx").row_count == 2
    with pytest.raises(RuleBroken, match="Rows 5 to 6 share a merged cell"):
        uploaded(staff("A1:B2", "B5:B6"), "people.xlsx")
    with pytest.raises(RuleBroken, match="Rows 5 to 6"):
        uploaded(staff("B5:B6"), "people.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found_out(uploaded, encoding, delimiter):
    run = uploaded(f"E-Mail{delimiter}Straße\r\nzoë@x.test{delimiter}Müllerweg 1\r\n".encode(encoding))
    assert (run.encoding, run.delimiter, run.headers) == (encoding, delimiter, ["E-Mail", "Straße"])
    assert first_rows(run) == [("zoë@x.test", "Müllerweg 1")]


def test_quotes_line_breaks_and_empty_lines_are_read(uploaded):
    run = uploaded('email,note\n\na@x.test,"two\nlines, ""quoted"""\r\nb@x.test\n,\n')
    assert run.row_count == 2
    assert first_rows(run) == [("a@x.test", 'two\nlines, "quoted"'), ("b@x.test", "")]


def test_a_workbook_is_read_with_its_numbers_and_dates(imported):
    run = imported(
        workbook(("Employee ID", "E-mail", "Level"), (17, "a@x.test", 3), (18, "b@x.test", 4)), "people.xlsx"
    )
    assert run.created_count == 2
    assert Person.objects.get(email="a@x.test").external_id == "17"
    assert Person.objects.get(email="b@x.test").job_level == 4


SAP_WITH_LABELS_FIRST = (
    "User ID,Vorname,Nachname,E-Mail,Kostenstelle\n"
    "userId,firstName,lastName,email,custom_01\n"
    "17,Ada,Stone,ada@x.test,C1\n18,Bob,Stone,bob@x.test,C2\n"
)
TITLED = (
    "Mitarbeiterliste;;;\n;;;\nStand: 31.10.2026;;;\nPersonalnummer;Vorname;E-Mail;Abteilung\n"
    "17;Ada;ada@x.test;Vertrieb\n18;Bob;bob@x.test;Vertrieb\n"
)


def test_a_second_row_of_technical_names_is_no_person(imported):
    run = imported(SAP_WITH_LABELS_FIRST)
    assert (run.created_count, run.skipped_count) == (2, 0)
    assert run.headers == ["User ID", "Vorname", "Nachname", "E-Mail", "Kostenstelle"]
    assert run.options["other_names"] == ["userId", "firstName", "lastName", "email", "custom_01"]
    assert Person.objects.get(external_id="17").cost_center == "C1"


def test_technical_names_above_labels_in_another_language_are_taken_for_the_names(imported):
    run = imported("USERID,FIRSTNAME,EMAIL,DEPARTMENT\nuserid,Imię,email,Dział\n17,Ada,ada@x.test,Sprzedaż\n")
    assert run.headers == ["USERID", "FIRSTNAME", "EMAIL", "DEPARTMENT"]
    assert Person.objects.get(external_id="17").department == "Sprzedaż"
    turned = imported(
        "Osoba,Imię,Poczta,Dział\nuserid,firstname,email,department\n18,Bob,bob@x.test,Sprzedaż\n"
    )
    assert turned.headers == ["userid", "firstname", "email", "department"]
    assert Person.objects.get(external_id="18").department == "Sprzedaż"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_title_lines_above_the_names_are_left_out_and_rows_keep_their_numbers(
    uploaded, amara, encoding, line_end
):
    run = uploaded((TITLED + "broken;Cy;none;Vertrieb\n").replace("\n", line_end).encode(encoding))
    services.dry_run(run, by=acting(amara))
    assert run.options["titles"] == ["Mitarbeiterliste", "Stand: 31.10.2026"]
    assert (run.row_count, run.created_count) == (3, 2)
    assert [row.number for row in bad_rows(run)] == [7]


def test_a_workbook_with_a_title_and_two_rows_of_names_is_read(imported):
    run = imported(
        workbook(
            ("Employees as of today",),
            (),
            ("Employee ID", "First name", "E-mail", "Level"),
            ("employee_id", "first_name", "email", "grade"),
            (17, "Ada", "a@x.test", 3),
        ),
        "people.xlsx",
    )
    assert (run.created_count, run.options["titles"]) == (1, ["Employees as of today"])
    assert Person.objects.get(email="a@x.test").job_level == 3


def test_a_title_of_several_lines_in_one_cell_is_left_out(imported):
    run = imported('"All people\nof all units",,\nemail,department,"first\nname"\na@x.test,Sales,Ada\n')
    assert (run.created_count, run.row_count) == (1, 1)
    assert Person.objects.get(email="a@x.test").given_name == "Ada"


@pytest.mark.parametrize(
    "content",
    [
        "id,first name,title,department,status,region\nE1,Ada,Manager,Service,active,ID\n",
        "id,region\nX1,ID\nX2,\n",
        "email\na@x.test\nid@x.test\n",
        "Zahl,email\n,a@x.test\n",
        "nick,email,team\n,,\nAda,a@x.test,Lead\n",
    ],
)
def test_people_are_never_taken_for_names_or_titles(uploaded, content):
    run = uploaded(content)
    people = [line for line in content.splitlines()[1:] if line.strip(",")]
    assert (run.row_count, run.options["titles"], run.options["other_names"]) == (len(people), [], [])
    assert first_rows(run)[0] == tuple(people[0].split(","))


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    return made.getvalue()


HOSTILE = {
    "empty": (b"", "file is empty"),
    "header only": (b"email,name\n", "no people"),
    "blank rows only": (b"email,name\n,\n , \n", "no people"),
    "blank header": (b",,\n1,2,3\n", "first row is empty"),
    "no header": (b"a@x.test,Ada\nb@x.test,Bob\n", "seems to hold a person"),
    "binary": (b"email\n\x00\x01\x02\x00", "not a text file"),
    "web page that calls itself a workbook": (b"<html><table><tr><td>email", "web page or XML"),
    "old excel": (b"\xd0\xcf\x11\xe0" + b"0" * 100, "old or locked Excel"),
    "no workbook": (b"PK\x03\x04garbage", "damaged"),
    "too many columns": (",".join(f"c{i}" for i in range(600)).encode() + b"\n1\n", "600 columns"),
    "too wide a row": (b"email,name\na@x.test,Ada,extra\n", "Row 2 has 3 cells"),
    "huge cell": (b"email,name\na@x.test," + b"x" * 5_000_000 + b"\n", "5,000,000 characters"),
    "swallowed person": (b'email,name\na@x.test,"Ada\nb@x.test,Bob\n', "Row 2 cannot be read. A quote"),
    "too long a row": (
        ",".join(["email", *(f"c{i}" for i in range(499))]).encode()
        + b"\na@x.test"
        + (b"," + b"x" * 900) * 499,
        "cells of a row are too long together",
    ),
    "unclosed quote": (b'email,name\na@x.test,"Ada\n' + b"b@x.test,Bob\n" * 2000, "Row 2 cannot be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_the_reason_and_change_nothing(uploaded, name):
    content, reason = HOSTILE[name]
    with pytest.raises(RuleBroken, match=reason):
        uploaded(content)
    assert not Import.objects.exists()
    assert Person.objects.count() == 1


def test_a_zip_bomb_is_refused_before_it_is_read(uploaded, monkeypatch):
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1_000_000)
    with pytest.raises(RuleBroken, match="unpacks to more"):
        uploaded(bomb(), "people.xlsx")


def test_a_workbook_that_lies_about_its_size_is_refused(uploaded):
    lying = bomb().replace((5_000_000).to_bytes(4, "little"), (500).to_bytes(4, "little"))
    with pytest.raises(RuleBroken, match="damaged"):
        uploaded(lying, "people.xlsx")


def test_a_formula_is_its_value_and_one_that_was_never_worked_out_is_refused(uploaded):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("E-mail", "Title", "Team"))
    sheet.write_formula(1, 0, '="a"&"@x.test"', None, "a@x.test")
    sheet.write_formula(1, 1, '=IF(1,"")', None, "nothing")
    sheet.write(1, 2, "Red")
    book.close()

    whole = _rewritten(made.getvalue(), b"<v>nothing</v>", b"<v></v>")
    assert first_rows(uploaded(whole, "people.xlsx")) == [("a@x.test", "", "Red")]

    for without in (b"", b"<v></v>", b"<v />"):
        program = _rewritten(whole, b'r="A2" t="str"', b'r="A2"', b"<v>a@x.test</v>", without)
        with pytest.raises(RuleBroken, match="Cell A2 holds a formula without its value"):
            uploaded(program, "people.xlsx")


def _rewritten(workbook: bytes, *pairs: bytes) -> bytes:
    """The workbook with each second text instead of the one before it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(made, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            for old, new in zip(pairs[::2], pairs[1::2], strict=True):
                content = content.replace(old, new)
            after.writestr(entry.filename, content)
    return made.getvalue()


def test_a_wrong_encoding_names_the_line(uploaded):
    with pytest.raises(RuleBroken, match="Line 3 is not written in UTF-8"):
        uploaded("email,name\na@x.test,Ada\nb@x.test,Zoë\n".encode("cp1252"), encoding="utf-8")
    with pytest.raises(RuleBroken, match="not an encoding"):
        uploaded("email\na@x.test\n", encoding="rot13")
