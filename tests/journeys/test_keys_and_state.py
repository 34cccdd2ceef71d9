"""Keys, the state in the address, saved views, the look of one's own, and pages without scripts."""

import pytest
from playwright.sync_api import expect

from allaboard.foundation.access.models import User
from tests.conftest import grant, make_person

HEAVIEST_EMPLOYEE_PAGE = 100_000  # bytes, everything together, before compression


@pytest.fixture
def leader(transactional_db):
    return grant(make_person("Amara", department="HR"), "hr_leader", "hr_generalist")


@pytest.fixture
def people(leader):
    make_person("Zoe", department="Sales")
    make_person("Ivo", department="Payroll")


def rows(page):
    return page.locator("tbody tr")


def test_the_palette_is_used_with_the_keyboard_alone(visit, leader, people):
    page = visit(leader)
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("new seg")
    expect(page.locator("dialog").get_by_text("New segment")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/segments/new/")


def test_escape_closes_the_palette(visit, leader):
    page = visit(leader)
    page.goto("/")
    page.keyboard.press("Control+k")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.type("some words")  # a search box would only be emptied by the first Escape
    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_be_hidden()


def test_the_question_mark_lays_the_keys_over_the_page_unless_single_keys_are_off(visit, leader):
    page = visit(leader)
    page.goto("/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Search in this list")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    User.objects.update(single_key_shortcuts=False)
    page.goto("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("?")
    page.keyboard.press("Control+k")  # answered after the key before it
    expect(page.get_by_role("dialog")).to_be_visible()
    assert [url for url in asked if url.endswith("/keys/")] == []
    assert not page.url.endswith("/keys/")


def test_a_list_narrows_while_one_types_and_what_is_left_is_kept_as_a_view(visit, leader, people):
    page = visit(leader)
    page.goto("/people/")
    page.get_by_label("Search", exact=True).press_sequentially("zoe", delay=20)
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.wait_for_url("**q=zoe**")

    page.get_by_label("Name of this view").fill("The Zoes")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_role("link", name="The Zoes", exact=True)).to_be_visible()


def test_the_name_of_a_view_outlives_the_answer_to_a_search(visit, leader, people):
    page = visit(leader)
    page.goto("/people/?q=z")
    on_their_way = []
    page.route("**/people/?**q=zoe**", lambda route: on_their_way.append(route))
    with page.expect_request("**/people/?**q=zoe**"):
        page.get_by_label("Search", exact=True).fill("zoe")
    name = page.get_by_label("Name of this view")
    name.press_sequentially("The Zo")
    while on_their_way:
        on_their_way.pop().continue_()
    page.wait_for_url("**q=zoe**")

    expect(name).to_have_value("The Zo")
    expect(name).to_be_focused()


def test_a_sorted_list_stays_sorted_when_it_is_narrowed(visit, leader, people):
    page = visit(leader)
    page.goto("/people/")
    page.get_by_role("link", name="Department").click()
    expect(page.get_by_role("columnheader", name="Department")).to_have_attribute("aria-sort", "ascending")
    page.get_by_label("Department").select_option("Sales")
    expect(rows(page)).to_have_count(1)

    page.wait_for_url("**sort=department**")


def test_what_can_be_done_with_rows_comes_with_the_first_tick(visit, leader, people):
    page = visit(leader)
    page.goto("/people/")
    action = page.get_by_role("button", name="Set HR partner")
    expect(action).to_be_hidden()
    page.get_by_label("Choose this page").check()

    expect(action).to_be_visible()
    expect(page.get_by_role("group", name="With the chosen rows")).to_contain_text("Chosen: 3")


def test_the_organisation_unfolds_and_folds_away(visit, leader, people):
    lead = make_person("Mira", department="Sales")
    make_person("Noor", manager=lead, manager_path=[lead.pk])
    page = visit(leader)
    page.goto("/people/organisation/")
    opener = page.get_by_role("link", name="1 report").filter(has_text="Mira")
    opener.click()
    expect(page.get_by_role("link", name="Noor")).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    opener.click()

    expect(page.get_by_role("link", name="Noor")).to_be_hidden()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_the_address_holds_the_filter_and_back_brings_it_back(visit, leader, people):
    page = visit(leader)
    page.goto("/people/")
    expect(rows(page)).to_have_count(3)
    page.get_by_label("Department").select_option("Sales")
    expect(rows(page)).to_have_count(1)
    page.wait_for_url("**department=Sales**")

    page.get_by_role("link", name="Zoe").click()
    page.go_back()

    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Department")).to_have_value("Sales")


def test_a_view_is_saved_under_a_name_and_opened_again(visit, leader, people):
    page = visit(leader)
    page.goto("/people/?department=Payroll")
    page.get_by_label("Name of this view").fill("Pay")
    page.get_by_role("button", name="Save view").click()
    expect(page.locator(".toast")).to_contain_text("Pay")
    page.goto("/people/")
    page.get_by_role("link", name="Pay", exact=True).click()

    expect(rows(page)).to_have_count(1)


def test_filters_work_without_scripts(visit, leader, people):
    page = visit(leader, javascript=False)
    page.goto("/people/")
    page.get_by_label("Department").select_option("Sales")
    page.get_by_role("button", name="Apply").click()

    expect(rows(page)).to_have_count(1)


def test_the_menu_of_a_phone_opens_without_scripts(visit, leader):
    page = visit(leader, phone=True, javascript=False)
    page.goto("/")
    expect(page.get_by_role("link", name="Initiatives")).to_be_hidden()
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Initiatives").click()

    page.wait_for_url("**/initiatives/")


def test_the_chosen_theme_comes_with_the_page(visit, leader):
    User.objects.update(theme="dark")
    page = visit(leader, javascript=False)
    page.goto("/")

    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"


def test_a_page_that_breaks_in_a_swap_says_so(visit, leader, people):
    page = visit(leader)
    page.goto("/people/")
    page.route(
        "**/people/?*", lambda route: route.fulfill(status=500, body="<main><h1>Something broke</h1></main>")
    )
    page.get_by_label("Department").select_option("Sales")

    expect(page.locator("#toasts")).to_contain_text("Something broke")


def test_home_is_light_and_its_targets_are_large(visit, transactional_db):
    page = visit(make_person("Chidi"), phone=True)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto("/", wait_until="networkidle")

    assert 0 < sum(sizes) <= HEAVIEST_EMPLOYEE_PAGE
    boxes = [
        target.bounding_box()
        for target in page.locator(".phone-head a:not(.brand), .phone-bar a, .button").all()
    ]
    assert boxes
    assert [box for box in boxes if box["width"] < 44 or box["height"] < 44] == []
