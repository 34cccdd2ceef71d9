"""Every page of the sample company, as those who meet it: it opens, nothing bars anybody, nothing runs out of the window."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.changes.models import Told
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.listening.models import Theme, Wave
from allaboard.foundation.delivery.models import Delivery
from allaboard.project.sample.company.cast import CAST
from tests.conftest import signed_in
from tests.journeys.conftest import barriers, cast, keep_picture
from tests.journeys.furnished import furnish, open_doors, readers
from tests.journeys.pages import SHUT, Walk, is_refused_when_empty

TEAM_PAGES = ("/", "/initiatives/", "/campaigns/", "/changes/")
FIRST_PAGES = {
    "Amara": (*TEAM_PAGES, "/listen/", "/people/", "/impact/"),
    "Lena": ("/", "/campaigns/", "/campaigns/calendar/", "/campaigns/reviews/"),
    "Tomas": (*TEAM_PAGES, "/search/?q=shift", "/keys/", "/ui/"),
    "Rosa": ("/", "/listen/mine/", "/my-people/", "/changes/"),
    "Ben": ("/", "/my-people/", "/people/", "/segments/new/"),
    "Chidi": ("/", "/listen/mine/", "/changes/", "/delivery/inbox/", "/delivery/preferences/", "/access/account/"),
    "Mei": ("/", "/campaigns/reviews/", "/delivery/inbox/"),
    "Alex": ("/", "/people/", "/access/users/", "/delivery/outbox/", "/delivery/addresses/", "/sample/"),
    "Sam": TEAM_PAGES,
}  # fmt: skip
READERS = ("Sam", "Amara", "Alex", "Ines", "Chidi", "Rosa", "Lena", "Mei")
NOBODY = "nobody"
PHONES = {"Chidi", "Rosa", "Ines", NOBODY}
OWN_FORM = "[...document.forms].find(form => form.method === 'post' && new URL(form.action).pathname === location.pathname)"
SEND_EMPTY = f"""() => {{
  const empty = document.createElement('form'); empty.method = 'post';
  empty.append({OWN_FORM}.elements.csrfmiddlewaretoken.cloneNode()); document.body.append(empty); empty.submit()
}}"""


@pytest.fixture(scope="module")
def walk(company, django_db_blocker) -> Walk:
    """Every page of the company, furnished."""
    with django_db_blocker.unblock():
        furnish()
        begin = {name: [*paths, *telling_pages(name)] for name, paths in FIRST_PAGES.items()}
        return Walk(readers(*READERS, "Tomas", "Ben") | {NOBODY: Client()}, {**begin, NOBODY: open_doors()})


def telling_pages(name: str) -> Iterator[str]:
    """Pages of objects that have much to show this person."""
    yield from {"Sam": sams_pages, "Lena": lenas_pages, "Chidi": chidis_pages}.get(name, lambda: ())()


def sams_pages() -> Iterator[str]:
    """Sam meets everything that the loop is made of."""
    wave = Wave.objects.get(title="Autumn pulse")
    initiative = Initiative.objects.get(title__startswith="Shift swaps")
    draft, sent = Campaign.objects.filter(launched_at=None)[0], Campaign.objects.get(title="One inbox for HR")
    person = cast("Chidi")
    yield from (f"/listen/waves/{wave.pk}/results/", f"/listen/waves/{wave.pk}/checked/")
    yield f"/listen/themes/{Theme.objects.filter(wave=wave).first().pk}/"
    yield from (f"/initiatives/{initiative.pk}/{page}" for page in ("", "report/", "ask/", "edit/money/"))
    yield f"/initiatives/{initiative.pk}/leaders/{initiative.stakeholders.first().pk}/"
    yield from (f"/campaigns/{sent.pk}/{page}" for page in ("", "results/", "unreached/"))
    yield from (f"/campaigns/{draft.pk}/", f"/campaigns/{draft.pk}/steps/{draft.steps.first().pk}/")
    yield from (f"/people/{person.pk}/", f"/contacts/people/{person.pk}/", "/search/?q=shift")


def lenas_pages() -> Iterator[str]:
    """Lena reviews what others wrote."""
    version = next(
        filter(None, (one.versions.last() for one in Campaign.objects.exclude(title="One inbox for HR")))
    )
    yield f"/campaigns/{version.campaign_id}/review/{version.number}/"


def chidis_pages() -> Iterator[str]:
    """Chidi opens what he was told."""
    told = Delivery.objects.filter(person=cast("Chidi"), channel="inbox", sent_at__isnull=False).latest(
        "sent_at"
    )
    heard = Told.objects.filter(person=cast("Chidi"), change__status="published")
    yield from (f"/delivery/inbox/{told.pk}/", *(f"/changes/{one.change_id}/" for one in heard))


def test_every_address_is_walked_or_said_to_be_shut(transactional_db, walk):
    assert set(walk.unseen) - SHUT.keys() == set()
    assert SHUT.keys() - set(walk.unseen) == set()


@pytest.mark.parametrize("name", [*READERS, "Tomas", "Ben", NOBODY])
def test_no_page_bars_anybody_in_any_light_or_width(visit, walk, name):
    page = opened(visit, walk, name)
    faults: list[str] = []
    assert walk.pages[name]
    for path in walk.pages[name]:
        page.goto(path)
        keep_picture(page, f"{name}{path}")
        faults += [f"{path} {fault}" for fault in barriers(page)]

    assert faults == []


@pytest.mark.parametrize("name", [*READERS, NOBODY])
def test_no_form_bars_anybody_whose_answers_are_refused(visit, walk, name):
    page, client = opened(visit, walk, name), walk.readers[name]
    faults = []
    for path in (path for path in walk.pages[name] if is_refused_when_empty(client, path)):
        page.goto(path)
        send_empty(page)
        keep_picture(page, f"{name}{path}refused")
        faults += [f"{path} refused: {fault}" for fault in barriers(page)]

    assert faults == []


def opened(visit: Callable[..., Page], walk: Walk, name: str) -> Page:
    """A window of this reader, in the session that found their pages."""
    kept = walk.readers[name].cookies.get("session")
    return visit(session=kept.value if kept else "", phone=name in PHONES)


def send_empty(page: Page) -> None:
    """Send the page's own form, if it has one, without anything filled in."""
    if page.evaluate(f"Boolean({OWN_FORM})"):
        with page.expect_navigation() as sent:
            page.evaluate(SEND_EMPTY)
        assert sent.value.status < 500


