"""A part of the page that asks for itself again and again: what is read out, and where the reader stands."""

import pytest
from playwright.sync_api import expect

from allaboard.foundation.jobs.facade import advance, finish, start_progress
from tests.conftest import acting, grant, make_person

EVERYTHING_READ_OUT = """() => {
    window.said = [];
    const live = document.getElementById("live");
    new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true });
}"""


@pytest.fixture
def leader(transactional_db):
    return grant(make_person("Amara", department="HR"), "hr_leader")


def test_a_bar_is_read_out_at_each_tenth_and_at_its_end_and_nobody_loses_their_place(visit, leader):
    work = start_progress(acting(leader), "Import", total=100)
    page = visit(leader)
    page.goto(f"/jobs/{work}/")
    page.evaluate(EVERYTHING_READ_OUT)
    again = page.get_by_role("link", name="Look again")
    again.focus()

    for done, percent in ((21, 20), (24, 20), (27, 20), (55, 50)):
        advance(work, done)
        expect(page.get_by_text(f"{done} of 100")).to_be_visible()
        expect(page.locator("#live")).to_have_text(f"{percent} %")
        expect(again).to_be_focused()
    finish(work, note="All are here.")
    expect(page.locator("#live")).to_have_text("Done All are here.")

    said = [" ".join(words.split()) for words in page.evaluate("window.said")]
    assert [words for words in said if words != "0 %"] == ["20 %", "50 %", "Done All are here."]
