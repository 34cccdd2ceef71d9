"""Lets others see how far an import has come while its one transaction is still open."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from allaboard.foundation.jobs.facade import advance
from allaboard.foundation.people.importing.reading.staging import Tell

SECONDS_BETWEEN = 0.5


@contextmanager
def beacon(progress_id: int, parts: int) -> Iterator[Tell]:
    """Gives a function to tell of progress; a thread with a connection of its own writes it down now and then.

    Args:
        progress_id: the bar that others see.
        parts: how many the bar has in all.
    """
    latest = [0]
    ended = threading.Event()

    def tell(done: int, total: int) -> None:
        latest[0] = done * parts // max(total, 1)

    def shine() -> None:
        written = 0
        try:
            while not ended.wait(SECONDS_BETWEEN):
                if latest[0] != written:
                    written = latest[0]
                    advance(progress_id, written)
        finally:
            connection.close()

    thread = threading.Thread(target=shine, name="import progress", daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        ended.set()
        thread.join()
