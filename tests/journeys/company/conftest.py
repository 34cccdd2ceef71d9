"""The sample company, made once for all tests of this folder: they read, and write what no other of them looks at."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.journeys.conftest import sample_company


@pytest.fixture(scope="package")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with sample_company(django_db_blocker):
        yield


@pytest.fixture
def transactional_db(company: None) -> None:
    """The company stays between the tests."""
