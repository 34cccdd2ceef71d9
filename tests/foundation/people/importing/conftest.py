"""Files of people, and the short way through an import."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import acting

from allaboard.foundation.people.importing import receiving, services
from allaboard.foundation.people.models import Import, Person

COMPANY = """E-Mail;Vorname;Nachname;Abteilung;Vorgesetzter;Eintrittsdatum;Status;Lieblingsfarbe
cleo@x.test;Cleo;Klein;Vertrieb;boss@x.test;31.05.2020;aktiv;Blau
boss@x.test;Bea;Groß;Leitung;;01.02.2010;aktiv;
dora@x.test;Dora;Lang;Vertrieb;Klein, Cleo;2024-01-15;beurlaubt;Rot
"""


@pytest.fixture
def uploaded(tmp_path: Path, amara) -> Callable[..., Import]:
    """Upload text or bytes as Amara."""

    def upload(content: str | bytes, name: str = "people.csv", **options: str) -> Import:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return receiving.upload(path, name, by=acting(amara), **options)

    return upload


@pytest.fixture
def imported(uploaded, amara) -> Callable[..., Import]:
    """Upload and apply in one go."""

    def run(content: str | bytes, name: str = "people.csv", skip_bad: bool = False) -> Import:
        made = uploaded(content, name)
        services.apply_import(made, by=acting(amara), skip_bad=skip_bad)
        made.refresh_from_db()
        return made

    return run


def row_for(email: str) -> Person:
    return Person.objects.get(email=email)


def counts(run):
    return run.created_count, run.updated_count, run.unchanged_count, run.skipped_count
