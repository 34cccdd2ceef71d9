"""Seconds of each page with very many people, one request at a time, beside a bare count of everybody.

Each page of the sample company is asked for by somebody who is signed in, once to warm up and then three times, through
the whole of Django but for the web server. The reference counts all people once in SQL; a page's ratio says how many
such counts it is worth. Beside it: how many questions the page asks the database, and the seconds of the longest.

    ./allaboard bench pages
    PYTHONPATH=src .venv/bin/python benchmarks/pages_at_scale.py --people 200000
    PYTHONPATH=src .venv/bin/python benchmarks/pages_at_scale.py --home var

With --home the pages of the sample company of that installation are measured as it stands; nothing is changed there
but who signed in last. Without, a company of its own is made in a folder that goes afterwards.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allaboard.project.cli.database import database
from allaboard.project.processes.loading import set_up_django

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 3
COUNT_ALL = "SELECT count(*) FROM people_person"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it is called, who asks for it, and where it is."""

    name: str
    reader: str
    address: str


def pages() -> Iterator[Page]:
    """The pages whose work grows with the number of people, and some that should not notice."""
    from django.urls import reverse

    from allaboard.areas.campaigns.models import Campaign
    from allaboard.areas.changes.models import Change
    from allaboard.areas.initiatives.models import Initiative
    from allaboard.areas.listening.models import Theme, Wave
    from allaboard.foundation.people.models import Person
    from allaboard.foundation.segments.models import Segment

    chief = Person.objects.get(external_id="B000000").pk
    closed = Wave.objects.filter(stage="closed", survey__is_sample=True).latest("closed_on").pk
    told = Change.objects.filter(is_sample=True, status="published", asked__gt=0).latest("asked").pk
    launched = Campaign.objects.filter(is_sample=True, measurements__isnull=False).latest("launched_at").pk
    yield Page("today, HR leader", "Amara", reverse("today:page"))
    yield Page("today, communications", "Lena", reverse("today:page"))
    yield Page("home, employee", "Chidi", reverse("today:page"))
    yield Page("my people, manager", "Ben", reverse("today:my_people"))
    yield Page("impact", "Amara", reverse("today:impact"))
    yield Page("search", "Amara", reverse("today:search") + "?q=shift")
    yield Page("people", "Amara", reverse("people:list"))
    yield Page("people, found by a word", "Amara", reverse("people:list") + "?q=weber")
    yield Page("people, communications", "Lena", reverse("people:list"))
    yield Page("a person", "Amara", reverse("people:person", args=[chief]))
    yield Page("organisation", "Amara", reverse("people:tree"))
    yield Page("organisation below the chief", "Amara", reverse("people:branch", args=[chief]))
    yield Page("people met", "Amara", reverse("touchpoints:coverage"))
    for number, segment in enumerate(Segment.objects.filter(is_sample=True).order_by("pk"), start=1):
        yield Page(f"segment {number}", "Amara", reverse("segments:detail", args=[segment.pk]))
    yield Page("new segment", "Amara", reverse("segments:new") + "?rule=shift+%3D+Night")
    yield Page("surveys", "Amara", reverse("listening:list"))
    yield Page("results of a survey", "Amara", reverse("listening:results", args=[closed]))
    yield Page("how results were checked", "Amara", reverse("listening:checked", args=[closed]))
    for wave in Wave.objects.filter(stage="open", survey__is_sample=True)[:1]:
        yield Page("a survey that runs", "Amara", reverse("listening:wave", args=[wave.pk]))
    for theme in Theme.objects.filter(wave=closed)[:1]:
        yield Page("a theme", "Amara", reverse("listening:theme", args=[theme.pk]))
    yield Page("initiatives", "Amara", reverse("initiatives:list"))
    for initiative in Initiative.objects.filter(is_sample=True).order_by("pk")[:1]:
        yield Page("an initiative", "Amara", reverse("initiatives:detail", args=[initiative.pk]))
    yield Page("campaigns", "Lena", reverse("campaigns:list"))
    yield Page("calendar", "Lena", reverse("campaigns:calendar"))
    yield Page("a campaign", "Lena", reverse("campaigns:detail", args=[launched]))
    yield Page("results of a campaign", "Lena", reverse("campaigns:results", args=[launched]))
    yield Page("changes", "Amara", reverse("changes:list"))
    yield Page("a change that was told", "Amara", reverse("changes:detail", args=[told]))
    yield Page("the same, read by an employee", "Chidi", reverse("changes:detail", args=[told]))
    yield Page("inbox, employee", "Chidi", reverse("delivery:inbox"))


