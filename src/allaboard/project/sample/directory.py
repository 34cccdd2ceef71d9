"""Loads the sample company's people and their history, by COPY."""

from collections.abc import Callable, Iterable
from itertools import islice

from django.db import connection, transaction

from allaboard.project.sample.company import Worker
from allaboard.project.sample.names import COMPANY, GENERATIONS

COLUMNS = [
    "id",
    "external_id",
    "email",
    "user_name",
    "given_name",
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


@transaction.atomic
def load(workers: Iterable[Worker], *, on_progress: Callable[[int], None] = lambda done: None) -> int:
    """Write the workers into the directory; the id of worker 0, to which a worker's number adds up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM people_person")
        first = int(cursor.fetchone()[0])
        paths: dict[int, list[int]] = {}
        done = 0
        source = iter(workers)
        while batch := list(islice(source, BATCH)):
            with cursor.cursor.copy(f"COPY people_person ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for worker in batch:
                    copy.write_row(_row(worker, first, _path(worker, first, paths)))
            done += len(batch)
            on_progress(done)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('people_person', 'id'), (SELECT max(id) FROM people_person))"
        )
    return first


def _path(worker: Worker, first: int, paths: dict[int, list[int]]) -> list[int]:
    """Managers from the top down; kept only for those who lead somebody."""
    if worker.manager_number is None:
        path: list[int] = []
    else:
        path = [*paths[worker.manager_number], first + worker.manager_number]
    if worker.termination_date is None:
        paths[worker.number] = path
    return path


def _row(worker: Worker, first: int, path: list[int]) -> tuple[object, ...]:
    country, region, town, zone, language = worker.place
    left = worker.termination_date
    now = f"{worker.hire_date}T09:00:00Z"
    return (
        first + worker.number, f"B{worker.number:06d}", worker.email, worker.email.split("@")[0], worker.given_name, worker.family_name, "",
        f"{worker.given_name} {worker.family_name}", "", f"{worker.number:06d}", worker.title, "employee", "full_time",
        "terminated" if left else "active", left is None, worker.title[:3].upper(), worker.job_level, worker.hire_date, worker.hire_date, left,
        COMPANY, "", worker.department, worker.team, f"C{abs(hash_of(worker.department)) % 900 + 100}",
        None if worker.manager_number is None else first + worker.manager_number, "{" + ",".join(map(str, path)) + "}",
        worker.work_location, country, region, town, worker.shift, zone, language, language, generation(worker.birth_year), "{}", True, now, now,
    )  # fmt: skip


def hash_of(text: str) -> int:
    """A number that is the same in every run (Python's own hash is not)."""
    return sum(position * ord(letter) for position, letter in enumerate(text, 1))


def generation(birth_year: int) -> str:
    """The generation's name by year of birth.

    Source: Pew Research Center (2019), Defining generations: where Millennials end and Generation Z begins.
    """
    return next(name for since, name in reversed(GENERATIONS) if birth_year >= since)
