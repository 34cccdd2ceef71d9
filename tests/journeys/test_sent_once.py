"""A button that is pressed twice does its thing once."""

import pytest

from allaboard.areas.campaigns.models import Campaign
from tests.conftest import grant, make_person


@pytest.fixture
def leader(transactional_db):
    return grant(make_person("Amara"), "hr_leader", "hr_generalist")


def test_a_double_press_makes_one_campaign(visit, leader):
    page = visit(leader)
    page.goto("/campaigns/new/")
    page.get_by_label("Title").fill("Only once")
    page.get_by_label("They press the button").check()
    button = page.get_by_role("button", name="Create the draft")
    button.evaluate("one => { one.form.requestSubmit(one); one.form.requestSubmit(one); }")
    page.wait_for_url("**/audience/")

    assert Campaign.objects.count() == 1


def test_a_page_that_comes_back_can_be_sent_again(visit, leader):
    page = visit(leader)
    page.goto("/campaigns/new/")
    page.get_by_label("They press the button").check()
    for title in ("First", "Second"):
        page.get_by_label("Title").fill(title)
        page.get_by_role("button", name="Create the draft").click()
        page.wait_for_url("**/audience/")
        page.go_back()
        page.wait_for_url("**/campaigns/new/")

    assert sorted(Campaign.objects.values_list("title", flat=True)) == ["First", "Second"]
