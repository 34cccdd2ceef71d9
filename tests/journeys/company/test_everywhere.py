"""What people expect of every page, wherever they read it: on paper, with wide letters, with few bytes, without scripts."""

import pytest
from playwright.sync_api import expect

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.listening.models import Wave
from tests.journeys.conftest import cast, sideways

EMPLOYEE_PAGES = ("/", "/listen/mine/", "/changes/", "/delivery/inbox/", "/delivery/preferences/")
WIDE_LETTERS = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
PUT_ON = "text => { const s = new CSSStyleSheet(); s.replaceSync(text); document.adoptedStyleSheets = [s] }"
SHIFTS = """new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted = (window.shifted || 0) + one.value })
.observe({ type: 'layout-shift', buffered: true })"""


def reports() -> tuple[str, str, str]:
    """Results, an initiative, a campaign's results: what people print."""
    wave = Wave.objects.get(title="Autumn pulse")
    initiative = Initiative.objects.get(title__startswith="Shift swaps")
    sent = Campaign.objects.get(title="One inbox for HR")
    return (
        f"/listen/waves/{wave.pk}/results/",
        f"/initiatives/{initiative.pk}/",
        f"/campaigns/{sent.pk}/results/",
    )


def test_on_paper_stands_what_is_read_and_nothing_to_press(visit):
    page = visit(cast("Sam"), width=720)
    for path in reports():
        page.goto(path)
        page.emulate_media(media="print")
        expect(page.locator(".rail")).to_be_hidden()
        assert page.locator("main button:visible, main select:visible, main .button:visible").count() == 0
        assert sideways(page) <= 0
        expect(page.locator("h1")).to_be_visible()


def test_shades_of_the_heat_map_are_printed_with_their_ink(visit):
    page = visit(cast("Sam"), width=720)
    page.goto(reports()[0])
    page.emulate_media(media="print")

    assert (
        page.locator(".heat [data-level]").first.evaluate("one => getComputedStyle(one).printColorAdjust")
        == "exact"
    )


@pytest.mark.parametrize("name", ["Sam", "Chidi"])
def test_wide_letters_fit_a_narrow_window(visit, name):
    page = visit(cast(name), width=320)
    wide = {}
    for path in ("/", *reports(), "/listen/", "/people/") if name == "Sam" else EMPLOYEE_PAGES:
        page.goto(path)
        page.evaluate(PUT_ON, WIDE_LETTERS)
        wide |= {path: sideways(page)} if sideways(page) > 0 else {}

    assert wide == {}


def test_an_employees_page_weighs_less_than_100_kb(visit):
    page = visit(cast("Chidi"), phone=True)
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(answer.body())))
    for path in EMPLOYEE_PAGES:
        weights.clear()
        page.goto(path, wait_until="networkidle")
        assert len(weights) > 5
        assert sum(weights) <= 100_000, path


def test_an_employees_pages_work_without_scripts(visit):
    page = visit(cast("Chidi"), phone=True, javascript=False)
    page.goto("/")
    for name in ("Have your say", "What changed", "Home"):
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="See what else, and what not and why").click()
    page.get_by_role("link", name="How it came about").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_nothing_on_a_page_moves_by_itself(visit):
    page = visit(cast("Sam"))
    page.context.add_init_script(SHIFTS)
    shifted = {}
    for path in ("/", *reports()):
        page.goto(path, wait_until="networkidle")
        shifted[path] = page.evaluate("window.shifted || 0")

    assert {path: by for path, by in shifted.items() if by >= 0.05} == {}


def test_without_motion_nothing_moves(visit):
    page = visit(cast("Sam"))
    page.emulate_media(reduced_motion="reduce")
    page.goto("/listen/")
    moving = "[...document.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0 || parseFloat(getComputedStyle(one).animationDuration) > 0).length"

    assert page.evaluate(moving) == 0


def test_a_step_that_is_done_has_another_shape_when_colours_are_forced(visit):
    page = visit(cast("Sam"))
    page.emulate_media(forced_colors="active")
    page.goto(reports()[1])
    mark = "one => getComputedStyle(one, '::after').borderTopWidth"
    done = page.locator(".ribbon li[data-state=done]").first.evaluate(mark)
    next_one = page.locator(".ribbon li[data-state=next]").first.evaluate(mark)

    assert done != next_one
