"""People with roles, for every test: Amara leads HR, Ben manages, Chidi is an employee, Dina may see nothing."""

import logging
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.api.references import ReferenceFilter
from allaboard.foundation.jobs import clock
from allaboard.foundation.people.models import Person

# How fast a machine is says nothing about what is right; and what a change broke fails in each run, on every machine.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same examples", settings.get_profile("search"), derandomize=True)
settings.load_profile("same examples")

# A server thread may outlive the stream that pytest gave to one test; a lost line of its log is no failure.
logging.raiseExceptions = False

_numbers = count(1)


@pytest.fixture(autouse=True)
def english() -> None:
    """Every test begins in the language of the code, whatever the last request spoke."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever travels in time takes the database's clock along."""
    monkeypatch.setattr(clock, "database_now", timezone.now)


def make_person(given_name: str = "", **fields: object) -> Person:
    """A person in the directory, with a user but no role beyond the directory's own."""
    number = next(_numbers)
    given_name = given_name or f"Person{number}"
    email = str(fields.pop("email", f"{given_name.lower()}.{number}@example.test"))
    family_name = str(fields.pop("family_name", f"Test{number}"))
    person = Person.objects.create(given_name=given_name, family_name=family_name, email=email, **fields)
    User.objects.create_user(email=email, person=person)
    return person


def grant(person: Person, *roles: Role) -> Person:
    """Give the person's user the roles."""
    for role in roles:
        RoleGrant.objects.create(user=person.user, role=role)
    return person


def acting(person: Person) -> Actor:
    """The actor that the person is."""
    return actor_of(User.objects.get(person=person))


def signed_in(person: Person) -> Client:
    """A client in the person's name."""
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def amara(db: None) -> Person:
    return grant(make_person("Amara", department="Human Resources"), Role.HR_LEADER, Role.HR_GENERALIST)


@pytest.fixture
def ben(db: None) -> Person:
    return make_person("Ben", department="Operations")


@pytest.fixture
def chidi(db: None, ben: Person) -> Person:
    return make_person("Chidi", department="Operations", manager=ben, manager_path=[ben.pk])


@pytest.fixture
def dina(db: None) -> User:
    """A user who is nobody in the directory and holds no role."""
    return User.objects.create_user(email="dina@example.test")


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    return signed_in


@pytest.fixture
def files_apart(settings: Settings, tmp_path: Path) -> Path:
    """Files are kept in a folder of this test, which a process of its own finds too."""
    folder = tmp_path / "files"
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"default": kept}
    return folder


@pytest.fixture
def log_lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the log says so far, line by line, each beginning with the reference of its request."""
    caplog.handler.addFilter(ReferenceFilter())
    caplog.set_level(logging.INFO)
    return lambda: [f"{record.reference} {record.getMessage()}" for record in caplog.records]  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Lets the test runner empty what only grows between tests; the ledgers' own tests switch the refusal on again."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_truncate")
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'touchpoints_no_truncate'"
        )
        for (ledger,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {ledger} DISABLE TRIGGER touchpoints_no_truncate")
