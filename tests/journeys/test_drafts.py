"""What is typed is kept on the device for whoever typed it, and for nobody else."""

import pytest
from playwright.sync_api import expect

from tests.conftest import grant, make_person
from tests.journeys.conftest import session_of


@pytest.fixture
def leaders(transactional_db):
    return [grant(make_person(name), "hr_leader", "hr_generalist") for name in ("Amara", "Sam")]


def title_of(page):
    page.goto("/initiatives/start/")
    return page.get_by_label("Title")


def test_the_next_to_sign_in_on_a_device_finds_no_draft_of_the_one_before(visit, leaders, live_server):
    amara, sam = leaders
    page = visit(amara)
    title_of(page).fill("Close the Lyon plant")
    expect(title_of(page)).to_have_value("Close the Lyon plant")  # after a killed tab

    page.context.add_cookies([{"name": "session", "value": session_of(sam), "url": live_server.url}])
    expect(title_of(page)).to_have_value("")
    assert "Lyon" not in page.evaluate("JSON.stringify(localStorage)")


def test_signing_out_leaves_no_draft(visit, leaders):
    page = visit(leaders[0])
    title_of(page).fill("Close the Lyon plant")
    page.goto("/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.wait_for_load_state()
    assert "Lyon" not in page.evaluate("JSON.stringify(localStorage)")
