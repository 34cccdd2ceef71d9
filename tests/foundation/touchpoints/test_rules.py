"""What the ledger takes, and how coverage is added up."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.touchpoints.choices import Kind
from allaboard.foundation.touchpoints.rules import Touch, coverage_of, monday_of, require_known, widest_gap

MEETING = Touch(1, "meeting", "out", "checkins", "", datetime(2026, 11, 20, 9, tzinfo=UTC), 30)
counts = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "answer"},
        {"kind": "concern"},
        {"direction": "up"},
        {"tone": "angry"},
        {"minutes": -1.0},
        {"at": datetime(2026, 1, 1)},
        {"at": datetime(1, 1, 1, tzinfo=UTC)},
    ],
)
def test_what_the_ledger_does_not_know_is_refused(wrong):
    require_known(MEETING)
    with pytest.raises(ValueError):
        require_known(replace(MEETING, **wrong))


def test_there_is_no_kind_for_what_is_anonymous():
    assert not [kind for kind in Kind.values if "answer" in kind or "concern" in kind or "survey" in kind]


@given(st.dictionaries(st.text(max_size=5), counts, max_size=6))
def test_the_whole_is_the_sum_of_its_groups(rows):
    whole = coverage_of(rows)

    assert (whole.met, whole.total) == (sum(m for m, _ in rows.values()), sum(t for _, t in rows.values()))
    assert 0 <= whole.share <= 1


def test_the_widest_gap_never_names_a_group_that_could_point_to_a_person():
    coverage = coverage_of({"Night": (4, 20), "Day": (18, 20), "Weekend": (0, 4), "": (0, 9)})

    gap = widest_gap(coverage.by_group)

    assert gap is not None
    assert gap.group == "Night"


def test_a_week_begins_on_monday():
    assert monday_of(date(2026, 11, 22)) == date(2026, 11, 16)
    assert monday_of(date(2026, 11, 16)) == date(2026, 11, 16)
