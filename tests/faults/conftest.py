"""A real mail server, and the environment in which a real worker finds it and the test's database."""

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
def environment(server: Script, tmp_path: Path) -> dict[str, str]:
    address = urlsplit(os.environ["ALLABOARD_DATABASE_URL"])._replace(
        path=f"/{connection.settings_dict['NAME']}"
    )
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "allaboard.project.settings",
        "ALLABOARD_DATABASE_URL": address.geturl(),
        "ALLABOARD_SMTP_URL": server.url,
        "ALLABOARD_HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }


@pytest.fixture
def workers(environment: dict[str, str]) -> Iterator[Nest]:
    with nest(environment) as opened:
        yield opened
