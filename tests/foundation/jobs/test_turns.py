"""Work for many things at once: one that fails harms no other."""

import pytest
from tests.conftest import acting

from allaboard.errors import RuleBroken
from allaboard.foundation.jobs.facade import one_by_one, start_progress
from allaboard.foundation.jobs.models import Progress


def test_one_that_fails_keeps_none_of_the_others_waiting(amara, caplog: pytest.LogCaptureFixture) -> None:
    def start(label: str) -> None:
        start_progress(acting(amara), label, total=1)
        if label == "second":
            raise RuleBroken("It cannot be done.")

    assert one_by_one(["first", "second", "third"], start) == 2
    assert set(Progress.objects.values_list("label", flat=True)) == {"first", "third"}
    assert "failed for 'second'" in caplog.text
