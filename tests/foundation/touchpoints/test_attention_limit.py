"""The company sets how much messages may ask of a person, and every page counts with it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.touchpoints import facade
from allaboard.foundation.touchpoints.facade import Touch, weekly_minutes
from allaboard.foundation.touchpoints.models import AttentionLimit
from allaboard.foundation.touchpoints.services import set_weekly_minutes

PAGE, ADDRESS = "/contacts/attention/", "/api/v1/touchpoints/attention-limit"


@pytest.mark.django_db
def test_it_starts_at_fifteen_minutes():
    assert weekly_minutes() == 15


def test_the_newest_counts_and_the_older_ones_stay(amara):
    set_weekly_minutes(30, by=acting(amara))
    set_weekly_minutes(20, by=acting(amara))

    assert weekly_minutes() == 20
    assert list(AttentionLimit.objects.values_list("weekly_minutes", flat=True)) == [20, 30]
    entry = Entry.objects.filter(action="attention_limit.set").latest("pk")
    assert (entry.actor_name, entry.details["minutes"], entry.details["before"]) == (amara.name, 20, 30)


def test_saving_the_same_again_writes_nothing(amara):
    set_weekly_minutes(15, by=acting(amara))

    assert not AttentionLimit.objects.exists()
    assert not Entry.objects.filter(action="attention_limit.set").exists()


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_a_senseless_limit_is_refused(amara, minutes):
    with pytest.raises(RuleBroken, match="1 to 600"):
        set_weekly_minutes(minutes, by=acting(amara))


def test_an_administrator_sets_it_on_the_page_and_sees_how_it_was_set(db):
    browser = signed_in(grant(make_person("Alex"), Role.ADMIN))
    assert "starts at 15 minutes" in browser.get(PAGE).content.decode()

    answer = browser.post(PAGE, {"weekly_minutes": "25"}, follow=True)

    assert weekly_minutes() == 25
    assert "25 minutes a week" in answer.content.decode()
    assert browser.post(PAGE, {"weekly_minutes": "0"}).status_code == 422
    assert weekly_minutes() == 25


@pytest.mark.parametrize("role", [Role.HR_GENERALIST, Role.COMMUNICATIONS, Role.RECRUITER])
def test_the_rest_of_the_team_reads_it_and_cannot_change_it(db, role):
    person = grant(make_person("Robin"), role)
    browser = signed_in(person)

    assert "15 minutes a week" in browser.get(PAGE).content.decode()
    assert '<form method="post" class="stack"' not in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"weekly_minutes": "25"}).status_code == 403
    with pytest.raises(NotAllowed):
        set_weekly_minutes(25, by=acting(person))
    assert weekly_minutes() == 15


def test_managers_and_employees_find_no_such_page(ben, chidi):
    for person in (ben, chidi):
        assert signed_in(person).get(PAGE).status_code == 403
        assert signed_in(person).get(ADDRESS).status_code == 403


def test_programs_read_and_set_it(amara, ben):
    browser, limit = signed_in(amara), {"weekly_minutes": 40}
    assert browser.put(ADDRESS, limit, content_type="application/json").json() == limit
    assert browser.get(ADDRESS).json() == limit
    assert browser.put(ADDRESS, {"weekly_minutes": 0}, content_type="application/json").status_code == 422
    assert signed_in(ben).put(ADDRESS, limit, content_type="application/json").status_code == 403


def test_whoever_sets_it_sees_what_was_asked_of_a_person_in_the_weeks_before(amara, ben):
    monday = timezone.localtime().replace(hour=12) - timedelta(days=timezone.localdate().weekday())
    for weeks, minutes in ((0, 90), (1, 5), (12, 2), (13, 90)):
        facade.note(
            [Touch(ben.pk, "message", "out", "campaigns", "", monday - timedelta(weeks=weeks), minutes)]
        )

    page = signed_in(amara).get(PAGE).content.decode()

    assert "In the last 12 weeks: 0 to 2.5 minutes a week of each person, on average." in page
    assert re.findall("<td>([^<]*)</td>", page) == ["1", *["0"] * 10, "2.5"]


def test_no_line_is_drawn_where_nothing_was_asked(amara):
    assert "In the last 12 weeks" not in signed_in(amara).get(PAGE).content.decode()
