"""Every page of the sample company, as those who meet it: it opens, nothing bars anybody, nothing runs out of the window."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.changes.models import Change, Told
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.listening.models import Theme, Wave
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.segments.models import Segment
from allaboard.project.sample.company.cast import CAST
from tests.conftest import signed_in
from tests.journeys.conftest import barriers, cast, keep_picture

TEAM_PAGES = ("/", "/initiatives/", "/campaigns/", "/changes/")
FIRST_PAGES = {
    "Amara": (*TEAM_PAGES, "/listen/", "/people/", "/impact/"),
    "Lena": ("/", "/campaigns/", "/campaigns/calendar/", "/campaigns/reviews/"),
    "Tomas": (*TEAM_PAGES, "/search/?q=shift", "/keys/", "/ui/"),
    "Rosa": ("/", "/listen/mine/", "/my-people/", "/changes/", "/keys/"),
    "Ben": ("/", "/my-people/", "/people/", "/segments/new/"),
    "Chidi": ("/", "/listen/mine/", "/changes/", "/delivery/inbox/", "/delivery/preferences/", "/access/account/"),
    "Mei": ("/", "/campaigns/reviews/", "/listen/mine/", "/delivery/inbox/"),
    "Alex": ("/", "/people/", "/access/users/", "/access/service-tokens/", "/delivery/outbox/", "/delivery/addresses/", "/people/imports/new/", "/people/imports/", "/sample/", "/account/sessions/"),
}  # fmt: skip
PHONES = {"Chidi", "Rosa"}


@pytest.fixture
def transactional_db(company):
    """The company stays between the tests of this module."""


def pages_of(name: str) -> Iterator[str]:
    """The addresses to look at as this person."""
    yield from FIRST_PAGES.get(name, ())
    yield from {"Sam": sams_pages, "Lena": lenas_pages, "Chidi": chidis_pages}.get(name, lambda: ())()


def sams_pages() -> Iterator[str]:
    """Sam meets everything that the loop is made of."""
    wave = Wave.objects.get(title="Autumn pulse")
    survey = wave.survey
    initiative = Initiative.objects.get(title__startswith="Shift swaps")
    draft, sent = Campaign.objects.filter(launched_at=None)[0], Campaign.objects.get(title="One inbox for HR")
    person, segment = cast("Chidi"), Segment.objects.first()
    yield from (*TEAM_PAGES, "/listen/new/", "/listen/import/", "/initiatives/start/", "/initiatives/board/")
    yield from (f"/listen/{survey.pk}/", f"/listen/{survey.pk}/preview/", f"/listen/{survey.pk}/launch/")
    yield from (f"/listen/waves/{wave.pk}/{page}" for page in ("", "results/", "checked/"))
    yield f"/listen/{survey.pk}/questions/"
    yield f"/listen/themes/{Theme.objects.filter(wave=wave).first().pk}/"
    yield from (
        f"/initiatives/{initiative.pk}/{page}"
        for page in ("", "report/", "leaders/add/", "ask/", "brief/", "edit/money/")
    )
    yield f"/initiatives/{initiative.pk}/leaders/{initiative.stakeholders.first().pk}/"
    yield from (f"/campaigns/{sent.pk}/{page}" for page in ("", "results/"))
    yield from (
        f"/campaigns/{draft.pk}/{page}"
        for page in ("", "goal/", "audience/", f"steps/{draft.steps.first().pk}/")
    )
    yield from ("/campaigns/new/", "/changes/write/", f"/changes/{Change.objects.first().pk}/")
    yield from (
        f"/people/{person.pk}/",
        "/people/organisation/",
        f"/contacts/people/{person.pk}/",
        "/contacts/met/",
    )
    yield from ("/segments/", "/segments/new/", f"/segments/{segment.pk}/", "/search/?q=shift")  # fmt: skip


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


@pytest.mark.parametrize("name", ["Sam", *FIRST_PAGES])
def test_no_page_bars_anybody_in_any_light_or_width(visit, name):
    page = visit(cast(name), phone=name in PHONES)
    faults: list[str] = []
    for path in pages_of(name):
        answer = page.goto(path)
        faults += [f"{path} {answer.status}"] * (answer.status != 200)
        keep_picture(page, f"{name}{path}")
        faults += [f"{path} {fault}" for fault in barriers(page)]

    assert faults == []


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


@pytest.mark.parametrize("name", ["Sam", *FIRST_PAGES])
def test_numbers_that_machines_read_are_not_grouped_like_those_for_people(transactional_db, name):
    client = signed_in(cast(name))
    grouped = r'(?:href|action|hx-[a-z]+|value|name|id|for|src|max|width|data-draft)="[^"]*\d,\d{3}[^"]*"'
    found = {
        path: re.findall(grouped, client.get(path, headers={"accept-language": "en"}).content.decode())
        for path in pages_of(name)
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
