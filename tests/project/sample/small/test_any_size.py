"""A small company shows what it can, says what it leaves out, and goes without a trace."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from tests.journeys.pages import route_of
from tests.project.sample.test_badge import is_badged
from tests.project.sample.whole.conftest import rows_by_table

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.board import columns_for
from allaboard.areas.listening.models import Wave
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.people.models import Person
from allaboard.project.sample import services
from allaboard.project.sample.company import cast
from allaboard.project.sample.company.links import role_links
from allaboard.project.sample.services import Truth

SIZES = (1, 7, 40)
FIRST_PAGES = ("/", "/changes/", "/delivery/inbox/")
HR_PAGES = (
    "/initiatives/",
    "/campaigns/",
    "/listen/",
    "/people/",
    "/segments/",
    "/impact/",
    "/contacts/met/",
    "/access/users/",
    "/sample/",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A company, and the rows that were there before it."""

    people: int
    truth: Truth
    before: dict[str, int]


@pytest.fixture(scope="module", params=SIZES)
def made(request, django_db_setup, django_db_blocker):
    """A company of a size, made once for the tests of this file and taken out again."""
    with django_db_blocker.unblock():
        before = rows_by_table()
        yield Made(request.param, services.make(request.param, seed=11), before)
        services.remove()
        with connection.cursor() as cursor:
            # The trail and the queue outlive the company; other tests begin with none of it.
            cursor.execute("TRUNCATE audit_entry, procrastinate_jobs CASCADE")


@pytest.fixture
def company(db, made):
    return made


def told(company: Made) -> dict[str, str]:
    return {one["what"]: one["because"] for one in company.truth.left_out}


def test_it_has_exactly_the_people_asked_for(company):
    assert Person.objects.filter(is_sample=True, active=True).count() == company.people
    assert company.truth.people == company.people


def test_initiatives_stand_where_the_truth_says_and_the_rest_are_said_to_be_left_out(company):
    sam = actor_of(cast.players(company.people)["Sam"].user)
    board = {card.initiative.title: column.step for column in columns_for(sam) for card in column.cards}
    closed = set(Initiative.objects.filter(status="closed").values_list("title", flat=True))
    planted = company.truth.effects["initiatives"]

    assert board == {title: step for title, step in planted.items() if title not in closed}
    assert len(planted) + sum(what.startswith("Initiative at") for what in told(company)) == 10


def test_what_is_not_there_is_told_with_its_reason_and_what_is_told_is_not_there(company):
    waves = set(Wave.objects.filter(survey__title="Pulse").values_list("title", flat=True))
    not_asked = {"Winter pulse", "Spring pulse", "Autumn pulse"} - waves

    assert not_asked == told(company).keys() & {"Winter pulse", "Spring pulse", "Autumn pulse"}
    assert ("A campaign that informs" in told(company)) != Campaign.objects.filter(aim="inform").exists()
    lifts = [what for what in told(company) if what.endswith(": lift")]
    with_holdout = Campaign.objects.filter(title="One inbox for HR")
    assert ("campaign" in company.truth.effects) + len(lifts) == with_holdout.count()
    assert all(told(company).values())


def test_whoever_has_a_link_signs_in_with_it_and_every_first_page_opens_badged(company):
    links = role_links()
    for label, link in links:
        client = Client()
        client.post(link)
        pages = FIRST_PAGES + (HR_PAGES if "HR leader" in label and "Administrator" in label else ())
        answers = {page: client.get(page) for page in pages}
        assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200), (
            label
        )
        assert {page for page, answer in answers.items() if not is_badged(answer)} == set(), label
    assert len(links) == {1: 1, 7: 5, 40: 10}[company.people]
    assert any("Administrator" in label for label, _link in links)


def test_every_page_of_what_it_has_opens_for_hr(company):
    hr = Client()
    hr.force_login(cast.players(company.people)["Sam"].user)
    paths = [
        *(f"/initiatives/{pk}/{page}" for pk in Initiative.objects.values_list("pk", flat=True) for page in ("", "report/")),
        *(f"/campaigns/{pk}/" for pk in Campaign.objects.values_list("pk", flat=True)),
        *(f"/campaigns/{pk}/results/" for pk in Campaign.objects.exclude(launched_at=None).values_list("pk", flat=True)),
        *(f"/listen/waves/{pk}/{page}" for pk in Wave.objects.filter(stage="closed").values_list("pk", flat=True) for page in ("results/", "checked/")),
        *(f"/people/{pk}/" for pk in Person.objects.values_list("pk", flat=True)[:2]),
    ]  # fmt: skip

    assert all(route_of(path) for path in paths)
    assert {path: code for path in paths if (code := hr.get(path).status_code) != 200} == {}


def test_its_removal_leaves_no_row(company):
    services.remove()
    after = rows_by_table()

    assert {name: after[name] for name in after if after[name] != company.before[name]} == {}
