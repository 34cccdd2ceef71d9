"""Where `up` can be reached, told to commands of another shell: they know nothing of its port."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from allaboard.project import environment

GIVEN = (environment.PUBLIC_URL.name, environment.PORT.name, environment.HOST.name)


@contextmanager
def noted_address(address: str) -> Iterator[None]:
    """Keep the address beside the database for as long as the block runs."""
    _note().write_text(address)
    try:
        yield
    finally:
        _note().unlink(missing_ok=True)


def noted() -> str:
    """The address that a running `up` has noted, or one that was killed; empty when there is none."""
    return _note().read_text() if _note().exists() else ""


def address_for_links(configured: str) -> str:
    """The address that links begin with: as this shell configures it, else as a running `up` has noted it."""
    return configured if any(name in os.environ for name in GIVEN) else noted() or configured


def _note() -> Path:
    return environment.HOME.value() / "address"
