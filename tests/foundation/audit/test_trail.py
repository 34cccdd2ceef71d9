"""Administrators and HR leaders read the trail; nobody else sees an entry."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.conftest import acting, signed_in

from allaboard.foundation.audit.facade import actions_so_far, record

pytestmark = pytest.mark.django_db


def test_hr_leaders_filter_and_export_the_trail(amara):
    record("survey.launched", by=acting(amara), invited=412)
    record("initiative.started", by=acting(amara), title="=cmd()")
    browser = signed_in(amara)

    shown = browser.get("/audit/", {"action": "survey"}).content.decode()
    exported = b"".join(browser.get("/audit/", {"action": "initiative", "export": "csv"}).streaming_content)

    assert "invited: 412" in shown
    assert "initiative.started" not in shown
    assert b"initiative.started" in exported
    assert b"survey.launched" not in exported


def test_the_trail_is_narrowed_to_a_time(amara):
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        record("survey.launched", by=acting(amara))
    record("initiative.started", by=acting(amara))
    browser, yesterday = signed_in(amara), (timezone.now() - timedelta(days=1)).isoformat()

    def shown(query: dict[str, str]) -> int:
        return browser.get("/audit/", query).context["table"].total

    assert [shown(query) for query in ({"when": "1"}, {"when": "7"}, {"when": "soon"}, {})] == [1, 2, 2, 2]
    told = browser.get("/api/v1/audit/entries", {"since": yesterday}).json()["items"]
    assert [entry["action"] for entry in told] == ["initiative.started"]
    assert browser.get("/api/v1/audit/entries", {"since": "soon"}).status_code == 422


def test_others_see_no_entry(amara, chidi):
    record("survey.launched", by=acting(amara))

    assert signed_in(chidi).get("/audit/").status_code == 403
    assert signed_in(chidi).get("/api/v1/audit/entries").status_code == 403
    assert [row["action"] for row in signed_in(amara).get("/api/v1/audit/entries").json()["items"]] == [
        "survey.launched"
    ]


def test_details_are_told_in_words_and_nothing_is_told_as_a_dash(amara):
    record(
        "survey.launched", by=acting(amara), on=amara, final=True, retried=False, left="", groups=["Nights"]
    )

    page = signed_in(amara).get("/audit/").content.decode()

    for told in ("final: Yes", "retried: No", "left: –", "groups: Nights"):
        assert told in page


def test_what_happened_so_far_is_found_by_an_index_however_long_the_trail_is(amara):
    record("survey.launched", by=acting(amara))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of a short trail the planner would read all
    with CaptureQueriesContext(connection) as asked:
        assert actions_so_far({"survey.launched", "people.imported"}) == {"survey.launched"}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked.captured_queries[-1]['sql']}")
        plan = " ".join(line for (line,) in cursor.fetchall())

    assert "entry_action" in plan
