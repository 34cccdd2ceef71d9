"""Administrators and HR leaders read the trail; nobody else sees an entry."""

import pytest
from tests.conftest import acting, signed_in

from allaboard.foundation.audit.facade import record

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
