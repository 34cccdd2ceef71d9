import io
import zipfile

import pytest
import xlsxwriter

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing import limits
from allaboard.foundation.people.importing.rows import first_rows
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
    "old excel": (b"\xd0\xcf\x11\xe0" + b"0" * 100, "old or locked Excel"),
    "no workbook": (b"PK\x03\x04garbage", "damaged"),
    "too many columns": (",".join(f"c{i}" for i in range(600)).encode() + b"\n1\n", "600 columns"),
    "too wide a row": (b"email,name\na@x.test,Ada,extra\n", "Row 2 has 3 cells"),
    "huge cell": (b"email,name\na@x.test," + b"x" * 5_000_000 + b"\n", "5000000 characters"),
    "unclosed quote": (b'email,name\na@x.test,"Ada\n' + b"b@x.test,Bob\n" * 2000, "Is a quote missing"),
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


def test_a_wrong_encoding_names_the_line(uploaded):
    with pytest.raises(RuleBroken, match="Line 3 is not written in UTF-8"):
        uploaded("email,name\na@x.test,Ada\nb@x.test,Zoë\n".encode("cp1252"), encoding="utf-8")
    with pytest.raises(RuleBroken, match="not an encoding"):
        uploaded("email\na@x.test\n", encoding="rot13")
