"""What a launch would show, and what Today tells, are counted in the database and agree with the long way."""

from collections import Counter

from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched

from allaboard.areas.listening.queries.asked import asked_people, asked_sizes
from allaboard.areas.listening.queries.results import results_of, totals_of
from allaboard.areas.listening.services.waves import close_wave
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.people.models import Person


def test_sizes_are_those_of_the_people_one_by_one(company, django_assert_num_queries):
    Person.objects.filter(pk=company[3].pk).update(department="")
    everybody = Person.objects.all()

    for fields in (("department",), ("department", "tenure_band"), ()):
        one_by_one = Counter(person.groups for person in asked_people(everybody, fields))
        with django_assert_num_queries(1):
            assert asked_sizes(everybody, fields) == one_by_one
    assert asked_sizes(everybody, ("department",))[("Not stated",)] == 1
    assert not asked_sizes(Person.objects.none(), ())


def test_the_totals_are_those_of_the_results(pulse, company, hr):
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY if person.pk % 3 else SAD)
    close_wave(wave, by=hr)
    wave.refresh_from_db()

    told, whole = totals_of(wave), results_of(SYSTEM, wave)

    assert told.total == whole.total
    assert told.recommendation == whole.recommendation
    assert told.groups == ()
    wave.smallest_group = 0
    assert totals_of(wave).total is None
