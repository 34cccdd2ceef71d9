"""The page of rows sends back the rule it was drawn for, says what is wrong where it is, and takes a removal back."""

import re
from itertools import chain
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from tests.areas.campaigns.test_writing_together import drawn, filled_in
from tests.conftest import make_person, signed_in
from tests.foundation.segments.test_rules import rules

from allaboard.foundation.segments.builder.rows import EVERYONE
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.rules import Rule, parse, to_text
from allaboard.foundation.segments.rules.attributes import BY_KEY, CUSTOM

HERE = "/segments/new/"
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
DEEP = "department = A and (shift = Night or not (team = B and (town = C or not (town = D and team = E))))"


@pytest.fixture
def writer(amara) -> Client:
    return signed_in(amara)


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def text_in(answer) -> str:
    return page_of(answer).find(id="rule-text").get_text().lstrip("\n")


def form_for(writer: Client, text: str) -> dict[str, object]:
    return drawn(writer, f"{HERE}?{urlencode({'rule': text})}")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rule=rules.filter(lambda rule: not CONTROLS.search(to_text(rule))))
def test_the_page_sends_the_rule_that_it_was_drawn_for(writer, rule: Rule):
    """Line breaks and control characters aside, which browsers change in any box."""
    kept = writer.post(HERE, form_for(writer, to_text(rule)) | {"do": "save", "name": "Kept"})

    assert kept.status_code == 302
    assert parse(Segment.objects.get().text) == rule
    Segment.objects.all().delete()


@pytest.mark.parametrize(
    "text",
    [
        " or ".join(f"team = T{number}" for number in range(600)),
        "team = A and (team = B or (" * 19 + "team = C" + "))" * 19,
        "not (team = A and not (team = B or " * 9 + "team = C" + "))" * 9,
        "not everyone",
        'department = " Sales " or department = "\\"quoted\\"" or custom." x " = 1',
    ],
)
def test_a_rule_as_long_and_as_deep_as_may_be_is_changed_in_rows(writer, text):
    sent = form_for(writer, text)

    kept = writer.post(HERE, sent | {"do": "save", "name": "Kept"})

    assert kept.status_code == 302
    assert Segment.objects.get().text == to_text(parse(text))


def test_groups_are_fieldsets_within_fieldsets_each_with_its_name_and_its_controls(writer):
    page = page_of(writer.get(f"{HERE}?{urlencode({'rule': DEEP})}"))

    inner = page.select_one("#rule-1-1-1-group")
    assert [each.find("legend").get_text() for each in inner.find_parents("fieldset")] == [
        "Group 2.2",
        "Group 2",
        "The whole rule",
    ]
    assert inner.select_one("select[id$=joins] option[selected]").get_text() == "At least one of these holds"
    named = {button.get_text(" ", strip=True) for button in inner.select("button")}
    assert {"Remove group 2.2.2", "Condition in group 2.2.2", "Group in group 2.2.2"} <= named
    names = [each["aria-label"] for each in page.select(".rule-row")]
    assert len(names) == len(set(names)) == 6


def test_a_group_within_a_group_is_built_and_counted_without_scripts(writer, chidi):
    make_person(department="Finance", shift="Late")
    sent = form_for(writer, "department = Operations or (shift = Late and team is empty)")

    added = writer.post(HERE, sent | {"do": "add-group 1"})
    assert page_of(added).select_one("[autofocus]")["id"] == "rule-1-2-0-attribute"
    filled = sent | {
        "do": "count",
        "rule-1-2-joins": "any",
        "rule-1-2-not": "on",
        "rule-1-2-0-attribute": "department",
        "rule-1-2-0-operator": "=",
        "rule-1-2-0-value": "Legal",
    }
    counted = writer.post(HERE, filled)

    assert text_in(counted) == (
        "department = Operations or (shift = Late and team is empty and not department = Legal)"
    )
    assert page_of(counted).find(id="found")["data-announce"] == "People found: 3 of 4 people"


def test_what_was_removed_is_said_and_put_back(writer):
    gone = writer.post(HERE, form_for(writer, DEEP) | {"do": "drop 1-1"})
    assert text_in(gone) == "department = A and shift = Night"
    notice = page_of(gone).select_one(".rule-removed")
    assert "not (team = B" in notice.get_text()
    assert notice.find_parent("fieldset")["id"] == "rule-1-group"

    back = writer.post(HERE, filled_in(gone) | {"do": "put-back"})

    assert text_in(back) == DEEP
    assert page_of(back).select_one(".rule-removed") is None
    assert page_of(back).select_one("[autofocus]")["id"] == "rule-1-1-joins"


