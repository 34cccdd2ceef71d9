"""A rule is written in the text box with what it offers, by keyboard alone; a wrong word is marked where it stands."""

import pytest
from playwright.sync_api import Locator, Page, expect

from allaboard.foundation.segments.models import Segment
from tests.conftest import grant, make_person
from tests.journeys.conftest import axe_faults


@pytest.fixture
def writer(transactional_db):
    make_person("Ada", department="Human Resources", shift="Night", custom_fields={"shoe size": "42"})
    make_person("Bo", department="Sales", shift="Late")
    return grant(make_person("Amara", department="Sales"), "hr_generalist")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def take(page: Page, typed: str, wanted: str) -> None:
    """Type, walk to the wanted suggestion and take it; what comes next is offered at once."""
    page.keyboard.type(typed)
    expect(options(page).get_by_text(wanted, exact=True)).to_be_visible()
    number = options(page).locator("code").all_inner_texts().index(wanted)
    for _ in range(number + 1):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".completion [aria-selected=true] code")).to_have_text(wanted)
    page.keyboard.press("Enter")


def test_a_rule_is_written_with_the_keyboard_and_what_the_box_offers(visit, writer):
    page: Page = visit(writer)
    page.goto("/segments/new/")
    box = page.get_by_label("Rule", exact=True)
    box.fill("")
    take(page, "dep", "department")
    take(page, "", "=")
    take(page, "hum", '"Human Resources"')
    expect(page.locator("#live")).to_have_text("2 suggestions")
    assert axe_faults(page) == []
    take(page, "an", "and")
    take(page, "sho", 'custom."shoe size"')
    page.keyboard.type("= 42")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value('department = "Human Resources" and custom."shoe size" = 42')

    page.keyboard.press("Tab")
    expect(page.locator("#found")).to_contain_text("1")
    page.get_by_label("Name", exact=True).fill("HR in 42")
    page.get_by_role("button", name="Save segment").click()
    expect(page.get_by_role("heading", name="HR in 42")).to_be_visible()
    assert Segment.objects.get().text == 'department = "Human Resources" and custom."shoe size" = 42'


def test_a_wrong_word_is_marked_in_the_box_until_somebody_writes_on(visit, writer):
    page: Page = visit(writer)
    page.goto("/segments/new/")
    box = page.get_by_label("Rule", exact=True)
    box.fill("shift = Night and shft = Late")
    box.blur()
    mark = page.locator(".rule-marks mark")
    expect(mark).to_have_text("shft")
    expect(page.get_by_role("alert")).to_contain_text("Line 1, character 19: “shft” is not known.")
    place, around = mark.bounding_box(), box.bounding_box()
    assert place
    assert around
    assert around["x"] < place["x"]
    assert around["y"] < place["y"] < around["y"] + around["height"]
    assert axe_faults(page) == []
    box.press("End")
    page.keyboard.type(" ")
    expect(mark).to_have_count(0)


def test_without_scripts_the_box_is_a_plain_one(visit, writer):
    page: Page = visit(writer, javascript=False)
    page.goto("/segments/new/")
    page.get_by_label("Rule", exact=True).fill("shift = Nigt and shft = 1")
    page.get_by_role("button", name="Count").last.click()
    expect(page.locator(".rule-marks mark")).to_have_text("shft")
    page.get_by_label("Rule", exact=True).fill("shift = Night")
    page.get_by_role("button", name="Count").last.click()
    expect(page.locator("#found")).to_contain_text("1")
    expect(page.get_by_role("listbox")).to_be_hidden()
