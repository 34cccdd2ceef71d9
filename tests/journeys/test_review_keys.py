"""The review queue with the keyboard alone, unless single keys are off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from allaboard.areas.campaigns.models import Version
from allaboard.areas.campaigns.services import drafts, review, steps
from allaboard.foundation.access.models import User
from tests.conftest import acting, grant, make_person


@pytest.fixture
def reviewer(transactional_db):
    """A reviewer, with two campaigns that wait; the second is due later."""
    writer = acting(grant(make_person("Amara", department="Sales"), "hr_generalist"))
    for number, title in enumerate(("Swap board", "One inbox")):
        campaign = drafts.start_campaign(
            title, by=writer, goal="Swaps within a day.", outcome="swap", outcome_rule="custom.swap = yes"
        )
        today = timezone.localdate()
        words = {
            "kind": "ask",
            "subject": "Try it",
            "body": "Please try.",
            "channels": ["inbox"],
            "on": today,
        }
        steps.add_step(campaign.pk, words, by=writer)
        review.submit_for_review(campaign.pk, by=writer, due_on=today + timedelta(days=number))
    return grant(make_person("Mei"), "reviewer")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_walk_open_ask_and_approve(visit, reviewer):
    page = visit(reviewer)
    page.goto("/campaigns/reviews/")
    press(page, "j", "j", "k", "j")
    expect(page.locator("[data-stop]:focus")).to_have_text("One inbox")
    press(page, "Enter")
    page.wait_for_url("**/review/1/")
    press(page, "e")
    expect(page.get_by_label("Subject of step 1")).to_be_focused()
    press(page, "Escape", "Tab")  # out of the words again
    page.locator("h1").click()
    press(page, "q")
    expect(page.get_by_label("Note or question to the author")).to_be_focused()
    page.locator("h1").click()
    press(page, "u")
    page.wait_for_url("**/campaigns/reviews/")

    press(page, "j", "Enter")
    page.wait_for_url("**/review/1/")
    press(page, "a", "Enter")
    page.wait_for_url("**/campaigns/reviews/")
    assert Version.objects.get(decision="approved").campaign.title == "Swap board"


def test_no_key_does_anything_when_single_keys_are_off(visit, reviewer):
    User.objects.update(single_key_shortcuts=False)
    page = visit(reviewer)
    page.goto("/campaigns/reviews/")
    press(page, "j")
    expect(page.locator("[data-stop]:focus")).to_have_count(0)
    expect(page.locator(".keys-hint")).to_be_hidden()
