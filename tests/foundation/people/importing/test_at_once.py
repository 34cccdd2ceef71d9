"""Two imports in one instant: the same file twice, and two files with the same people."""

import pytest
from tests.at_once import at_once
from tests.conftest import acting

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.importing.checking.verdicts import Verdict
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.services import create_person

FILE = "id,first name,last name,email\n" + "".join(
    f"n{number},New{number},Person,new{number}@x.test\n" for number in range(5)
)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_created_twice(uploaded, amara):
    run, other = uploaded(FILE, "a.csv"), uploaded(FILE.replace("Person", "Renamed"), "b.csv")
    by = acting(amara)
    for each in (run, other):
        services.dry_run(each, by=by)

    outcomes = at_once(
        run,
        *[lambda: services.apply_import(type(run).objects.get(pk=run.pk), by=by)] * 2,
        lambda: services.apply_import(other, by=by),
    )

    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [RuleBroken]
    assert Person.objects.filter(email__endswith="@x.test").count() == 5
    assert Person.objects.exclude(email__endswith="@x.test").get() == amara

    undone = at_once(run, *[lambda: services.undo_import(type(run).objects.get(pk=run.pk), by=by)] * 2)
    assert Person.objects.filter(family_name="Renamed").count() == 5
    assert sum(isinstance(each, RuleBroken) for each in undone) == 1


@pytest.mark.django_db(transaction=True)
def test_an_e_mail_that_a_file_and_a_page_give_at_once_is_that_of_one_person(uploaded, amara, chidi):
    run = uploaded(f"email,title\nzoe@x.test,Lead\n{chidi.email},Lead\n")
    by = acting(amara)
    services.dry_run(run, by=by)

    outcomes = at_once(
        chidi,
        lambda: services.apply_import(run, by=by),
        lambda: create_person({"email": "zoe@x.test", "given_name": "Zoe"}, by=by),
    )

    assert {type(each) for each in outcomes} <= {Verdict, Person, RuleBroken}
    assert Person.objects.get(email="zoe@x.test").title == "Lead"
