"""The pages of today, search and help: in light and dark, on a desk, on a phone and very narrow."""

import pytest

from tests.conftest import grant, make_person
from tests.journeys.conftest import axe_faults, keep_picture, sideways

TEAM_PAGES = ["/search/?q=zoe", "/impact/", "/keys/", "/ui/"]
WIDTHS = [1440, 390, 320]


@pytest.fixture
def leader(transactional_db):
    make_person("Zoe")
    return grant(make_person("Amara"), "hr_leader", "hr_generalist")


@pytest.fixture
def manager(transactional_db):
    manager = make_person("Ben")
    make_person("Chidi", title="Shift lead", manager=manager, manager_path=[manager.pk])
    return manager


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", TEAM_PAGES)
def test_a_page_of_the_team_has_no_barrier_at_any_width(visit, leader, path, dark):
    for width in WIDTHS:
        page = visit(leader, width=width, dark=dark)
        page.goto(path)
        keep_picture(page, f"team{path}-{width}-{'dark' if dark else 'light'}")

        assert axe_faults(page) == []
        assert sideways(page) == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_my_people_has_no_barrier(visit, manager, dark):
    page = visit(manager, width=320, dark=dark)
    page.goto("/my-people/")
    keep_picture(page, f"my-people-320-{'dark' if dark else 'light'}")

    assert "Chidi" in page.locator("main").inner_text()
    assert axe_faults(page) == []
    assert sideways(page) == 0