class Clock:
    """Counts the questions to the database, and remembers how long the longest took."""

    def __init__(self) -> None:
        self.questions, self.longest, self.longest_sql = 0, 0.0, ""

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - started
            self.questions += 1
            if took > self.longest:
                self.longest, self.longest_sql = took, sql


def measured_page(client: "Client", page: Page, bare: float, *, tells_sql: bool) -> dict[str, object]:
    """Seconds of the page, how many bare counts it is worth, and its questions."""
    from django.db import connection

    clock = Clock()
    with connection.execute_wrapper(clock):
        answer = client.get(page.address)
    if answer.status_code != 200:
        raise SystemExit(f"{page.name}: {page.address} answers {answer.status_code}")
    taken = statistics.median(seconds_of(lambda: client.get(page.address)) for _ in range(ROUNDS))
    found: dict[str, object] = {
        "seconds": round(taken, 3),
        "ratio": round(taken / bare, 2),
        "questions": clock.questions,
        "longest_question": round(clock.longest, 3),
    }
    return found | ({"sql": clock.longest_sql} if tells_sql else {})


def measurements(part: str, *, tells_sql: bool) -> dict[str, object]:
    """Every page whose name holds the part, on the sample company that is there."""
    from django.conf import settings
    from django.test import Client

    from allaboard.foundation.people.models import Person
    from allaboard.project.sample.company.cast import players
    from allaboard.project.sample.models import SampleRun

    readers = players(SampleRun.objects.get().people)
    bare = statistics.median(seconds_of(count_everybody) for _ in range(ROUNDS))
    found, before = {}, os.getloadavg()[0]
    host = settings.PUBLIC_URL.partition("//")[2]
    for page in pages():
        if part in page.name:
            client = Client(headers={"host": host})
            client.force_login(readers[page.reader].user)
            found[page.name] = measured_page(client, page, bare, tells_sql=tells_sql)
    return {
        "what": "pages, one request at a time, beside a bare count of all people",
        "people": Person.objects.count(),
        "load": {"before": round(before, 1), "after": round(os.getloadavg()[0], 1)},
        "reference": {"what": COUNT_ALL, "seconds": round(bare, 3)},
        "slowest_seconds": max(float(str(each["seconds"])) for each in found.values()),
        "pages": found,
    }


def count_everybody() -> None:
    """The bare question that pages are held against."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(COUNT_ALL)


def seconds_of(ask: Callable[[], object]) -> float:
    """How long one answer takes."""
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


@contextmanager
def company(home: Path | None, people: int) -> Iterator[None]:
    """The sample company of an installation, or one made for the while."""
    os.environ.pop("ALLABOARD_DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="allaboard-bench-") as folder:
        os.environ["ALLABOARD_HOME"] = str(home or folder)
        with database():
            set_up_django()
            if home is None:
                from allaboard.project.cli.database import migrate_tables
                from allaboard.project.sample import services as sample

                migrate_tables(verbosity=0)
                sample.make(people)
            yield


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--home", type=Path, help="measure the sample company of this installation")
    parser.add_argument("--page", default="", help="only pages with this in their name")
    parser.add_argument("--sql", action="store_true", help="also tell each page's longest question")
    asked = parser.parse_args()
    with company(asked.home, asked.people):
        print(json.dumps(measurements(asked.page, tells_sql=asked.sql), indent=1))


if __name__ == "__main__":
    main()
