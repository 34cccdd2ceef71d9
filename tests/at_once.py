"""Several people at the same instant, each with a connection of their own; for tests with `transaction=True`."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

PATIENCE_SECONDS = 20
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def at_once(row: models.Model, *deeds: Callable[[], object]) -> list[object]:
    """What becomes of deeds that all meet at one row: each has looked at what it looks at before it wants the row.

    The row is held until every deed waits for it or is over; then all go on. A deed's refusal stands in the place of
    its result.
    """
    with held_up(*deeds) as results:
        type(row)._base_manager.select_for_update().get(pk=row.pk)
    return results


@contextmanager
def held_up(*deeds: Callable[[], object]) -> Iterator[list[object]]:
    """What becomes of deeds that begin when the body is done and its transaction is still open.

    It ends when every deed waits for what it holds, or is over; then all go on. The results are there behind the block,
    a deed's refusal in the place of its result.
    """
    results: list[object] = [None] * len(deeds)
    threads = [threading.Thread(target=_do, args=(deed, results, place)) for place, deed in enumerate(deeds)]
    try:
        with transaction.atomic():
            yield results
            for thread in threads:
                thread.start()
            _wait_until_all_wait(threads)
    finally:
        for thread in threads:
            if thread.ident is not None:  # the body may have failed before any began
                thread.join(PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "the deeds wait for each other"


def _do(deed: Callable[[], object], results: list[object], place: int) -> None:
    try:
        results[place] = deed()
    except Exception as refusal:  # noqa: BLE001 - the test looks at it
        results[place] = refusal
    finally:
        connection.close()


def _wait_until_all_wait(threads: list[threading.Thread]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # or a transaction sees again what it has seen
            cursor.execute(WAITING)
            (waiting,) = cursor.fetchone()
        if waiting >= sum(thread.is_alive() for thread in threads):
            return
        time.sleep(0.01)  # the database tells nobody who waits for a lock
    raise AssertionError("some deed neither ends nor wants the row")
