"""Every page says that this is the sample company, and no page of another company does."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.conftest import signed_in

from allaboard.project.sample.models import SampleRun, State

pytestmark = pytest.mark.django_db
PAGES = ("/", "/changes/", "/access/account/")


def is_badged(answer: HttpResponse) -> bool:
    """Whether the page says beside the company's name that it is the sample."""
    brand = re.search(r'class="brand__words">(.*?)</span>\s*</', answer.content.decode(), re.DOTALL)
    return brand is not None and "Sample" in brand[1]


@pytest.mark.parametrize("who", ["amara", "chidi"])
def test_pages_bear_the_badge_as_long_as_the_sample_is_here(request, who):
    client = signed_in(request.getfixturevalue(who))
    assert [is_badged(client.get(page)) for page in PAGES] == [False] * 3

    SampleRun.objects.create(people=240, seed=1, today="2026-01-05", state=State.MADE)

    assert [is_badged(client.get(page)) for page in PAGES] == [True] * 3


def test_the_door_bears_it_too():
    SampleRun.objects.create(people=240, seed=1, today="2026-01-05", state=State.MADE)

    assert is_badged(Client().get("/account/login/"))
