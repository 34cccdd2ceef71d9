"""Whatever the directory knows of a person can be asked for, today and as of any day: on the page, by program and in a rule."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone
from tests.conftest import acting, signed_in

from allaboard.foundation.people.fields.attributes import ATTRIBUTES
from allaboard.foundation.people.fields.wording import in_words
from allaboard.foundation.people.services import update_person
from allaboard.foundation.segments.queries import people_matching, people_matching_on
from allaboard.foundation.segments.rules.attributes import ATTRIBUTES as ASKED

THEN = date(2026, 3, 1)
SPECIAL = {
    "email": ("then@company.test", "now@company.test"),
    "country": ("DE", "FR"),
    "timezone": ("Europe/Berlin", "Asia/Tokyo"),
    "locale": ("de", "fr"),
    "preferred_language": ("de", "fr"),
}


def value_of(attribute, place):
    kinds = {"text": ("Before", "After"), "number": (3, 4), "date": (date(2020, 5, 1), date(2021, 6, 2))}
    if attribute.kind == "choice":
        return attribute.choices.values[place]
    return SPECIAL.get(attribute.field, kinds.get(attribute.kind))[place]


@pytest.fixture
def moved(amara, ben, chidi):
    """Chidi, of whom everything became different, with what was true before and what is now."""
    told = []
    for place, (day, manager) in enumerate(((THEN, ben), (timezone.localdate(), amara))):
        values = {a.field: manager if a.kind == "person" else value_of(a, place) for a in ATTRIBUTES}
        with time_machine.travel(f"{day} 12:00Z", tick=False):
            update_person(
                chidi, values | {"custom_fields": {"colour": "Red"} if place else {}}, by=acting(amara)
            )
        told.append(values)
    chidi.refresh_from_db()
    return chidi, told


def test_a_rule_asks_for_every_attribute_of_the_directory():
    assert {attribute.field for attribute in ATTRIBUTES} <= {asked.field for asked in ASKED}


def test_every_attribute_is_known_as_of_a_day_by_rule(moved):
    chidi, told = moved
    by_field = {asked.field: asked.key for asked in ASKED if asked.key not in ("tenure", "under")}
    for attribute in ATTRIBUTES:
        then, now = (
            f'"#{v.pk}"' if attribute.kind == "person" else f'"{v}"'
            for v in (t[attribute.field] for t in told)
        )
        then, now = (v.strip('"') if attribute.kind in ("number", "date") else v for v in (then, now))
        known, day = f"(status is not empty) and {by_field[attribute.field]} = ", THEN + timedelta(days=9)
        assert list(people_matching_on(known + then, day).filter(pk=chidi.pk)) == [chidi], attribute
        assert not people_matching_on(known + now, day).filter(pk=chidi.pk), attribute
        assert list(people_matching(known + now).filter(pk=chidi.pk)) == [chidi], attribute
    assert not people_matching_on("status is not empty and custom.colour = Red", day).exists()


def test_every_attribute_is_known_as_of_a_day_on_page_and_by_program(moved, amara):
    chidi, (then, _now) = moved
    browser, day = signed_in(amara), (THEN + timedelta(days=9)).isoformat()
    page = BeautifulSoup(browser.get(f"/people/{chidi.pk}/", {"on": day}).content, "html.parser")
    shown = {dt.get_text(): dt.find_next("dd").get_text() for dt in page.select("dl.facts dt")}
    told = browser.get(f"/api/v1/people/{chidi.pk}?on={day}").json()["attributes"]
    for attribute in ATTRIBUTES:
        was = then[attribute.field]
        words = was.name if attribute.kind == "person" else in_words(attribute.field, was)
        assert shown[str(attribute.label)] == words
        kept = told[f"{attribute.field}_id" if attribute.kind == "person" else attribute.field]
        assert str(kept) == str(was.pk if attribute.kind == "person" else was)
    assert (shown.get("colour"), "custom_fields" in told) == (None, False)
