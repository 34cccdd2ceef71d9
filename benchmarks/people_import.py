"""Rows per second of a whole import of people, beside a bare COPY of the same file.

The import reads, checks, matches, finds managers (many of them further down in the file), builds the tree, writes
people, their history and what undo needs. COPY only moves the text into one table without an index. The import uses
what its dry run found, so the whole is upload, dry run and import together.

    ./allaboard bench people_import
    PYTHONPATH=src .venv/bin/python benchmarks/people_import.py --people 1000000 --updates

With --updates a second file follows, which gives nine in ten of the same people another job title and leaves the
others as they are, into a directory whose history began a month ago.
"""

import argparse
import json
import os
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from allaboard.project.cli.database import database
from allaboard.project.processes.loading import set_up_django

if TYPE_CHECKING:
    from allaboard.foundation.people.models import Import

HEADERS = (
    "Email,Employee ID,First name,Last name,Job title,Department,Location,Country,Start date,Status,"
    "Manager email,Team colour"
)
DEPARTMENTS = ("Sales", "Support", "Operations", "Engineering", "Finance", "Logistics", "Care", "Research")
PLACES = (("Berlin", "DE"), ("Madrid", "Spain"), ("Lyon", "FR"), ("Austin", "US"), ("Leeds", "GB"))
REPORTS_A_MANAGER = 8


def write_company(path: Path, people: int, seed: int = 1) -> None:
    """A company whose rows are in no order, so that many managers come after their people."""
    order = list(range(people))
    random.Random(seed).shuffle(order)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADERS + "\n")
        for i in order:
            place, country = PLACES[i % len(PLACES)]
            manager = f"p{(i - 1) // REPORTS_A_MANAGER}@bench.test" if i else ""
            file.write(
                f"p{i}@bench.test,E{i},Given{i % 5000},Family{i % 20011},Role {i % 300},{DEPARTMENTS[i % 8]},{place},"
                f"{country},20{10 + i % 15}-0{1 + i % 9}-1{i % 10},active,{manager},colour {i % 12}\n"
            )


def seconds_of_bare_copy(path: Path) -> float:
    """COPY the file into a fresh table of texts."""
    from django.db import connection

    names = [f"c{i} text" for i in range(HEADERS.count(",") + 1)]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNLOGGED TABLE bare ({', '.join(names)})")
        started = time.perf_counter()
        with cursor.copy("COPY bare FROM STDIN (FORMAT csv, HEADER true)") as copy, path.open("rb") as file:
            while piece := file.read(1 << 18):
                copy.write(piece)
        return time.perf_counter() - started


def write_promotions(path: Path, before: Path) -> None:
    """The same people, nine in ten of them with another job title."""
    with path.open("w", encoding="utf-8") as file, before.open(encoding="utf-8") as rows:
        for number, row in enumerate(rows):
            is_promoted = number and number % 10
            file.write(row.replace(",Role ", ",Senior role ") if is_promoted else row)


def measured_import(path: Path) -> "tuple[Import, dict[str, float]]":
    """The import of a file; upload, dry run and import in seconds."""
    from allaboard.foundation.access.roles import SYSTEM
    from allaboard.foundation.people.importing import receiving, services

    seconds: dict[str, float] = {}
    started = time.perf_counter()
    run = receiving.upload(path, path.name, by=SYSTEM)
    seconds["upload"] = seconds_since(started)
    started = time.perf_counter()
    services.dry_run(run, by=SYSTEM)
    seconds["dry_run"] = seconds_since(started)
    started = time.perf_counter()
    services.apply_import(run, by=SYSTEM)
    seconds["import"] = seconds_since(started)
    return run, seconds


def measured_undo(run: "Import") -> float:
    """Seconds that it takes to take the import back."""
    from allaboard.foundation.access.roles import SYSTEM
    from allaboard.foundation.people.importing import services

    started = time.perf_counter()
    services.undo_import(run, by=SYSTEM)
    return seconds_since(started)


def measured_updates(path: Path, people: int) -> dict[str, float]:
    """Upload, dry run, import and undo of a file that changes nine in ten people, each in seconds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_personversion SET effective_from = effective_from - 30")
        cursor.execute("VACUUM ANALYZE people_personversion")
    promotions = path.with_name("promotions.csv")
    write_promotions(promotions, path)
    run, seconds = measured_import(promotions)
    assert (run.updated_count, run.unchanged_count) == (people - people // 10, people // 10)
    seconds["undo"] = measured_undo(run)
    return seconds


def seconds_since(started: float) -> float:
    """Rounded for people to read."""
    return round(time.perf_counter() - started, 2)


def measurements(path: Path, people: int, *, updates: bool) -> dict[str, object]:
    """All that is measured, on the database that is open."""
    from allaboard.foundation.people.models import Person

    write_company(path, people)
    bare = seconds_of_bare_copy(path)
    run, seconds = measured_import(path)
    assert run.created_count == Person.objects.count() == people
    assert Person.objects.exclude(manager=None).count() == people - 1
    whole = sum(seconds.values())
    updating = {"seconds_of_updates": measured_updates(path, people)} if updates else {}
    seconds["undo"] = measured_undo(run)
    assert not Person.objects.exists()
    return {
        "what": "import of people beside a bare COPY of the same rows",
        "people": people,
        "copy_rows_per_second": round(people / bare),
        "import_rows_per_second": round(people / whole),
        "ratio": round(whole / bare, 1),
        "seconds": {"copy": round(bare, 2), **seconds},
        **updating,
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--updates", action="store_true", help="also change nine in ten of the people")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="allaboard-bench-") as folder:
        os.environ.pop("ALLABOARD_DATABASE_URL", None)
        os.environ["ALLABOARD_HOME"] = folder
        with database(Path(folder) / "postgres"):
            set_up_django()
            from django.core.management import call_command
            from django.db import connection

            call_command("migrate", interactive=False, verbosity=0)
            found = measurements(Path(folder) / "people.csv", asked.people, updates=asked.updates)
            connection.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
