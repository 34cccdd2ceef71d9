import pytest
from tests.conftest import make_person

from allaboard.foundation.people.fields.values import INDEXED, ValuesInUse
from allaboard.foundation.people.models import OFFERED_FIELDS, Person
from allaboard.foundation.people.queries import present_people

DEPARTMENTS = ["Éducation", "Care", "Sales", "", "Care", "Zoo", "sales"]


@pytest.fixture
def company(db: None) -> None:
    for number, department in enumerate(DEPARTMENTS):
        make_person(
            department=department,
            shift="Night" if number == 2 else "",
            active=number != 5,
            manager_path=[7] if number == 1 else [],
        )


def test_values_come_in_order_once_and_never_empty(company):
    everyone = Person.objects.all()
    assert ValuesInUse(everyone).of("department") == sorted({*DEPARTMENTS} - {""})
    assert ValuesInUse(everyone).of("department", limit=2) == ["Care", "Sales"]
    assert ValuesInUse(everyone).of("shift") == ["Night"]
    assert ValuesInUse(everyone).of("region") == []


@pytest.mark.parametrize("guesses", [(1, 9), (9, 9)], ids=["few people", "most people"])
def test_what_only_others_have_is_not_told(company, monkeypatch, guesses):
    some, everyone = guesses
    guess = lambda people: some if people.query.where else everyone  # noqa: E731
    monkeypatch.setattr("allaboard.foundation.people.fields.values._guess", guess)
    assert "Zoo" not in ValuesInUse(present_people()).of("department")
    assert "Zoo" in ValuesInUse(Person.objects.all()).of("department")
    assert ValuesInUse(Person.objects.filter(manager_path__contains=[7])).of("department") == ["Care"]
    assert ValuesInUse(Person.objects.none()).of("department") == []


def test_a_field_without_an_index_is_answered_too(company):
    assert len(ValuesInUse(Person.objects.all()).of("email")) == len(DEPARTMENTS)
    assert ValuesInUse(Person.objects.all()).of("external_id") == []


def test_every_field_that_is_stepped_through_has_an_index():
    indexed = {index.fields[0] for index in Person._meta.indexes if index.fields}
    assert indexed >= INDEXED >= set(OFFERED_FIELDS)


def test_the_same_values_are_found_either_way(company, monkeypatch):
    stepped = {field: ValuesInUse(Person.objects.all()).of(field) for field in INDEXED}
    monkeypatch.setattr("allaboard.foundation.people.fields.values.INDEXED", frozenset())
    assert stepped == {field: ValuesInUse(Person.objects.all()).of(field) for field in INDEXED}