@pytest.mark.parametrize("name", [part.given_name for part in CAST])
def test_no_link_that_a_role_meets_is_closed_to_it(transactional_db, name):
    client = signed_in(cast(name))
    answers = {path: client.get(path).status_code for path in links_on(client, "/")}
    answers |= {
        path: client.get(path).status_code
        for first in FIRST_PAGES.get(name, ())
        for path in links_on(client, first) - answers.keys()
    }

    assert answers
    assert {path: status for path, status in answers.items() if status >= 400} == {}


@pytest.mark.parametrize("name", READERS)
def test_numbers_that_machines_read_are_not_grouped_like_those_for_people(transactional_db, walk, name):
    client = signed_in(cast(name))
    grouped = r'(?:href|action|hx-[a-z]+|value|name|id|for|src|max|width|data-draft)="[^"]*\d,\d{3}[^"]*"'
    found = {
        path: re.findall(grouped, client.get(path, headers={"accept-language": "en"}).content.decode())
        for path in walk.pages[name]
    }

    assert found
    assert {path: faults for path, faults in found.items() if faults} == {}


def links_on(client: Client, path: str) -> set[str]:
    """Where the links of a page lead, within the product."""
    html = client.get(path).content.decode()
    found = re.findall(r'<a [^>]*href="(/[^"#]*|\?[^"#]*)', html)
    return {
        (path.split("?")[0] if one.startswith("?") else "") + one.replace("&amp;", "&")
        for one in found
        if not one.startswith("/static/")
    }
