"""The short number under which the log knows a request; pages, problems and headers show it."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("reference", default="-")


def current_reference() -> str:
    """The reference of the request that is being answered, or a dash outside of one."""
    return _current.get()


@contextmanager
def new_reference() -> Iterator[str]:
    """Give everything inside one reference of eight hex digits."""
    token = _current.set(secrets.token_hex(4))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


class ReferenceFilter(logging.Filter):
    """Puts the reference on every line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with its reference."""
        record.reference = current_reference()
        return True
