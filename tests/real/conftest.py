"""A mail server on this machine, and a voice that is heard without `-s` too."""

import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from tests.real.mail_server import Sink


@pytest.fixture
def sink(settings: object, tmp_path: Path) -> Iterator[Sink]:
    kept = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    controller.start()
    settings.SMTP_URL, settings.HOME = f"smtp://127.0.0.1:{port}", tmp_path  # type: ignore[attr-defined]
    yield kept
    controller.stop()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a line of the story, whatever pytest does with the rest."""

    def line(text: str) -> None:
        with capsys.disabled():
            print(text, flush=True)

    return line
