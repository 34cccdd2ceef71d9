from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.delivery.rules import next_digest, quiet_until, refused

ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Lagos", "UTC"]
).map(ZoneInfo)
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
CLOCKS = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))
BERLIN = ZoneInfo("Europe/Berlin")


@given(INSTANTS, ZONES, CLOCKS, CLOCKS)
def test_quiet_hours_end_later_and_by_the_persons_own_clock(now, zone, starts, ends):
    end = quiet_until(now, zone, starts, ends) if starts != ends else None
    clock = now.astimezone(zone).time()
    is_quiet = starts <= clock < ends if starts < ends else clock >= starts or clock < ends

    assert (end is not None) == (is_quiet and starts != ends)
    if end:
        assert now < end <= now + timedelta(hours=25)
        shown = end.astimezone(zone)
        was_skipped = (shown - timedelta(hours=1)).astimezone(UTC).astimezone(
            zone
        ).utcoffset() != shown.utcoffset()
        assert shown.time() == ends or was_skipped


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # 02:30 is skipped
        (
            datetime(2026, 10, 24, 21, tzinfo=UTC),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # the first 02:30
        (datetime(2026, 10, 25, 1, 10, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),  # the second
        (datetime(2026, 6, 1, 12, tzinfo=UTC), None),
    ],
)
def test_quiet_hours_on_the_nights_when_the_clock_is_put(now, end):
    assert quiet_until(now, BERLIN, time(20), time(2, 30)) == end


@given(INSTANTS, ZONES, st.sampled_from(["daily", "weekly"]))
def test_a_digest_comes_at_eight_at_most_a_day_or_a_week_away(now, zone, rhythm):
    moment = next_digest(now, zone, rhythm)
    longest = timedelta(hours=25) if rhythm == "daily" else timedelta(days=7, hours=1)

    assert now < moment <= now + longest
    assert moment.time() == time(8)
    assert rhythm == "daily" or moment.weekday() == 0


@pytest.mark.parametrize(
    ("code", "text", "is_dead"),
    [
        (550, "5.1.1 no such user", True),
        (550, "5.1.10 null MX", True),
        (550, "5.2.1 mailbox closed", True),
        (550, "User unknown", True),
        (552, "5.2.2 mailbox full", False),
        (550, "5.1.8 the sender's domain does not exist", False),
        (550, "5.7.1 not wanted", False),
        (554, "not wanted", False),
        (450, "4.1.1 no such user", False),
    ],
)
def test_only_a_word_about_the_address_itself_closes_it(code, text, is_dead):
    assert refused(1, code, text, 0, of_recipient=True).is_dead_address == is_dead
    assert not refused(1, code, text, 0).is_dead_address
