"""What the database finds for a rule is what plain Python finds by asking each person."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from allaboard.foundation.people.choices import PRESENT
from allaboard.foundation.people.models import Person, PersonVersion
from allaboard.foundation.people.upkeep.versions import record_first_versions
from allaboard.foundation.segments.queries import people_matching, people_matching_on
from allaboard.foundation.segments.rules import all_of, any_of, conditions_of, not_, parse
from allaboard.foundation.segments.rules.tree import All, Condition, Everyone, Not, Rule

TODAY = date(2026, 11, 22)
DEPARTMENTS = ("Sales", "Finance", "")
SHIFTS = ("Night", "Late", "Day")
CUSTOM: tuple[dict[str, object], ...] = (
    {},
    {"union": "Yes", "band": 3, "Next review": "2026-12-01"},
    {"union": True, "band": "12.5", "Next review": "soon"},
    {"union": "no", "band": "high", "Next review": "2025-01-05T09:00"},
)
# Each condition beside what it means, said once more in Python.
MEANINGS = {
    "department = Sales": lambda p: p.department == "Sales",
    "department != Sales": lambda p: p.department != "Sales",
    "department is empty": lambda p: p.department == "",
    "shift in (Night, Late)": lambda p: p.shift in ("Night", "Late"),
    "shift not in (Night, Late)": lambda p: p.shift not in ("Night", "Late"),
    "shift contains IGH": lambda p: "igh" in p.shift.lower(),
    "first name starts with p1": lambda p: p.given_name.lower().startswith("p1"),
    "job level >= 3": lambda p: p.job_level is not None and p.job_level >= 3,
    "job level != 3": lambda p: p.job_level != 3,
    "job level in (1, 2)": lambda p: p.job_level in (1, 2),
    "job level is not empty": lambda p: p.job_level is not None,
    "tenure < 1 year": lambda p: p.start_date is not None and p.start_date > date(2025, 11, 22),
    "tenure >= 18 months": lambda p: p.start_date is not None and p.start_date <= date(2025, 5, 22),
    "tenure = 1 year": lambda p: (
        p.start_date is not None and date(2024, 11, 22) < p.start_date <= date(2025, 11, 22)
    ),
    "started in last 400 days": lambda p: p.start_date is not None and p.start_date >= TODAY - timedelta(400),
    "started after 2025-06-01": lambda p: p.start_date is not None and p.start_date > date(2025, 6, 1),
    "started is empty": lambda p: p.start_date is None,
    "custom.union = yes": lambda p: str(p.custom_fields.get("union", "")).lower() in ("yes", "true"),
    "custom.band > 2": lambda p: str(p.custom_fields.get("band")) in ("3", "12.5"),
    "custom.band = 12.50": lambda p: str(p.custom_fields.get("band")) == "12.5",
    "custom.band = high": lambda p: p.custom_fields.get("band") == "high",
    'custom."Next review" < 2026-01-01': lambda p: str(p.custom_fields.get("Next review", "")).startswith(
        "2025"
    ),
    "custom.union is empty": lambda p: "union" not in p.custom_fields,
    "custom.absent != 3": lambda p: True,
    "generation = x": lambda p: p.generation == "x",
    'under "Boss One"': lambda p: bool(p.manager_path),
    'manager = "Boss One"': lambda p: p.manager is not None and p.manager.family_name == "One",
    "manager is empty": lambda p: p.manager is None,
    "status = leave": lambda p: p.employment_status == "leave",
    "works here = no": lambda p: not p.active,
}
RULES = {parse(text): meaning for text, meaning in MEANINGS.items()}
trees = st.recursive(
    st.sampled_from(list(RULES)) | st.just(Everyone()),
    lambda inside: (
        st.builds(not_, inside)
        | st.lists(inside, min_size=1, max_size=3).map(lambda terms: all_of(*terms))
        | st.lists(inside, min_size=1, max_size=3).map(lambda terms: any_of(*terms))
    ),
    max_leaves=8,
)


@pytest.fixture
def company(db: None) -> list[Person]:
    boss = Person.objects.create(given_name="Boss", family_name="One", email="boss@example.test")
    lead = Person.objects.create(
        given_name="Lead", email="lead@example.test", manager=boss, manager_path=[boss.pk]
    )
    for number in range(36):
        Person.objects.create(
            given_name=f"P{number}",
            email=f"p{number}@example.test",
            department=DEPARTMENTS[number % 3],
            shift=SHIFTS[number // 3 % 3],
            job_level=(None, 1, 3, 7)[number % 4],
            start_date=None if number % 7 == 0 else TODAY - timedelta(days=number * 47),
            generation=("x", "z", "")[number % 3],
            custom_fields=CUSTOM[number // 2 % 4],
            manager=(None, boss, lead)[number % 3],
            manager_path=([], [boss.pk], [boss.pk, lead.pk])[number % 3],
            active=number % 6 != 5,
            employment_status=("active", "leave", "onboarding")[number // 4 % 3]
            if number % 6 != 5
            else "terminated",
        )
    record_first_versions(sql.SQL("SELECT * FROM people_person"), TODAY - timedelta(days=9), ())
    return list(Person.objects.select_related("manager"))


def meant(rule: Rule, person: Person) -> bool:
    if isinstance(rule, Everyone):
        return True
    if isinstance(rule, Condition):
        return bool(RULES[rule](person))
    if isinstance(rule, Not):
        return not meant(rule.term, person)
    return (all if isinstance(rule, All) else any)(meant(term, person) for term in rule.terms)


def expected(rule: Rule, company: list[Person]) -> set[int]:
    asks = any(each.attribute in ("status", "works here") for each in conditions_of(rule))
    here = [p for p in company if asks or (p.active and p.employment_status in PRESENT)]
    return {p.pk for p in here if meant(rule, p)}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=trees)
def test_the_database_and_plain_python_agree_today_and_as_of_a_day(company, rule):
    wanted = expected(rule, company)

    assert set(people_matching(rule, TODAY).values_list("pk", flat=True)) == wanted
    assert set(people_matching_on(rule, TODAY).values_list("pk", flat=True)) == wanted


def test_each_condition_alone_means_what_it_says(company):
    for rule in RULES:
        assert set(people_matching(rule, TODAY).values_list("pk", flat=True)) == expected(rule, company)


def test_a_rule_is_one_question_to_the_database(company, django_assert_num_queries):
    with django_assert_num_queries(1):
        people_matching(
            'under "Boss One" and custom.union = yes or manager = "Lead" and not tenure < 1 year'
        ).count()


def test_a_value_is_never_part_of_the_sql(company):
    nasty = """x' OR 1=1 -- %s %(a)s"""
    for condition in ("department = {}", "under {}", "custom.{} = {}", "shift contains {}", "manager = {}"):
        quoted = f'"{nasty}"'
        found = people_matching(condition.format(quoted, quoted))
        assert not found.exists()
        assert "1=1" not in found.query.sql_with_params()[0]


