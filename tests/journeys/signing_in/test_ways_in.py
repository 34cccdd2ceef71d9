"""Every way in, as a person meets it: passkey, link, a new password."""

import re

from playwright.sync_api import expect

from allaboard.foundation.access.facade import sign_in_link
from tests.journeys.conftest import barriers, keep_picture
from tests.journeys.signing_in.conftest import at_home, came_by_link, sign_out, with_passkeys

NEW_PASSWORD = "four words that differ"


def test_a_passkey_signs_in_without_a_password(visit, chidi, outbox):
    page = came_by_link(visit(phone=True), chidi)
    with_passkeys(page)
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    told = outbox()
    assert chidi.email in told
    assert "A passkey was added to your account." in told

    sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    at_home(page)

    page.goto("/account/2fa/webauthn/")
    passkey = page.get_by_role("listitem").filter(has_text="My phone")
    expect(passkey).to_have_count(1)
    edit, remove = (
        passkey.get_by_role("link", name=name).get_attribute("href") for name in ("Rename", "Remove")
    )
    for path in (page.url, edit, remove, "/account/2fa/webauthn/reauthenticate/"):
        assert page.goto(path).status == 200
        keep_picture(page, path)
        assert barriers(page) == []


def test_a_refused_passkey_is_said_on_the_page(visit, chidi):
    page = visit(phone=True)
    with_passkeys(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used.")


def test_a_link_signs_in_after_a_click(visit, chidi):
    page = visit(phone=True)
    page.goto(sign_in_link(chidi.user, 30))
    assert chidi.email in page.locator("main").inner_text()
    page.get_by_role("button", name="Sign in").click()

    at_home(page)


def test_a_forgotten_password_is_replaced(visit, chidi, outbox):
    page = visit(phone=True)
    page.goto("/account/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Work e-mail").fill(chidi.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", outbox())[1]

    page.goto(link)
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("The new password again").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Work e-mail").fill(chidi.email)
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    at_home(page)

    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")
