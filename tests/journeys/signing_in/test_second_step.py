"""The second step, and what stands in for a lost phone."""

from playwright.sync_api import expect

from tests.journeys.conftest import barriers
from tests.journeys.signing_in.conftest import (
    ask_for_a_code,
    at_home,
    came_by_link,
    code_in,
    code_of_the_app,
    set_up_the_app,
    sign_out,
)


def test_the_authenticator_app_is_a_second_step_and_a_recovery_code_replaces_it(visit, chidi, outbox):
    page = came_by_link(visit(phone=True), chidi)
    secret, codes = set_up_the_app(page)
    assert len(codes) == 10

    for second_step in (code_of_the_app(secret), codes[3]):
        sign_out(page)
        ask_for_a_code(page, chidi.email)
        assert barriers(page) == []
        page.get_by_label("Code from the e-mail").fill(code_in(outbox()))
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
        page.goto("/")  # nobody is in before the second step
        expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
        assert barriers(page) == []
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
