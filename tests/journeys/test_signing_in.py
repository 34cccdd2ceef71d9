"""Every way in and out, as a person meets it: passkey, code, password, second step, devices, limits."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from allaboard.foundation.access.facade import sign_in_link
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person
from tests.conftest import grant, make_person
from tests.journeys.conftest import axe_faults, barriers, keep_picture

PASSKEYS_OF_A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
NEW_PASSWORD = "four words that differ"


@pytest.fixture
def chidi(transactional_db):
    return make_person("Chidi")


@pytest.fixture
def outbox(transactional_db, visit, settings):
    """Reads the last e-mail as the administrator does, on the screen."""
    settings.EMAIL_BACKEND = "allaboard.foundation.delivery.django_backend.DeliveryBackend"
    alex = grant(make_person("Alex"), Role.ADMIN)

    def last_mail() -> str:
        page = visit(alex)
        page.goto("/delivery/outbox/")
        page.locator("tbody a").first.click()
        return page.locator("main").inner_text()

    return last_mail


def with_passkeys(page: Page) -> None:
    """Give the browser a fingerprint reader that always agrees."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEYS_OF_A_PHONE})


def code_of_the_app(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    key, step = base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(key, step, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def came_by_link(page: Page, person: Person) -> Page:
    """The page of a person who has just signed in."""
    page.goto(sign_in_link(person.user, 30))
    page.get_by_role("button", name="Sign in").click()
    at_home(page)
    return page


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()


def ask_for_a_code(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.get_by_role("link", name="Send me a code").click()
    page.get_by_label("Work e-mail").fill(email)
    page.get_by_role("button", name="Send the code").click()


def code_in(mail: str) -> str:
    return re.search(r"Your code to sign in:\s+(\S+)", mail)[1]


def set_up_the_app(page: Page) -> tuple[str, list[str]]:
    """Turn the authenticator app on; its key, and the recovery codes."""
    page.goto("/access/account/")
    page.get_by_role("link", name="Passkeys and second step").click()
    page.get_by_role("link", name="Set it up").click()
    secret = page.get_by_label("Key, if you cannot scan").input_value()
    page.get_by_label("The six digits").fill(code_of_the_app(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    return secret, page.locator(".codes li").all_inner_texts()


def at_home(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Chidi")


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
    assert "My phone" in page.locator("main").inner_text()
    keep_picture(page, "passkeys")


def test_a_refused_passkey_is_said_on_the_page(visit, chidi):
    page = visit(phone=True)
    with_passkeys(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used.")


def test_the_authenticator_app_is_a_second_step_and_a_recovery_code_replaces_it(visit, chidi, outbox):
    page = came_by_link(visit(phone=True), chidi)
    secret, codes = set_up_the_app(page)
    assert len(codes) == 10

    for second_step in (code_of_the_app(secret), codes[3]):
        sign_out(page)
        ask_for_a_code(page, chidi.email)
        page.get_by_label("Code from the e-mail").fill(code_in(outbox()))
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
        page.goto("/")  # nobody is in before the second step
        expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
        page.get_by_label("Code", exact=True).fill(second_step)
        page.get_by_role("button", name="Sign in", exact=True).click()
        at_home(page)

    page.goto("/account/2fa/")
    expect(page.get_by_text("9 codes left")).to_be_visible()


def test_a_wrong_code_says_what_to_do(visit, chidi):
    page = visit(phone=True)
    ask_for_a_code(page, chidi.email)
    page.get_by_label("Code from the e-mail").fill("WRONG1")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("ask for a new one")


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
