"""How a campaign's message looks, in tabs; and under each other for a browser without scripts."""

from playwright.sync_api import expect

from allaboard.areas.campaigns.models import Campaign
from tests.journeys.conftest import axe_faults, cast


def step_page() -> str:
    draft = Campaign.objects.filter(launched_at=None, steps__isnull=False).exclude(steps__body="").first()
    return f"/campaigns/{draft.pk}/steps/{draft.steps.exclude(body='').first().pk}/"


def test_the_shapes_are_tabs_for_mouse_and_keys_and_stay_where_they_were(visit):
    page = visit(cast("Sam"))
    page.goto(step_page())
    email, inbox, phone = (page.get_by_role("tab", name=name) for name in ("E-mail", "Inbox", "Phone"))
    panels = page.locator("#preview-email"), page.locator("#preview-inbox"), page.locator("#preview-phone")

    expect(email).to_have_attribute("aria-selected", "true")
    inbox.click()
    expect(panels[1]).to_be_visible()
    expect(panels[0]).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(phone).to_be_focused()
    expect(panels[2]).to_be_visible()
    assert axe_faults(page) == []

    page.get_by_label("Subject").fill("Another subject")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    expect(phone).to_have_attribute("aria-selected", "true")
    expect(page.frame_locator("#preview-phone iframe").locator("body")).to_contain_text("Another subject")


def test_choosing_somebody_shows_their_words(visit):
    page = visit(cast("Sam"))
    page.goto(step_page())
    choice = page.get_by_label("See it as")
    name = choice.locator("option").nth(1).inner_text().split(" · ")[0]
    choice.select_option(index=1)
    page.wait_for_url("**as=*")
    expect(page.locator("#see-as option:checked")).to_contain_text(name)


def test_without_scripts_every_shape_is_there_under_its_heading(visit):
    page = visit(cast("Sam"), javascript=False)
    page.goto(step_page())
    for shape in ("E-mail", "Inbox", "Phone"):
        expect(page.get_by_role("heading", name=shape, exact=True)).to_be_visible()
    expect(page.locator("#previews iframe")).to_have_count(3)
    for frame in page.locator("#previews iframe").all():
        expect(frame).to_be_visible()