def test_a_rule_of_a_past_day_asks_what_was_true_then(company):
    mover = Person.objects.filter(department="Finance", active=True).first()
    past = date(2020, 5, 1)
    PersonVersion.objects.filter(person=mover).delete()
    facts = {"department": "Legal", "active": True, "employment_status": "active", "manager_id": 0}
    PersonVersion.objects.create(
        person=mover, effective_from=past, effective_until=date(2021, 1, 1), attributes=facts
    )

    assert list(people_matching_on("department = Legal", past)) == [mover]
    assert not people_matching_on("department = Legal", date(2021, 1, 1)).exists()
    assert not people_matching("department = Legal").exists()


def test_reporting_lines_of_a_past_day_are_followed_to_the_bottom(company):
    boss = Person.objects.get(given_name="Boss")
    past, until = date(2020, 5, 1), date(2021, 1, 1)
    first, second = Person.objects.filter(manager=None, active=True).exclude(pk=boss.pk)[:2]
    for person, manager in ((first, boss), (second, first)):
        facts = {"manager_id": manager.pk, "active": True, "employment_status": "active"}
        PersonVersion.objects.create(
            person=person, effective_from=past, effective_until=until, attributes=facts
        )

    assert set(people_matching_on("under boss@example.test", past)) == {first, second}
    assert set(people_matching_on(f"under #{first.pk}", past)) == {second}
