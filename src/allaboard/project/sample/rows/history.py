"""What was true of the sample company's people on each day of two years and before."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from allaboard.foundation.people.upkeep.versions import facts
from allaboard.project.sample.company.staff import Move, Worker

STILL_HERE = {"employment_status": "active", "active": True, "termination_date": None}
Span = tuple[date, date | None, dict[str, object]]


def begin(cursor: CursorWrapper) -> None:
    """Make room for the spans of time until all people are there."""
    cursor.execute(
        "CREATE TEMPORARY TABLE sample_span (person_id bigint, since date, until date, otherwise jsonb) ON COMMIT DROP"
    )


def add(cursor: CursorWrapper, workers: Iterable[Worker], first: int) -> None:
    """Keep the spans of some workers; worker 0 has the id `first`."""
    with cursor.cursor.copy("COPY sample_span FROM STDIN") as copy:
        for worker in workers:
            for since, until, otherwise in spans(worker):
                copy.write_row((first + worker.number, since, until, json.dumps(otherwise)))


def finish(cursor: CursorWrapper, empty: Collection[str]) -> None:
    """Write the versions: the last state of each person, with what differed in each span.

    Args:
        empty: columns that hold nothing for any of the people, so that nobody has to look.
    """
    cursor.execute("ANALYZE sample_span")
    cursor.execute(
        sql.SQL(
            "INSERT INTO people_personversion (person_id, effective_from, effective_until, attributes) "
            "SELECT p.id, since, until, jsonb_strip_nulls({facts} || otherwise) "
            "FROM sample_span JOIN people_person p ON p.id = person_id"
        ).format(facts=facts(empty))
    )


def spans(worker: Worker) -> Iterator[Span]:
    """From when to when what was true, where it differs from the last state."""
    ends: list[date | None] = [move.moved_on for move in worker.moves]
    if worker.termination_date:
        ends.append(worker.termination_date)
    days: list[date | None] = [worker.hire_date, *ends, None]
    for index, (since, until) in enumerate(pairwise(days)):
        if since is not None:
            yield since, until, _otherwise(worker, index)


def _otherwise(worker: Worker, index: int) -> dict[str, object]:
    before = dict(STILL_HERE) if worker.termination_date and index < len(worker.moves) + 1 else {}
    return before | (_place(worker.moves[index]) if index < len(worker.moves) else {})


def _place(move: Move) -> dict[str, object]:
    return {
        "department": move.department,
        "work_location": move.work_location,
        "team": move.team,
        "title": move.title,
    }
