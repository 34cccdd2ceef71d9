"""A real browser against a real server, for tests that click."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from allaboard.foundation.people.models import Person
from allaboard.project.cli.develop import BROWSERS
from allaboard.project.sample import services as sample
from allaboard.project.sample.company.cast import CAST

# Playwright's sync interface runs an event loop in this thread, which Django would otherwise refuse.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
RULES_OF_SIZE = ["target-size", "scrollable-region-focusable"]  # what a narrow window can break
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds; what is right comes sooner, also on a busy machine
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test beside this file is a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keep how the test itself went, so that a fixture can tell more of a failure."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("ALLABOARD_JOURNEYS") == "required":
            pytest.fail("Journeys are required, but there is no Chromium here.")
        pytest.skip("no Chromium here")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(transactional_db, browser: Browser, live_server, request) -> Iterator[Callable[..., Page]]:
    """Open the product as a person, in a session or as nobody; script faults and what the policy blocks fail the test.

    What the last pages showed is printed when the test fails.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_as(person: Person | None = None, session: str = "", **window: object) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="en-GB", **window_options(**window))
        contexts.append(context)
        if person is not None:
            session = session_of(person)
        if session:
            context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        return watched_page(context, faults)

    yield open_as
    if request.node.stash.get(FAILED, False):
        print_pages(contexts)
    for context in contexts:
        context.close()
    wait_for_the_server()
    assert faults == []


def window_options(
    *, phone: bool = False, dark: bool = False, javascript: bool = True, width: int = 0
) -> dict[str, object]:
    """The browser's words for a window: a desktop's, a phone's, or one of this width."""
    return {
        "viewport": {"width": width, "height": 800} if width else PHONE if phone else DESKTOP,
        "color_scheme": "dark" if dark else "light",
        "java_script_enabled": javascript,
    }


def watched_page(context: BrowserContext, faults: list[str]) -> Page:
    """A page that notes what goes wrong in it."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.axe_ran = False
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda said: faults.append(said.text) if _is_fault(page, said.text) else None)
    return page


def print_pages(contexts: list[BrowserContext]) -> None:
    """What the last pages showed, for whoever reads of the failure."""
    for page in (page for context in contexts for page in context.pages):
        print(f"\n{page.url}\n{page.locator('body').inner_text()[:3000]}")


def wait_for_the_server() -> None:
    """Let requests of pages that were left end, so that emptying the tables does not meet their locks."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            (busy,) = cursor.fetchone()
        if not busy:
            return
        time.sleep(0.05)  # the database tells nobody when a request has ended


@contextmanager
def sample_company(blocker: DjangoDbBlocker) -> Iterator[None]:
    """The sample company, seen by every connection; a test in it has a `transactional_db` of its own that empties nothing."""
    with blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)
        use_long_numbers()
        sample.make(people=240)
        yield
        call_command("flush", interactive=False, verbosity=0)


def use_long_numbers() -> None:
    """Let keys begin at a million, as in an installation of some years: none may be written “1,000,000” in an address."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, greatest(last_value, 1000000)) "
            "FROM pg_sequences"  # some tables are not emptied between tests, so never back
        )


def cast(given_name: str) -> Person:
    """A member of the sample company's cast."""
    family_name = next(part.family_name for part in CAST if part.given_name == given_name)
    return Person.objects.get(given_name=given_name, family_name=family_name, is_sample=True)


def _is_fault(page: Page, said: str) -> bool:
    return "Content Security Policy" in said and not page.axe_ran


def session_of(person: Person) -> str:
    """A session in the person's name."""
    client = Client()
    client.force_login(person.user)
    return client.cookies["session"].value


def barriers(page: Page) -> list[str]:
    """What bars anybody from the page in light, in dark and on a phone, and what runs out of a narrow window."""
    page.wait_for_load_state()  # a click returns when the next page begins, which has no content yet
    window = page.viewport_size
    page.set_viewport_size({"width": window["width"], "height": _height(page)})
    faults = [f"light {fault}" for fault in axe_faults(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    faults += [f"dark {fault}" for fault in axe_faults(page)]
    page.emulate_media(color_scheme="light")
    for width in (1024, 320):
        page.set_viewport_size({"width": width, "height": window["height"]})
        faults += [f"sideways by {sideways(page)} px at {width} px"] * (sideways(page) > 0)
    page.set_viewport_size({"width": 320, "height": _height(page)})
    faults += [f"narrow {fault}" for fault in axe_faults(page, RULES_OF_SIZE)]
    page.set_viewport_size(window)
    return faults


def _height(page: Page) -> int:
    """So high that the bottom bar of a phone covers nothing."""
    return int(page.evaluate("document.documentElement.scrollHeight")) + 100


def axe_faults(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds wrong with the page, readable; the styles that axe itself tries to set are not the page's faults."""
    page.wait_for_load_state()
    page.axe_ran = True
    kind, values = ("rule", rules) if rules else ("tag", STANDARDS)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "runOnly": {"type": kind, "values": values},
        "resultTypes": ["violations"],
        "preload": {
            "assets": ["media"]
        },  # none of the standards' rules looks into style sheets, which would be fetched
    }
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page when ALLABOARD_PICTURES names a folder for it."""
    folder = os.environ.get("ALLABOARD_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{re.sub('[^a-z0-9]+', '-', name.lower())}.png", full_page=True)