@pytest.mark.parametrize(
    "removed", ["", "0", "x shift = Night", " shift = Night", "0 shft", "9-9-9 shift = Night"]
)
def test_a_removal_that_makes_no_sense_is_never_a_fault(writer, removed):
    sent = form_for(writer, "team = A") | {"do": "put-back", "removed": removed}

    assert writer.post(HERE, sent).status_code == 200


def test_a_button_pressed_with_an_edited_text_takes_no_row_of_the_new_rule(writer):
    sent = form_for(writer, "team = A and team = B") | {"text": "shift = Night and shift = Late"}

    assert text_in(writer.post(HERE, sent | {"do": "drop 0"})) == "shift = Night and shift = Late"
    added = writer.post(HERE, sent | {"do": "add-row "})
    assert page_of(added).select_one("[autofocus]")["id"] == "rule-2-attribute"


def test_saving_an_unfinished_condition_says_which_and_leads_there(writer):
    sent = form_for(writer, DEEP) | {"do": "save", "name": "Kept", "rule-1-1-0-value": ""}

    refused = writer.post(HERE, sent)

    assert refused.status_code == 422
    page = page_of(refused)
    assert page.select_one(".errors a")["href"] == "#rule-1-1-0-attribute"
    assert "Condition 2.2.1" in page.select_one(".errors a").get_text()
    assert "Finish this condition" in page.find(id="rule-1-1-0-error").get_text()
    assert not Segment.objects.exists()


def test_rows_that_say_more_than_a_text_can_hold_are_told_so(writer):
    sent = form_for(writer, "shift = Night") | {"do": "save", "name": "Kept", "rule-0-value": "N" * 10_000}

    refused = writer.post(HERE, sent)

    assert refused.status_code == 422
    assert "too long" in page_of(refused).select_one(".errors").get_text()
    assert page_of(refused).find(id="rule-0-value")["value"] == "N" * 10_000


def test_a_length_of_time_is_a_number_and_a_unit(writer):
    row = {
        "rule-0-attribute": "tenure",
        "rule-0-operator": "<",
        "rule-0-value": "18",
        "rule-0-unit": "months",
    }
    counted = writer.post(HERE, {"do": "count", "text": "", "known_text": "", **row})

    assert text_in(counted) == "tenure < 18 months"
    assert page_of(counted).find(id="rule-0-value")["value"] == "18"
    begun = writer.post(HERE, {"do": "count", "text": "", "known_text": "", **row, "rule-0-value": ""})
    assert text_in(begun) == "everyone"
    opened = page_of(writer.get(f"{HERE}?{urlencode({'rule': 'hired in last 1 week'})}"))
    assert opened.select_one("#rule-0-unit [selected]")["value"] == "weeks"


def test_several_choices_are_ticked_and_a_value_in_use_joins_a_list(writer, chidi):
    make_person(shift="Night, or so")
    row = {"rule-0-attribute": "status", "rule-0-operator": "in", "rule-0-value": ["active", "leave"]}
    ticked = writer.post(HERE, {"do": "count", "text": "", "known_text": "", **row})
    assert text_in(ticked) == "status in (active, leave)"
    assert [each["value"] for each in page_of(ticked).select(".rule-boxes [checked]")] == ["active", "leave"]

    row = {"rule-0-attribute": "shift", "rule-0-operator": "in", "rule-0-value": "Late"}
    offered = page_of(writer.post(HERE, {"do": "count", "text": "", "known_text": "", **row}))
    assert [each.get_text() for each in offered.select("#rule-0-more option")][1:] == ["Night, or so"]
    more = writer.post(
        HERE, {"do": "count", "text": "", "known_text": "", **row, "rule-0-more": "Night, or so"}
    )
    assert text_in(more) == 'shift in (Late, "Night, or so")'


def test_what_may_be_asked_stands_in_sections_and_is_what_the_asker_may_read(writer, ben, chidi):
    def offered(client: Client) -> dict[str, list[str]]:
        groups = page_of(client.get(HERE)).select("#rule-0-attribute optgroup")
        return {group["label"]: [option["value"] for option in group.select("option")] for group in groups}

    hers, his = offered(writer), offered(signed_in(ben))
    assert sorted(chain(*hers.values())) == sorted([*BY_KEY, CUSTOM, EVERYONE])
    assert "under" in hers["Organisation"]
    assert hers["Other"] == [CUSTOM, "sample", EVERYONE]
    assert set(chain(*hers.values())) - set(chain(*his.values())) == {
        "generation",
        "works here",
        CUSTOM,
    }
