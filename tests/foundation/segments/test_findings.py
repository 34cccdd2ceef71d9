"""What is odd about a rule is found in the same few questions, however much the rule names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import make_person

from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.findings import findings_of
from allaboard.foundation.segments.rules import parse


def questions_about(people: list[Person]) -> int:
    """How many questions it takes to find nothing odd about a rule that names them all."""
    parts = [
        f"department in ({', '.join(person.department for person in people)})",
        f"manager in ({', '.join(str(person.email) for person in people)})",
        f"manager in ({', '.join(person.name for person in people)}, {', '.join(f'#{p.pk}' for p in people)})",
        *(f"custom.{key} = 1" for person in people for key in person.custom_fields),
    ]
    with CaptureQueriesContext(connection) as questions:
        assert findings_of(Person.objects.filter(active=True), parse(" and ".join(parts))) == []
    return len(questions)


def test_a_long_rule_takes_no_more_questions_than_a_short_one(db):
    people = [
        make_person(f"P{number}", department=f"Dept{number}", custom_fields={f"field{number}": 1})
        for number in range(30)
    ]

    assert questions_about(people[:1]) == questions_about(people) == 5


def test_many_odd_values_take_no_more_questions_than_a_few(amara):
    with CaptureQueriesContext(connection) as questions:
        listed = ", ".join(f"Dept{number}" for number in range(1_000))
        assert len(findings_of(Person.objects.all(), parse(f"department in ({listed})"))) == 8
    assert len(questions) <= 3


def test_remarks_come_in_the_order_of_the_rule_and_only_on_what_is_odd(amara, ben, chidi):
    make_person("Ben", family_name="Test", department="Sales", custom_fields={"pay": "1"})
    Person.objects.filter(pk=ben.pk).update(family_name="Test", preferred_name="Benny")
    rule = (
        f'manager in ("ben test", "BENNY TEST", "#{ben.pk}", "{chidi.email.upper()}", "Zed") '
        "and department in (Sales, sales, Nowhere) and custom.pay = 1 and custom.payy = 1"
    )

    assert findings_of(Person.objects.all(), parse(rule)) == [
        "2 people are called “ben test”; an e-mail says which.",
        "Nobody is called “Zed”.",
        "Nobody has department “sales”. Did you mean “Sales”?",
        "Nobody has department “Nowhere”.",
        "Nobody has the custom field “payy”. Did you mean “pay”?",
    ]


@pytest.mark.django_db
def test_nobody_seen_means_everything_is_odd():
    rule = parse('department = Sales and under "Zed" and custom.pay = 1')
    assert len(findings_of(Person.objects.none(), rule)) == 3
