"""The sample company as a whole, made once for all tests of this folder and taken out again."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.project.sample import services

KEPT = {
    "audit.entry",  # the trail is append-only by design
    "django_content_type",
    "contenttypes.contenttype",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process runs all of this folder: each other one would make a company too."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("the whole sample company"))


@pytest.fixture(scope="package")
def made(django_db_setup, django_db_blocker):
    """The company, made once for the folder and taken out again; the rows before and after."""
    with django_db_blocker.unblock():
        before = rows_by_table()
        truth = services.make(seed=11)
        full = rows_by_table()
        yield truth, before, full
        if services.is_here():
            services.remove()
        with connection.cursor() as cursor:
            # The trail and the queue outlive the company; other tests begin with none of it.
            cursor.execute("TRUNCATE audit_entry, procrastinate_jobs CASCADE")


@pytest.fixture
def truth(db, made):
    return made[0]


def sam():
    return actor_of(User.objects.get(person__given_name="Sam", person__family_name="Okafor"))


def rows_by_table() -> dict[str, int]:
    tables = {model._meta.label_lower: model for model in apps.get_models() if model._meta.managed}
    return {label: model._default_manager.count() for label, model in tables.items() if label not in KEPT}
