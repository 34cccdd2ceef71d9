"""When to try again, when to give up, and what a mail server's answer means."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from allaboard.errors import RuleBroken
from allaboard.foundation.delivery.choices import Rhythm, State, Suppression
from allaboard.statistics.ranges import FEW, end_range
from allaboard.words import gettext as _

RETRY_SECONDS = (60, 300, 900, 3_600, 4 * 3_600, 8 * 3_600, 12 * 3_600)
UNREACHABLE_SECONDS = 60
BROKEN_SECONDS = 1_800  # somebody has to mend it first
BROKEN = "broken here, reference "
DIGEST_HOUR = time(8)
MAILBOX_CLOSED = "5.2.1"
ABOUT_THE_SENDER = ("5.1.7", "5.1.8")


def quiet_hours(starts: time | None, ends: time | None) -> tuple[time, time]:
    """When quiet hours begin and end, over midnight too.

    Raises:
        RuleBroken: one of the two is missing, or they are the same.
    """
    if starts is None or ends is None or starts == ends:
        raise RuleBroken(_("Quiet hours begin and end at two different times."))
    return starts, ends


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery in one attempt."""

    delivery_id: int
    state: str
    reason: str = ""
    code: int | None = None
    retry_seconds: int = 0
    is_attempt: bool = True
    is_unknown: bool = False  # the mail may have arrived although nobody confirmed it
    is_dead_address: bool = False  # no mail will ever arrive there


def sent(delivery_id: int, code: int | None = None) -> Outcome:
    """The delivery was accepted.

    Args:
        delivery_id: which delivery.
        code: the server's answer, if it gave one.
    """
    return Outcome(delivery_id, State.SENT, code=code)


def refused(
    delivery_id: int, code: int, text: str, earlier_attempts: int, *, of_recipient: bool = False
) -> Outcome:
    """The server said no: 5xx for good, 4xx for now, until the attempts are used up.

    Args:
        delivery_id: which delivery.
        code: the server's answer, 400 to 599.
        text: the server's words.
        earlier_attempts: attempts before this one, 0 or more.
        of_recipient: whether it was said of the recipient; of a text it says nothing about the address.
    """
    if code >= 500:
        is_dead = of_recipient and _is_dead_address(code, text)
        return Outcome(delivery_id, State.FAILED, text, code, is_dead_address=is_dead)
    return tried(delivery_id, text, earlier_attempts, code=code)


def tried(
    delivery_id: int, text: str, earlier_attempts: int, *, code: int | None = None, is_unknown: bool = False
) -> Outcome:
    """The attempt did not work out; the next one comes later and later, the last one ends in failure.

    Args:
        delivery_id: which delivery.
        text: why it did not work out.
        earlier_attempts: attempts before this one, 0 or more.
        code: the server's answer, if it gave one.
        is_unknown: whether the mail may have arrived all the same.
    """
    if earlier_attempts >= len(RETRY_SECONDS):
        return Outcome(delivery_id, State.FAILED, f"given up: {text}", code, is_unknown=is_unknown)
    wait = RETRY_SECONDS[earlier_attempts]
    return Outcome(delivery_id, State.DEFERRED, text, code, wait, is_unknown=is_unknown)


def not_tried(delivery_id: int, text: str) -> Outcome:
    """The server could not be reached: this counts as no attempt, so an outage makes nobody fail.

    Args:
        delivery_id: which delivery.
        text: why the server could not be reached.
    """
    return Outcome(delivery_id, State.DEFERRED, text, None, UNREACHABLE_SECONDS, is_attempt=False)


def held_back(delivery_id: int, reference: str) -> Outcome:
    """The message could not be made, by a fault of ours: nobody fails for it, it waits until that is mended.

    Args:
        delivery_id: which delivery.
        reference: the fault's reference in the log.
    """
    return Outcome(
        delivery_id, State.DEFERRED, f"{BROKEN}{reference}", None, BROKEN_SECONDS, is_attempt=False
    )


def nothing_left(delivery_id: int) -> Outcome:
    """A digest has become empty.

    Args:
        delivery_id: which digest.
    """
    return Outcome(delivery_id, State.SUPPRESSED, Suppression.EMPTY, is_attempt=False)


def _is_dead_address(code: int, text: str) -> bool:
    enhanced = next((word for word in text.split() if word.startswith("5.") and word.count(".") == 2), "")
    return closes_address(enhanced) if enhanced else code in {550, 551, 553}


def closes_address(status: str) -> bool:
    """Whether a mail server's status says that the address does not exist, or nobody reads there any more.

    A full mailbox, a mail that is too large or not wanted, or a wrong sender says nothing about the address.

    Args:
        status: three numbers with dots between them, such as 5.1.1.

    Source: RFC 3463, sections 3.2 and 3.3.
    """
    return status == MAILBOX_CLOSED or (status.startswith("5.1.") and status not in ABOUT_THE_SENDER)


def may_show_count(count: int, people: int) -> bool:
    """Whether it can be told how many of some people saw or did something, without saying who.

    Not of fewer than five, and not where nearly all of a small group did it, or nearly none.

    Args:
        count: people who did, 0 to `people`.
        people: those who could.

    Source: docs/statistics/anonymity.md, “All alike”.
    """
    return people >= FEW and end_range(count / people, people) is None


def quiet_until(now: datetime, zone: tzinfo, starts: time, ends: time) -> datetime | None:
    """When the quiet hours that `now` lies in are over; None outside of them.

    Args:
        now: an aware instant.
        zone: where the person's clock is.
        starts: first quiet minute by that clock.
        ends: first minute that is not quiet any more; before `starts` when the hours cross midnight.

    Returns:
        A later instant, at most 25 hours away. An end that the clock skips in spring counts as if it had not been put
        forward; of an end that comes twice in autumn, the next one is meant.
    """
    local = now.astimezone(zone)
    clock = local.time()
    crosses_midnight = starts > ends
    is_quiet = (clock >= starts or clock < ends) if crosses_midnight else starts <= clock < ends
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1 if crosses_midnight and clock >= starts else 0)
    end = datetime.combine(day, ends, zone)
    if end.astimezone(UTC) <= now:
        end = end.replace(fold=1)
    return end.astimezone(UTC)


def next_digest(now: datetime, zone: tzinfo, rhythm: str) -> datetime:
    """The person's next eight o'clock, or next Monday's for the weekly rhythm; always later than `now`."""
    day = now.astimezone(zone).date()
    if datetime.combine(day, DIGEST_HOUR, zone) <= now:
        day += timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return datetime.combine(day, DIGEST_HOUR, zone)
