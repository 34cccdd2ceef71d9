from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.audit.rules import BEGINNING, chained_hash, plain


def test_an_instant_counts_the_same_in_every_time_zone():
    at = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=9)))

    assert chained_hash(BEGINNING, {"at": at}) == chained_hash(BEGINNING, {"at": there})
    assert chained_hash(BEGINNING, {"at": at}) != chained_hash(
        BEGINNING, {"at": at + timedelta(microseconds=1)}
    )


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_plain_values_stay_as_they_are(value):
    assert plain(plain(value)) == plain(value)
