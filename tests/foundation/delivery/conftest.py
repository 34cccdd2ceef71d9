"""A mail server that the product sends to, with a folder of its own for what is on the way."""

from collections.abc import Iterator

import pytest

from .scripted_server import Script, scripted_server


@pytest.fixture
def server(settings, tmp_path) -> Iterator[Script]:
    settings.HOME = tmp_path
    with scripted_server() as script:
        settings.SMTP_URL = script.url
        yield script
