"""The shell on every screen: keyboard, palette, phone, dark."""

import pytest
from playwright.sync_api import expect

from tests.conftest import grant, make_person
from tests.journeys.conftest import barriers, sideways


@pytest.fixture
def leader(transactional_db):
    return grant(make_person("Amara"), "hr_leader", "hr_generalist")


@pytest.fixture
def employee(transactional_db):
    return make_person("Chidi")


def test_an_employee_is_greeted_by_name_on_a_phone(visit, employee):
    page = visit(employee, phone=True)
    page.goto("/")

    assert page.get_by_role("heading", level=1).inner_text() == "Hello Chidi"
    assert barriers(page) == []


def test_the_palette_finds_a_person_in_four_letters(visit, leader):
    make_person("Zoë", family_name="Ångström", email="zoe@example.test")
    page = visit(leader)
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("zoe")
    page.get_by_role("listitem").filter(has_text="Zoë").click()

    page.wait_for_url("**/people/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zoë")


def test_the_palette_shows_an_employee_nobody_else(visit, employee):
    make_person("Zoltan")
    page = visit(employee)
    page.goto("/search/?q=zolt")

    assert "Zoltan" not in page.locator("main").inner_text()


def test_nothing_scrolls_sideways_at_320_pixels(visit, leader):
    page = visit(leader, width=320)
    page.goto("/")
    addresses = [link.get_attribute("href") for link in page.locator("nav a").all()]
    wide = {}
    for address in addresses:
        page.goto(address)
        if sideways(page):
            wide[address] = sideways(page)

    assert addresses
    assert wide == {}


def test_the_skip_link_comes_first(visit, leader):
    page = visit(leader)
    page.goto("/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
