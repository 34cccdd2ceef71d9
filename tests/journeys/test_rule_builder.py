"""Groups within groups of a rule are built in rows: by keyboard, on a phone, and without scripts."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from allaboard.foundation.segments.models import Segment
from tests.conftest import grant, make_person
from tests.journeys.conftest import axe_faults, barriers, sideways

DEEP = "department = A and (shift = Night or not (team = B and (town = C or not (town = D and team = E))))"


@pytest.fixture
def writer(transactional_db):
    make_person("Ada", department="Human Resources", shift="Night")
    make_person("Bo", department="Sales", shift="Late")
    return grant(make_person("Amara", department="Sales"), "hr_generalist")


def text(page: Page) -> Locator:
    return page.get_by_label("Rule", exact=True)


def opened(page: Page, rule: str) -> Page:
    page.goto(f"/segments/new/?{urlencode({'rule': rule})}")
    return page


def asked(page: Page, condition: str) -> Locator:
    return page.get_by_role("group", name=f"Condition {condition}", exact=True).get_by_label("What is asked")


def test_a_group_within_a_group_is_built_by_keyboard_and_counted_aloud(visit, writer):
    page = opened(visit(writer), "department = Sales and (shift = Night or shift = Late)")
    expect(page.locator("#found")).to_contain_text("1")

    page.get_by_role("button", name="Group in group 2", exact=True).press("Enter")
    expect(asked(page, "2.3.1")).to_be_focused()
    page.keyboard.type("Job level", delay=200)
    inner = page.get_by_role("group", name="Condition 2.3.1", exact=True)
    expect(inner.get_by_label("How it is compared")).to_be_visible()
    page.keyboard.press("Tab")
    expect(inner.get_by_label("How it is compared")).to_be_focused()
    inner.get_by_label("How it is compared").select_option("is not empty")
    inner.get_by_role("checkbox", name="not", exact=True).press("Space")
    expect(text(page)).to_have_value(
        "department = Sales and (shift = Night or shift = Late or not job level is not empty)"
    )
    expect(page.locator("#live")).to_have_text("People found: 2 of 3 people")
    expect(inner.get_by_role("checkbox", name="not", exact=True)).to_be_focused()

    page.get_by_label("Name", exact=True).fill("Deep")
    page.get_by_role("button", name="Save segment").click()
    expect(page.get_by_role("heading", name="Deep")).to_be_visible()
    assert Segment.objects.get().text.endswith("or not job level is not empty)")


def test_what_was_removed_is_put_back_by_the_next_key(visit, writer):
    page = opened(visit(writer), DEEP)

    page.get_by_role("button", name="Remove group 2.2", exact=True).press("Enter")
    expect(text(page)).to_have_value("department = A and shift = Night")
    back = page.get_by_role("button", name="Put it back")
    expect(back).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Removed: not (team = B")
    assert axe_faults(page) == []
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value(DEEP)
    expect(back).to_have_count(0)


def test_a_value_typed_just_before_a_button_is_not_lost(visit, writer):
    page = opened(visit(writer), "shift = Night")

    page.get_by_label("Value", exact=True).fill("Late")
    page.get_by_role("button", name="Group", exact=True).click()

    expect(asked(page, "2.1")).to_be_focused()
    expect(text(page)).to_have_value("shift = Late")


def test_what_is_typed_while_an_answer_comes_is_kept_and_counted(visit, writer):
    page = opened(visit(writer), "shift = Night and team = A")
    waiting: list[Route] = []
    page.route("**/segments/new/", lambda route: waiting.append(route), times=1)
    name, team = page.get_by_label("Name", exact=True), page.get_by_label("Value", exact=True).last

    page.get_by_label("Value", exact=True).first.fill("Late")
    team.fill("Bee")
    expect(page.locator(".htmx-request")).to_have_count(1)
    waiting[0].continue_()
    expect(text(page)).to_have_value("shift = Late and team = Bee")
    expect(team).to_be_focused()
    expect(team).to_have_value("Bee")

    page.keyboard.type("s")
    name.fill("Bees by night")
    expect(text(page)).to_have_value("shift = Late and team = Bees")
    expect(name).to_have_value("Bees by night")


def test_five_levels_bar_nobody_and_fit_a_phone(visit, writer):
    page = opened(visit(writer, phone=True), DEEP)

    assert sideways(page) == 0
    deepest = asked(page, "2.2.2.2.1").bounding_box()
    assert deepest
    assert deepest["width"] > 200
    assert barriers(page) == []


def test_without_scripts_a_group_is_added_filled_and_removed(visit, writer):
    page = opened(visit(writer, javascript=False), "department = Sales")

    page.get_by_role("button", name="Group", exact=True).click()
    asked(page, "2.1").select_option("Shift")
    page.get_by_role("button", name="Count").last.click()
    inner = page.get_by_role("group", name="Condition 2.1", exact=True)
    inner.get_by_label("Value", exact=True).fill("Late")
    page.get_by_role("button", name="Group in group 2", exact=True).click()
    asked(page, "2.2.1").select_option("Everyone")
    page.get_by_role("group", name="Group 2.2", exact=True).get_by_label("but not these people").check()
    page.get_by_role("button", name="Count").last.click()
    expect(text(page)).to_have_value("department = Sales and (shift = Late or not everyone)")
    page.get_by_role("button", name="Remove group 2", exact=True).click()
    expect(text(page)).to_have_value("department = Sales")
    page.get_by_role("button", name="Put it back").click()
    expect(text(page)).to_have_value("department = Sales and (shift = Late or not everyone)")
