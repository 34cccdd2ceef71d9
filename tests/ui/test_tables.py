"""Tables: the address holds the state, actions reach exactly the matching rows, exports are what is shown and safe."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from openpyxl import load_workbook

from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Person
from allaboard.ui import exports
from allaboard.ui.columns import Column
from allaboard.ui.exports import exported, rows_response, safe_cell
from allaboard.ui.tables import Filter, Table, chosen_rows
from tests.conftest import make_person

COLUMNS = [
    Column("name", "Name", value="given_name", sort="given_name"),
    Column("department", "Department", sort="department"),
    Column("secret", "Only on screen", value=lambda person: "screen", export=False),
]
FILTERS = [
    Filter(
        "department",
        "Department",
        lambda found, wanted: found.filter(department=wanted),
        [("Sales", "Sales")],
    )
]


@pytest.fixture
def people(db):
    for name, department in [("Bea", "Sales"), ("Abe", "Sales"), ("Cid", "Payroll")]:
        make_person(name, department=department)


def table_at(address: str, *, post: dict[str, object] | None = None, **more: object) -> Table:
    request = RequestFactory().post(address, post) if post is not None else RequestFactory().get(address)
    told = {
        "columns": COLUMNS,
        "filters": FILTERS,
        "default_sort": "given_name",
        "search": lambda found, text: found.filter(given_name__icontains=text),
    }
    return Table(queryset=Person.objects.all(), request=request, **(told | more))


def names(table: Table) -> list[str]:
    return [str(row.cells[0].value) for row in table.rows()]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", ["Abe", "Bea", "Cid"]),
        ("/?sort=-name", ["Cid", "Bea", "Abe"]),
        ("/?department=Sales", ["Abe", "Bea"]),
        ("/?q=b&sort=-name", ["Bea", "Abe"]),
        ("/?sort=no_such_column", ["Abe", "Bea", "Cid"]),
        ("/?sort=manager__user__password", ["Abe", "Bea", "Cid"]),
        ("/?page=999", ["Abe", "Bea", "Cid"]),
    ],
)
def test_the_address_holds_the_state(people, address, expected):
    assert names(table_at(address)) == expected


def test_sorting_keeps_the_filter_and_starts_at_the_first_page(people):
    table = table_at("/?department=Sales&page=2", page_size=1)

    assert table.address(sort="name") == "/?department=Sales&sort=name"
    assert table.address(page=1) == "/?department=Sales&page=1"


def test_all_matching_means_the_filter_not_the_page(people):
    table = table_at("/?department=Sales", post={"all_matching": "yes"}, page_size=1)

    assert sorted(chosen_rows(table).values_list("given_name", flat=True)) == ["Abe", "Bea"]


def test_ticked_rows_outside_the_filter_are_not_touched(people):
    cid = Person.objects.get(given_name="Cid")
    abe = Person.objects.get(given_name="Abe")
    table = table_at("/?department=Sales", post={"chosen": [cid.pk, abe.pk, "1 OR 1=1", "²", "9" * 30]})

    assert [person.given_name for person in chosen_rows(table)] == ["Abe"]


def test_a_page_of_rows_costs_two_questions(people, django_assert_num_queries):
    with django_assert_num_queries(2):
        names(table_at("/"))


def test_csv_holds_exactly_the_matching_rows_and_exported_columns(people):
    answer = exported(table_at("/?department=Sales&export=csv", page_size=1))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Name", "Department"],
        ["Abe", "Sales"],
        ["Bea", "Sales"],
    ]


def test_long_words_are_cut_on_the_page_and_whole_in_exports(db):
    whole = "Plans come out on Friday. " * 9
    make_person()
    columns = [Column("said", "Said", lambda person: whole, kind="words")]
    page = Template("{% data_table table %}").render(Context({"table": table_at("/", columns=columns)}))
    lines = b"".join(exported(table_at("/?export=csv", columns=columns)).streaming_content).decode(
        "utf-8-sig"
    )

    assert whole[:150] in page
    assert whole.strip() not in page
    assert whole in lines


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_stays_text(db, text):
    make_person(department=text, email="formula@example.test")

    lines = b"".join(exported(table_at("/?export=csv")).streaming_content).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(exported(table_at("/?export=xlsx")).content)).active

    assert [row[1] for row in csv.reader(io.StringIO(lines, newline=""))] == ["Department", f"'{text}"]
    assert sheet["B2"].data_type == "s"


@pytest.mark.parametrize("number", [-3, -0.5, Decimal("-1.50")])
def test_numbers_stay_numbers(number):
    rows = [[number]]
    sheet = load_workbook(io.BytesIO(rows_response(["Cost"], iter(rows), "costs", "xlsx").content)).active

    assert safe_cell(number) == number
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("n", float(number))


def test_the_search_field_is_there_and_keeps_what_was_typed(people):
    page = Template("{% data_table table %}").render(Context({"table": table_at("/?q=b")}))

    assert 'name="q"' in page
    assert 'value="b"' in page


def test_instants_are_by_the_readers_clock_also_when_the_request_is_over() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    with timezone.override("Asia/Tokyo"):
        answer = rows_response(["At"], iter([[noon]]), "talks", "csv")

    assert b"2026-07-01T21:00:00+09:00" in b"".join(answer.streaming_content)


def test_a_filter_that_has_nothing_to_choose_from_yet_is_not_shown(people):
    none = Filter("site", "Site", lambda found, wanted: found, list)
    typed = Filter("who", "Who", lambda found, wanted: found)

    page = Template("{% data_table table %}").render(Context({"table": table_at("/", filters=[none, typed])}))

    assert 'name="who"' in page
    assert 'name="site"' not in page


def test_a_workbook_that_would_leave_rows_out_is_refused_and_the_csv_holds_them_all(people, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 2)

    with pytest.raises(RuleBroken, match="at most 2 rows"):
        exported(table_at("/?export=xlsx"))
    assert exported(table_at("/?export=xlsx&department=Sales")) is not None
    lines = b"".join(exported(table_at("/?export=csv")).streaming_content).decode()
    assert [name in lines for name in ("Abe", "Bea", "Cid")] == [True] * 3
