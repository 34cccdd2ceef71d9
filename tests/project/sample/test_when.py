"""When a start makes the sample company: on a new installation, and never again."""

import pytest
from django.db import connection

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.audit.facade import record
from allaboard.project.sample import services
from allaboard.project.sample.models import SampleRun, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_installation(db):
    """Tests that ran before may have left entries for good; here they are gone until this test ends."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER; DELETE FROM audit_entry")


def test_on_a_new_installation(new_installation):
    assert services.is_wanted()


def test_not_once_somebody_was_let_in(new_installation):
    record("user.added", by=SYSTEM, roles=["admin"])

    assert not services.is_wanted()


def test_not_beside_people(new_installation, chidi):
    assert not services.is_wanted()


def test_again_when_the_making_was_killed():
    record("user.added", by=SYSTEM, roles=["admin"])
    SampleRun.objects.create(people=240, seed=1, today="2026-01-05", state=State.MAKING)

    assert services.is_wanted()
