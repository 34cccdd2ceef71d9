"""Chidi at the door: his link, his mail, and the devices that he proves himself with."""

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

PASSKEYS_OF_A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


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
        with page.expect_navigation():
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
