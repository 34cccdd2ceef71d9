"""What was asked of everybody is added up by the database, in the statement that writes the ledger."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone
from tests.conftest import acting, make_person

from allaboard.bulk import unchecked
from allaboard.foundation.touchpoints import facade, services
from allaboard.foundation.touchpoints.facade import Touch
from allaboard.foundation.touchpoints.models import AskedMinutes, Touchpoint
from allaboard.foundation.touchpoints.queries import minutes_by_week

MONDAY = datetime(2026, 9, 7, tzinfo=UTC)


def asked(person, hours=1.0, minutes=0.4, direction="out"):
    return Touch(person.pk, "message", direction, "campaigns", "", MONDAY + timedelta(hours=hours), minutes)


def test_it_is_what_the_ledger_says_week_by_week(chidi, ben):
    facade.note([asked(chidi), asked(ben, 2), asked(ben, 8 * 24, 3), asked(ben, 3, 99, "in")])
    facade.note([asked(chidi, 1.1)])

    assert minutes_by_week(date(2026, 9, 7), date(2026, 9, 20)) == {
        date(2026, 9, 7): 1.2,
        date(2026, 9, 14): 3.0,
    }
    assert minutes_by_week(date(2026, 9, 8), date(2026, 9, 13)) == {}


def test_days_are_those_of_the_reader(chidi):
    facade.note([asked(chidi, -1)])  # Sunday evening in Greenwich

    with timezone.override(ZoneInfo("Asia/Kathmandu")):  # 5:45 ahead
        assert minutes_by_week(date(2026, 9, 7), date(2026, 9, 7)) == {date(2026, 9, 7): 0.4}
    with timezone.override(UTC):
        assert minutes_by_week(date(2026, 9, 7), date(2026, 9, 7)) == {}


def test_who_is_forgotten_leaves_no_minutes_behind(amara, chidi, ben):
    facade.note([asked(chidi, 1, 5), asked(chidi, 30, 2), asked(ben)])

    services.erase_person(chidi.pk, by=acting(amara))

    assert [float(line.minutes) for line in AskedMinutes.objects.all()] == [0.4]


def test_a_sample_written_past_the_checks_is_added_up_and_goes_again(chidi):
    sample = make_person("Sam", is_sample=True)
    with unchecked(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO touchpoints_touchpoint (person_id, kind, direction, area, at, minutes, is_sample) "
            "SELECT %s, 'message', 'out', 'campaigns', %s, 0.5, true FROM generate_series(1, 10)",
            [sample.pk, MONDAY],
        )
    facade.note([asked(chidi)])
    assert minutes_by_week(date(2026, 9, 7), date(2026, 9, 7)) == {date(2026, 9, 7): 5.4}

    facade.remove_sample()

    assert minutes_by_week(date(2026, 9, 7), date(2026, 9, 7)) == {date(2026, 9, 7): 0.4}


def test_lines_of_a_quarter_of_an_hour_become_one(chidi):
    for _ in range(5):
        facade.note([asked(chidi)])
    facade.note([asked(chidi, 5)])

    services.fold_asked_minutes()

    assert sorted(float(line.minutes) for line in AskedMinutes.objects.all()) == [0.4, 2.0]
    assert Touchpoint.objects.count() == 6


def test_however_long_the_ledger_the_question_is_one(chidi, django_assert_num_queries):
    for count in (1, 30):
        facade.note([asked(chidi)] * count)
        with django_assert_num_queries(1):
            minutes_by_week(date(2026, 9, 1), date(2026, 9, 30))
