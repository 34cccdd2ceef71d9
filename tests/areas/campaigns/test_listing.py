"""The list: put away and brought back, kept views, files, and few questions."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from tests.conftest import acting, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.services import drafts
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def page(name: str, *args: object) -> str:
    return reverse(f"campaigns:{name}", args=args)


def test_archiving_can_be_taken_back(draft: Campaign, amaras: Client) -> None:
    shown = amaras.post(page("archive", draft.pk), follow=True)
    assert not visible_to(acting(Person.objects.get(given_name="Amara"))).filter(archived_at=None).exists()
    undo = next(str(message.extra_tags) for message in shown.context["messages"])
    amaras.post(undo)
    draft.refresh_from_db()
    assert draft.archived_at is None


def test_the_search_reads_title_and_goal_in_one_as_every_list_does(
    draft: Campaign, author: Actor, amaras: Client
) -> None:
    drafts.change_campaign(draft.pk, {"title": "Tausch in der Nähe", "goal": "Für alle"}, by=author)
    assert "Tausch in der" in amaras.get(page("list"), {"q": "nahe fur"}).content.decode()
    assert "Tausch in der" not in amaras.get(page("list"), {"q": "nahe alle"}).content.decode()


def test_the_list_asks_the_database_the_same_for_one_and_for_three(
    draft: Campaign, author: Actor, amaras: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    amaras.get(page("list"))
    with django_assert_max_num_queries(30) as one:
        amaras.get(page("list"))
    drafts.start_campaign("Second", by=author)
    drafts.start_campaign("Third", by=author)
    with django_assert_max_num_queries(len(one)):
        amaras.get(page("list"))


def test_chosen_campaigns_are_put_away_and_brought_back_but_none_under_way(
    launched: Campaign, amara: Person
) -> None:
    idle = drafts.start_campaign("Idle", by=acting(amara))
    client = signed_in(amara)
    page = client.post("/campaigns/archive/", {"all_matching": "yes"}, follow=True)
    idle.refresh_from_db()
    launched.refresh_from_db()
    assert idle.archived_at
    assert launched.archived_at is None

    client.post(BeautifulSoup(page.content, "html.parser").select_one(".toast form")["action"])
    idle.refresh_from_db()
    assert idle.archived_at is None


def test_the_list_keeps_views_and_gives_its_rows_as_a_file(draft: Campaign, amara: Person) -> None:
    client = signed_in(amara)
    drafts.start_campaign("Another", by=acting(amara))
    client.post("/views/keep/", {"address": "/campaigns/?q=swap", "name": "Swaps"})
    page = client.get("/campaigns/?q=swap")
    assert "Swaps" in BeautifulSoup(page.content, "html.parser").select_one(".saved-views").get_text()
    rows = client.get("/campaigns/?q=swap&export=csv").getvalue().decode()
    assert "Swap board launch" in rows
    assert "Another" not in rows


def test_removing_the_sample_leaves_nothing_of_it(author: Actor, draft: Campaign) -> None:
    drafts.start_campaign("Sample one", by=author, is_sample=True)
    assert drafts.remove_sample() >= 1
    assert list(Campaign.objects.all()) == [draft]
