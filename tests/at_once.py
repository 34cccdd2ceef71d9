"""Several people at the same instant, each with a connection of their own; for tests with `transaction=True`."""

import threading
import time
from collections.abc import Callable

from django.db import connection, models, transaction

PATIENCE_SECONDS = 20
WAITING = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"


def at_once(row: models.Model, *deeds: Callable[[], object]) -> list[object]:
    """What becomes of deeds that all meet at one row: each has looked at what it looks at before it wants the row.

    The row is held until every deed waits for it or is over; then all go on. A deed's refusal stands in the place of
    its result.
    """
    results: list[object] = [None] * len(deeds)
    threads = [threading.Thread(target=_do, args=(deed, results, place)) for place, deed in enumerate(deeds)]
    try:
        with transaction.atomic():
            type(row)._base_manager.select_for_update().get(pk=row.pk)
            for thread in threads:
                thread.start()
            _wait_until_all_wait(threads)
    finally:
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "the deeds wait for each other"
    return results


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
            cursor.execute(WAITING)
            (waiting,) = cursor.fetchone()
        if waiting >= sum(thread.is_alive() for thread in threads):
            return
        time.sleep(0.01)  # the database tells nobody who waits for a lock
    raise AssertionError("some deed neither ends nor wants the row")
