"""Where `up` can be reached, told to commands of another shell: they know nothing of its port."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from allaboard.project import environment

GIVEN = (environment.PUBLIC_URL.name, environment.PORT.name, environment.HOST.name)


@contextmanager
def noted_address(address: str) -> Iterator[None]:
    """Keep the address beside the database for as long as the block runs."""
    note = environment.HOME.value() / "address"
    note.write_text(address)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def address_for_links(configured: str) -> str:
    """The address that links begin with: as this shell configures it, else as a running `up` has noted it."""
    note = environment.HOME.value() / "address"
    if any(name in os.environ for name in GIVEN) or not note.exists():
        return configured
    return note.read_text()
