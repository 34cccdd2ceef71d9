"""The page that takes the sample company out: at once, or by a worker when there are many people."""

import pytest
from django.urls import reverse
from tests.conftest import signed_in
from tests.jobs import run_all

from allaboard.areas.listening.models import Wave
from allaboard.foundation.people.models import Person
from allaboard.project.sample import services
from allaboard.project.sample.models import SampleRun, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(amara):
    """Amara's own installation with a sample company in it."""
    services.make(people=120, seed=3)
    return signed_in(amara)


def test_a_small_company_goes_while_the_page_waits(company, amara):
    page = company.post(reverse("sample"))

    assert "none is left" in page.content.decode()
    assert list(Person.objects.all()) == [amara]
    assert not services.is_here()


def test_a_large_company_is_left_to_a_worker_with_a_bar_that_needs_no_sign_in(company, amara, client):
    SampleRun.objects.update(people=services.MANY_PEOPLE)

    answer = company.post(reverse("sample"))

    assert answer.url == reverse("sample_removal")
    assert Wave.objects.exists()
    assert SampleRun.objects.get().state == State.REMOVING
    assert 'value="0"' in client.get(answer.url).content.decode()
    SampleRun.objects.update(done=["Surveys", "Messages", "Contacts"])
    assert 0 < services.percent_removed() < 100

    run_all()

    assert list(Person.objects.all()) == [amara]
    assert "There is no sample company here" in client.get(answer.url).content.decode()


def test_the_bar_says_nothing_while_nothing_is_removed(company, client):
    assert client.get(reverse("sample_removal")).url == reverse("sample")
