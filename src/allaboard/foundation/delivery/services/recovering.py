"""Takes up what killed workers on this machine have left."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from allaboard.foundation.delivery.choices import State
from allaboard.foundation.delivery.journal import Journal, Remains, remains
from allaboard.foundation.delivery.rules import Outcome, sent
from allaboard.foundation.delivery.services.results import write_results
from allaboard.foundation.jobs import clock

INTERRUPTED = "the worker was stopped before the mail server answered"


def journal_folder() -> Path:
    """Where this machine's workers keep their journals."""
    return Path(settings.HOME) / "delivery"


def open_journal() -> Journal:
    """A journal for this worker."""
    return Journal(journal_folder())


@contextmanager
def journal_of_run() -> Iterator[Journal]:
    """A journal for one run of a worker; it outlives a run that ends in an error, as it does a worker that is killed."""
    journal = open_journal()
    try:
        yield journal
    except BaseException:
        journal.leave()
        raise
    journal.close()


def recover() -> int:
    """Write the results that dead workers could not, and free the rest of their claims; return how many claims."""
    recovered = 0
    for _path, claims in remains(journal_folder()):
        for claim, left in claims.items():
            _take_up(claim, left)
            recovered += 1
    return recovered


def _take_up(claim: UUID, left: Remains) -> None:
    outcomes = [sent(delivery, code) for delivery, code in left.sent.items()]
    outcomes += [
        Outcome(delivery, State.DEFERRED, INTERRUPTED, is_unknown=True) for delivery in sorted(left.unknown)
    ]
    write_results(claim, outcomes)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_delivery SET state = 'planned', claim = NULL, due_at = %s "
            "WHERE claim = %s AND state = 'claimed'",
            [clock.database_now(), claim],
        )
