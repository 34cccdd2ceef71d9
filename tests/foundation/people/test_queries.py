from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, grant, make_person

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import NOBODY, Role
from allaboard.foundation.people import facade, permissions, queries
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.queries import branch, managers_among, matching, visible_people


def names(people):
    return set(people.values_list("given_name", flat=True))


@pytest.fixture
def company(amara, ben, chidi):
    """Ada leads Ben, who leads Chidi; Eve works elsewhere, Fred has left."""
    ada = make_person("Ada")
    ben.manager, ben.manager_path = ada, [ada.pk]
    ben.save()
    chidi.manager_path = [ada.pk, ben.pk]
    chidi.save()
    make_person("Eve", phone_number="555", custom_fields={"pay": "9"})
    make_person("Fred", employment_status="terminated", active=False)
    return ada


def test_hr_sees_everyone_leavers_too(amara, company):
    assert names(facade.visible_people(acting(amara))) == {"Amara", "Ada", "Ben", "Chidi", "Eve", "Fred"}


@pytest.mark.parametrize("role", [Role.COMMUNICATIONS, Role.RECRUITER])
def test_communicators_see_those_who_work_here_but_not_their_phone_or_custom_fields(company, role):
    gina = grant(make_person("Gina"), role)
    seen = facade.visible_people(acting(gina))
    assert names(seen) == {"Amara", "Ada", "Ben", "Chidi", "Eve", "Gina"}
    assert not permissions.readable_fields(acting(gina), seen.get(given_name="Eve")) & {
        "phone_number",
        "custom_fields",
    }


def test_a_manager_sees_up_and_down_but_not_sideways(company, ben):
    assert names(facade.visible_people(acting(ben))) == {"Ada", "Ben", "Chidi"}
    assert "phone_number" in permissions.readable_fields(acting(ben), ben.reports.get())
    assert "phone_number" not in permissions.readable_fields(acting(ben), company)


def test_an_employee_sees_themselves_and_the_managers_above(company, chidi):
    assert names(facade.visible_people(acting(chidi))) == {"Ada", "Ben", "Chidi"}
    eve = facade.present_people().get(given_name="Eve")
    with pytest.raises(NotFound):
        facade.person_ref(acting(chidi), eve.pk)


def test_strangers_and_leavers_see_nobody(company, dina):
    from allaboard.foundation.access.queries import actor_of
    from allaboard.foundation.people.models import Person

    assert not facade.visible_people(actor_of(dina)).exists()
    assert not facade.visible_people(NOBODY).exists()
    assert not facade.visible_people(acting(Person.objects.get(given_name="Fred"))).exists()


def test_search_folds_accents_and_takes_words_in_any_order(db):
    make_person("Zoë", preferred_name="Zoë", title="Ingeniería")
    found = facade.matching(facade.present_people(), "ingenieria ZOE")
    assert names(found) == {"Zoë"}
    assert not facade.matching(facade.present_people(), "zoe accounting").exists()


def test_tenure_band_counts_whole_years(db):
    today = date(2026, 6, 15)
    for name, start in (
        ("New", today - timedelta(days=20)),
        ("Two", date(2024, 6, 15)),
        ("Old", date(2000, 1, 1)),
    ):
        make_person(name, start_date=start)
    make_person("Unknown")
    bands = facade.present_people().annotate(band=facade.tenure_band(today)).values_list("given_name", "band")
    assert dict(bands) == {"New": "under_1", "Two": "from_1", "Old": "over_10", "Unknown": ""}


@pytest.mark.parametrize("people", [1, 3])
def test_references_to_many_people_cost_one_question(db, django_assert_num_queries, people):
    ids = [make_person().pk for _ in range(people)]
    with django_assert_num_queries(1):
        assert set(facade.person_refs(ids)) == set(ids)


def test_the_list_of_visible_people_costs_a_known_number_of_questions(
    company, chidi, django_assert_num_queries
):
    actor = acting(chidi)
    with django_assert_num_queries(2):
        assert len(facade.visible_people(actor)) == 3


def test_nothing_is_known_before_the_first_version(chidi):
    assert queries.attributes_on(chidi.pk, timezone.localdate()) == {}


def test_whoever_has_lost_their_manager_stands_at_the_top(amara, ben, chidi, django_assert_num_queries):
    lena, efua = grant(make_person("Lena"), Role.COMMUNICATIONS), make_person("Efua", manager=ben)
    Person.objects.filter(pk=ben.pk).update(active=False, employment_status="terminated")
    Person.objects.filter(pk=efua.pk).update(manager=chidi)

    for reader in (amara, lena):
        tops = {person.given_name for person in branch(acting(reader), None)}
        assert tops == {"Amara", "Chidi", "Lena"}
    actor = acting(amara)
    assert actor.is_hr
    with django_assert_num_queries(2):  # who left and is still named as manager, and the tops
        list(branch(actor, None))


def test_words_are_looked_for_before_the_list_is_put_in_order(amara, ben, chidi):
    """Else the database walks through everybody in the list's order and folds each name."""
    found = matching(visible_people(acting(amara)), "chi").order_by("family_name", "pk")[:50]

    assert [person.given_name for person in found] == ["Chidi"]
    sql, _parameters = found.query.sql_with_params()
    inner = sql[sql.index(" IN (SELECT") :]
    assert "people_search" in inner
    assert "people_search" not in sql[: -len(inner)]
    assert "LIMIT 1000000000" in inner


def test_only_managers_who_are_here_are_offered(amara, ben, chidi):
    assert [person.given_name for person in managers_among(Person.objects.all(), 9)] == ["Ben"]

    Person.objects.filter(pk=ben.pk).update(active=False)

    assert not managers_among(Person.objects.all(), 9)


def test_a_communicator_sees_who_left_only_of_the_own_circle(amara, ben, chidi):
    lena = grant(make_person("Lena"), Role.COMMUNICATIONS)
    gone = {"active": False, "employment_status": "terminated"}
    make_person("Fred", **gone)
    assert names(visible_people(acting(lena))) == {"Amara", "Ben", "Chidi", "Lena"}

    make_person("Gus", manager=lena, manager_path=[lena.pk], **gone)

    assert names(visible_people(acting(lena))) == {"Amara", "Ben", "Chidi", "Gus", "Lena"}
