"""Loads the sample company's people and their history, by COPY."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from allaboard.bulk import unchecked
from allaboard.foundation.people.facade import indexes_built_afterwards, written_in_bulk
from allaboard.foundation.people.rules import generation_of
from allaboard.project.sample.company.names import COMPANY
from allaboard.project.sample.company.seats import CAST
from allaboard.project.sample.company.staff import Worker
from allaboard.project.sample.progress import Tick
from allaboard.project.sample.rows import history

COLUMNS = [
    "id",
    "external_id",
    "email",
    "user_name",
    "given_name",
    "middle_name",
    "family_name",
    "preferred_name",
    "formatted_name",
    "phone_number",
    "employee_number",
    "title",
    "user_type",
    "employment_type",
    "employment_status",
    "active",
    "job_code",
    "job_level",
    "hire_date",
    "start_date",
    "termination_date",
    "organization",
    "division",
    "department",
    "team",
    "cost_center",
    "manager_id",
    "manager_path",
    "work_location",
    "country",
    "region",
    "locality",
    "shift",
    "timezone",
    "locale",
    "preferred_language",
    "generation",
    "custom_fields",
    "is_sample",
    "created_at",
    "updated_at",
]
BATCH = 20_000


EMPTY = (
    "preferred_name",
    "phone_number",
    "division",
    "custom_fields",
    "hr_partner_id",
    "latest_rehire_date",
)
ROWS_SHARE, INDEXED_SHARE = 0.5, 0.7  # of the time, when the rows are there, and when they are indexed


@transaction.atomic
def load(workers: Iterable[Worker], total: int, on_progress: Tick) -> None:
    """Write the workers and what was true of them before."""
    with connection.cursor() as cursor, written_in_bulk(total), unchecked():
        history.begin(cursor)
        with indexes_built_afterwards(total):
            _copy(cursor, workers, lambda done: on_progress(ROWS_SHARE * done / total))
        on_progress(INDEXED_SHARE)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('people_person', 'id'), (SELECT max(id) FROM people_person))"
        )
        history.finish(cursor, EMPTY)


def _copy(cursor: CursorWrapper, workers: Iterable[Worker], on_progress: Tick) -> None:
    """Write each worker behind those already there: worker 0 gets the next free id, to which a number adds up."""
    cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM people_person")
    first = int(cursor.fetchone()[0])
    paths: dict[int, str] = {}
    done = 0
    source = iter(workers)
    while batch := list(islice(source, BATCH)):
        with cursor.cursor.copy(f"COPY people_person ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for worker in batch:
                copy.write_row(_row(worker, first, _path(worker, first, paths)))
        history.add(cursor, batch, first)
        done += len(batch)
        on_progress(done)


def _path(worker: Worker, first: int, paths: dict[int, str]) -> str:
    """Managers from the top down, as the database writes a list of numbers; for a worker's own reports, one more."""
    path = "" if worker.manager_number is None else paths[worker.manager_number]
    if worker.termination_date is None:
        paths[worker.number] = f"{path},{first + worker.number}" if path else str(first + worker.number)
    return path


def _row(worker: Worker, first: int, path: str) -> tuple[object, ...]:
    country, region, town, zone, _language = worker.place
    language = language_of(worker)
    left = worker.termination_date
    now = f"{worker.hire_date}T09:00:00Z"
    return (
        first + worker.number, worker.external_id, worker.email, worker.email.split("@")[0], worker.given_name, "", worker.family_name, "",
        f"{worker.given_name} {worker.family_name}", "", f"{worker.number:06d}", worker.title, "employee", "full_time",
        "terminated" if left else "active", left is None, worker.title[:3].upper(), worker.job_level, worker.hire_date, worker.hire_date, left,
        COMPANY, "", worker.department, worker.team, _cost_center(worker.department),
        None if worker.manager_number is None else first + worker.manager_number, f"{{{path}}}",
        worker.work_location, country, region, town, worker.shift, zone, language, language, generation_of(worker.birth_year), "{}", True, now, now,
    )  # fmt: skip


def language_of(worker: Worker) -> str:
    """What the person reads: the language of the place, but of the cast the one the product begins in."""
    return "en" if (worker.given_name, worker.family_name) in CAST.values() else worker.place[4]


def _cost_center(department: str) -> str:
    """Three digits from the letters: the same in every run, which Python's own hash is not."""
    return f"C{sum(position * ord(letter) for position, letter in enumerate(department, 1)) % 900 + 100}"
