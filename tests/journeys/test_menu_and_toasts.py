"""The New menu, and notes that come, wait and go."""

import pytest
from playwright.sync_api import expect

from allaboard.areas.listening.models import Survey
from tests.conftest import acting, grant, make_person
from tests.journeys.conftest import axe_faults


@pytest.fixture
def leader(transactional_db):
    return grant(make_person("Amara"), "hr_leader", "hr_generalist")


@pytest.fixture
def survey(leader):
    from allaboard.areas.listening.services.surveys import start_survey

    return start_survey(title="Pulse", template="pulse", by=acting(leader))


@pytest.mark.parametrize("phone", [False, True])
def test_new_is_walked_by_keys_and_closed_by_escape(visit, leader, phone):
    page = visit(leader, phone=phone)
    page.goto("/")
    opener = page.get_by_text("New", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    assert axe_faults(page) == []
    expect(page.get_by_role("link", name="New segment")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.get_by_role("link", name="New segment")).to_be_hidden()


def test_new_works_without_scripts(visit, leader):
    page = visit(leader, javascript=False)
    page.goto("/")
    page.get_by_text("New", exact=True).click()
    page.get_by_role("link", name="New survey").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("survey")


def test_whoever_may_make_nothing_meets_no_new(visit, transactional_db):
    admin = grant(make_person("Alex"), "reviewer")
    page = visit(admin)
    page.goto("/")

    expect(page.get_by_text("New", exact=True)).to_have_count(0)


def put_away(page, survey):
    page.clock.install()
    page.goto(f"/listen/{survey.pk}/")
    page.get_by_role("button", name="Put away").click()
    toast = page.locator(".toast")
    expect(toast).to_contain_text("Pulse")
    page.clock.run_for(200)
    expect(page.locator("#live")).to_contain_text("Pulse")
    return toast


def test_a_note_with_undo_stays_ten_seconds_and_then_goes(visit, leader, survey):
    page = visit(leader)
    toast = put_away(page, survey)
    page.clock.run_for(10_000)
    expect(toast).to_be_visible()
    page.clock.run_for(30_000)

    expect(toast).to_have_count(0)


def test_a_note_waits_while_somebody_stands_in_it_and_closes_by_key(visit, leader, survey):
    page = visit(leader)
    toast = put_away(page, survey)
    page.get_by_role("button", name="Undo").focus()
    page.clock.run_for(120_000)
    expect(toast).to_be_visible()
    page.keyboard.press("Escape")

    expect(toast).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()


def test_what_was_put_away_comes_back_by_undo(visit, leader, survey):
    page = visit(leader)
    put_away(page, survey)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".toast")).to_contain_text("Taken back")
    assert Survey.objects.get().archived_at is None
