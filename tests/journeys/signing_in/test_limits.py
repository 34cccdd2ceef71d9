"""Where sessions and tries end, and that no page on the way bars anybody."""

from playwright.sync_api import expect

from tests.journeys.conftest import axe_faults, barriers, keep_picture
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
    assert "Wait five minutes" in page.locator("main").inner_text()
    assert axe_faults(page) == []


ENTRANCE = (
    "/account/login/",
    "/account/login/code/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-used/",
    "/account/password/reset/key/done/",
    "/no-such-page/",
)


ACCOUNT = (
    "/access/account/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/generate/",
    "/account/sessions/",
    "/account/password/set/",
    "/account/logout/",
    "/audit/",
)


def test_no_page_of_signing_in_bars_anybody(visit, chidi):
    faults = []
    for page, paths in ((visit(phone=True), ENTRANCE), (visit(chidi, phone=True), ACCOUNT)):
        for path in paths:
            page.goto(path)
            keep_picture(page, path)
            faults += [f"{path} {fault}" for fault in barriers(page)]

    assert faults == []
