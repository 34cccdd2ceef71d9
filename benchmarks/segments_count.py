"""Counts a three-condition rule on a million people, beside the same question written by hand in SQL; and asks for
the values that the builder suggests.

Run with `./allaboard bench segments`; prints JSON. The people live in a database server of their own, which goes
afterwards: a configured database is never touched.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
ROUNDS = 7
TODAY = date(2026, 11, 22)
RULE = "department = Sales and tenure < 1 year and not shift in (Night, Late)"
BY_HAND = """
    SELECT count(*) FROM people_person
    WHERE department = 'Sales' AND start_date > DATE '2025-11-22' AND shift NOT IN ('Night', 'Late')
      AND active AND employment_status IN ('active', 'leave', 'onboarding')"""
SUGGESTED = ("department", "location", "shift", "team", "town", "cost centre", "country")
FILL = """
    INSERT INTO people_person (external_id, email, user_name, given_name, middle_name, family_name, preferred_name, formatted_name,
        phone_number, employee_number, title, user_type, employment_type, employment_status, active, job_code,
        organization, division, department, team, cost_center, manager_path, work_location, country, region, locality,
        shift, timezone, locale, preferred_language, generation, custom_fields, is_sample, start_date, job_level,
        created_at, updated_at)
    SELECT 'b' || n, 'b' || n || '@example.test', '', 'Given' || n % 997, '', 'Family' || n % 9973, '', '', '', '', '',
        'employee', 'full_time', CASE WHEN n % 50 = 0 THEN 'leave' ELSE 'active' END, n % 20 <> 0, '', '', '',
        (ARRAY['Sales','Finance','Operations','Legal','IT','Research','Support','Human Resources'])[1 + n % 8],
        'Team ' || n % 3000, 'C' || n % 700, '{}', 'Plant ' || n % 31, 'IE', '', 'Town ' || n % 500, (ARRAY['Day','Late','Night'])[1 + (n / 8) % 3], '', '', '',
        '', CASE WHEN n % 3 = 0 THEN jsonb_build_object('over_time', CASE WHEN n % 2 = 0 THEN 'yes' ELSE 'no' END,
            'shoe_size', (36 + n % 12)::text) ELSE '{}' END, false, DATE '2026-11-22' - (n * 7919 % 5000)::integer, n % 9, now(), now()
    FROM generate_series(1::bigint, %s) AS n"""


def main() -> None:
    """Make the server, ask both ways in turn, and say how they compare."""
    with tempfile.TemporaryDirectory(prefix="allaboard-bench-") as folder:
        os.environ |= {"ALLABOARD_HOME": folder, "ALLABOARD_SECRET_KEY": "only-for-a-benchmark-" + "x" * 40}
        os.environ.pop("ALLABOARD_DATABASE_URL", None)
        from allaboard.project.cli.database import database
        from allaboard.project.processes.loading import set_up_django

        with database(Path(folder) / "postgres", unsafe=True):
            set_up_django()
            print(json.dumps(measured(), indent=2))


def measured() -> dict[str, object]:
    """Median seconds of both ways, and their ratio."""
    fill()
    ours: list[float] = []
    by_hand: list[float] = []
    for _ in range(ROUNDS):  # in turn, so that a busy moment of the machine strikes both
        ours.append(seconds(count_by_rule))
        by_hand.append(seconds(count_by_hand))
    if count_by_rule() != count_by_hand():
        sys.exit(f"the rule finds {count_by_rule()}, the hand-written question {count_by_hand()}")
    rule, hand = statistics.median(ours), statistics.median(by_hand)
    return {
        "name": "segments_count",
        "people": PEOPLE,
        "found": count_by_rule(),
        "rule": RULE,
        "rule_seconds": round(rule, 4),
        "by_hand_seconds": round(hand, 4),
        "ratio": round(rule / hand, 2),
        "limit": 2.0,
        "suggestions_seconds": suggestions(),
    }


def suggestions() -> dict[str, float]:
    """Median seconds until the builder has the values to offer, for each attribute that has some."""
    from allaboard.foundation.access.roles import SYSTEM
    from allaboard.foundation.segments.builder.choices import choices_for
    from allaboard.foundation.segments.builder.rows import Row
    from allaboard.foundation.segments.builder.suggestions import custom_names

    rows = [Row(key) for key in SUGGESTED] + [Row("custom.", custom="over_time")]
    asked: dict[str, Callable[[], object]] = {
        row.key: lambda row=row: choices_for(SYSTEM, row, {}) for row in rows
    }
    asked["names of custom fields"] = lambda: custom_names(SYSTEM)
    return {name: round(statistics.median(seconds(ask) for _ in range(3)), 4) for name, ask in asked.items()}


def fill() -> None:
    """The people, made inside the database."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(FILL.replace("%", "%%").replace("%%s", "%s"), [PEOPLE])
        cursor.execute("VACUUM ANALYZE people_person")


def count_by_rule() -> int:
    """The segment's way, reading the rule included."""
    from allaboard.foundation.segments.queries import people_matching

    return people_matching(RULE, TODAY).count()


def count_by_hand() -> int:
    """What a careful person would type."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BY_HAND)
        return int(cursor.fetchone()[0])


def seconds(ask: Callable[[], object]) -> float:
    """How long one answer takes."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
