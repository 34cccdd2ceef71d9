"""The report of an initiative fits one sheet, as it says."""

import re

import pytest

from allaboard.areas.initiatives.models import Initiative
from tests.journeys.conftest import cast, sample_company

pytestmark = pytest.mark.xdist_group("the report in print")  # one process makes the company, once


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker):
    with sample_company(django_db_blocker):
        yield


@pytest.fixture
def transactional_db(company):
    """The company stays between the tests of this module."""


@pytest.mark.parametrize("title", ["Shift swaps settled within a day", "Pay bands that everyone can read"])
def test_the_report_prints_on_one_sheet(visit, title):
    page = visit(cast("Sam"))
    page.goto(f"/initiatives/{Initiative.objects.get(title=title).pk}/report/")

    sheet = page.pdf(print_background=True, prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    assert page.locator(".ribbon").bounding_box()["height"] < 120
    assert not page.locator(".checks a:visible").count()
