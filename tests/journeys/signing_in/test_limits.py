"""Where sessions and tries end, and that no page on the way bars anybody."""

from playwright.sync_api import expect

from tests.journeys.conftest import axe_faults
from tests.journeys.signing_in.conftest import at_home, came_by_link


def test_a_session_ended_elsewhere_is_out_at_once(visit, chidi):
    phone, desk = visit(phone=True), visit()
    came_by_link(phone, chidi)
    came_by_link(desk, chidi)

    desk.goto("/account/sessions/")
    expect(desk.get_by_role("listitem").filter(has_text="Chrome on Linux")).to_have_count(2)
    desk.get_by_role("button", name="Sign out everywhere else").click()
    expect(desk.locator("#toasts").get_by_text("You are signed out everywhere else.")).to_be_visible()

    phone.goto("/changes/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sign in")
    desk.goto("/")
    at_home(desk)


def test_whoever_guesses_is_stopped_and_told_when_to_go_on(visit, chidi, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    page = visit(phone=True)
    for _try in range(3):
        page.goto("/account/login/")
        page.get_by_label("Work e-mail").fill(chidi.email)
        page.get_by_label("Password", exact=True).fill("guess guess guess")
        page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries")
    expect(page.locator("main")).to_contain_text("Wait five minutes")
    assert axe_faults(page) == []
