"""Each role finds segments, contacts and imports beside People, and only what it may open."""

import pytest
from bs4 import BeautifulSoup
from tests.conftest import grant, make_person, signed_in

from allaboard.foundation.access.roles import Role

pytestmark = pytest.mark.django_db
HR_TABS = ["People", "Organisation", "Segments", "Contacts", "Imports"]
TABS = {
    Role.HR_GENERALIST: HR_TABS,
    Role.HR_LEADER: HR_TABS,
    Role.COMMUNICATIONS: ["People", "Organisation", "Segments"],
    Role.RECRUITER: ["People", "Organisation", "Segments"],
    Role.MANAGER: ["My people", "People", "Organisation", "Segments"],
    Role.ADMIN: ["People", "Organisation", "Imports"],
}


@pytest.mark.parametrize("role", TABS)
def test_each_role_walks_from_people_to_all_it_may_open(role: Role) -> None:
    client = signed_in(grant(make_person(), role))
    start = "/my-people/" if role == Role.MANAGER else "/people/"
    tabs = _tabs(client.get(start).content)
    assert [tab.get_text() for tab in tabs] == TABS[role]

    for tab in tabs:
        answer = client.get(tab["href"])
        assert answer.status_code == 200
        assert [(each.get_text(), each.get("aria-current")) for each in _tabs(answer.content)] == [
            (name, "page" if name == tab.get_text() else None) for name in TABS[role]
        ]
        places = BeautifulSoup(answer.content, "html.parser").select(
            "nav:not(.tabs) a[aria-current], .rail a[aria-current]"
        )
        assert {place.get_text(strip=True) for place in places} <= {"People", "My people"}
        assert places


@pytest.mark.parametrize("address", ["/access/tokens/", "/account/2fa/", "/delivery/preferences/", "/audit/"])
def test_pages_reached_from_the_account_mark_the_account(address: str) -> None:
    page = signed_in(grant(make_person(), Role.HR_LEADER)).get(address)
    marked = BeautifulSoup(page.content, "html.parser").select(".rail__body--wide a[aria-current]")
    assert [place.get_text(strip=True) for place in marked] == ["Account"]


def test_an_employee_sees_no_tabs() -> None:
    page = signed_in(make_person()).get("/people/organisation/")
    assert page.status_code == 200
    assert _tabs(page.content) == []


def test_the_team_has_seven_places() -> None:
    page = signed_in(grant(make_person(), Role.HR_LEADER)).get("/people/")
    places = BeautifulSoup(page.content, "html.parser").select(".rail__body--wide nav:first-of-type a")
    named = [place.get_text(strip=True) for place in places]
    assert named == ["Today", "Initiatives", "Listen", "Campaigns", "People", "What changed", "Impact"]


def test_a_reviewer_finds_reviews_and_what_every_employee_finds_beside_each_page():
    client = signed_in(grant(make_person(), Role.REVIEWER))
    for address in ("/", "/campaigns/reviews/", "/listen/mine/", "/delivery/inbox/", "/changes/", "/search/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        places = page.select(".rail__body--wide nav a")
        assert [place.select_one(".row").get_text(strip=True) for place in places] == [
            *("Home", "Reviews", "Have your say", "What changed"),
            *("Inbox", "Account", "Keys"),
        ]
        assert {client.get(place["href"]).status_code for place in places} == {200}


def _tabs(content: bytes) -> list:  # type: ignore[type-arg]
    return BeautifulSoup(content, "html.parser").select("nav.tabs[aria-label='Pages of People'] a")
