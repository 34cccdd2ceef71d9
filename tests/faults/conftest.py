"""A real mail server, and the environment in which a real process finds the test's database, and a worker that server too."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from tests.foundation.delivery.scripted_server import Script, scripted_server

from .mail_workers import Nest, nest


@pytest.fixture
def server() -> Iterator[Script]:
    with scripted_server(delay_seconds=0.008) as script:
        yield script


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """In which a process of the product works on the database of this test."""
    address = urlsplit(os.environ["ALLABOARD_DATABASE_URL"])._replace(
        path=f"/{connection.settings_dict['NAME']}"
    )
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "allaboard.project.settings",
        "ALLABOARD_DATABASE_URL": address.geturl(),
        "ALLABOARD_HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }


@pytest.fixture
def mailing(environment: dict[str, str], server: Script) -> dict[str, str]:
    """The same, with mail."""
    return environment | {"ALLABOARD_SMTP_URL": server.url}


@pytest.fixture
def workers(mailing: dict[str, str]) -> Iterator[Nest]:
    with nest(mailing) as opened:
        yield opened
