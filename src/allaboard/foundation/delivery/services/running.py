"""The loop of a worker: claim, send, write results, again."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from allaboard.foundation.delivery.channels.configured import mail_server
from allaboard.foundation.delivery.channels.inbox import Inbox
from allaboard.foundation.delivery.channels.outbox import Outbox
from allaboard.foundation.delivery.channels.protocol import ChannelPort
from allaboard.foundation.delivery.channels.smtp import SmtpChannel
from allaboard.foundation.delivery.choices import Channel
from allaboard.foundation.delivery.composing.mime import sender_from
from allaboard.foundation.delivery.journal import Journal
from allaboard.foundation.delivery.parcels import Parcel
from allaboard.foundation.delivery.rules import Outcome
from allaboard.foundation.delivery.services.claiming import BATCH, LEASE, claim_due, renew
from allaboard.foundation.delivery.services.packing import packed
from allaboard.foundation.delivery.services.recovering import journal_of_run, recover
from allaboard.foundation.delivery.services.results import write_results
from allaboard.foundation.jobs.facade import is_stopping

AHEAD = 2  # batches on their way while the next is claimed
# Two would open twice the connections that the mail server's address allows.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class _OnItsWay:
    """A batch that has been handed to its channels."""

    claim: UUID
    parts: list["Future[list[Outcome]]"]


@contextlib.contextmanager
def open_channels(journal: Journal) -> Iterator[dict[str, ChannelPort]]:
    """The channels of this installation, closed at the end."""
    channels: dict[str, ChannelPort] = {Channel.EMAIL: _email(journal), Channel.INBOX: Inbox()}
    try:
        yield channels
    finally:
        for channel in channels.values():
            channel.close()


def _email(journal: Journal) -> ChannelPort:
    server = mail_server()
    return SmtpChannel(server, sender_from(settings.DEFAULT_FROM_EMAIL), journal) if server else Outbox()


def run_due(limit: int | None = None, seconds: float = 50.0) -> int:
    """Deliver what is due and return how many deliveries were taken in hand.

    Stops when nothing is due, when `limit` is reached, when the time is up, or when the process is going down;
    what has been claimed by then is still finished. A second call in the same process waits for the first.
    """
    with _one_at_a_time:
        return _run_due(limit, seconds)


def _run_due(limit: int | None, seconds: float) -> int:
    taken, end = 0, time.monotonic() + seconds
    on_their_way: deque[_OnItsWay] = deque()
    recover()
    with journal_of_run() as journal, open_channels(journal) as channels:
        while time.monotonic() < end and not is_stopping() and (limit is None or taken < limit):
            claim = claim_due(BATCH if limit is None else min(BATCH, limit - taken), journal)
            if not claim.taken:
                break
            taken += claim.taken
            if claim.rows:
                ready = packed(claim.rows)
                write_results(claim.token, ready.others)
                on_their_way.append(_hand_over(claim.token, ready.parcels, channels))
            if len(on_their_way) >= AHEAD:
                _settle_first(on_their_way)
        while on_their_way:
            _settle_first(on_their_way)
    return taken


def _hand_over(claim: UUID, parcels: Sequence[Parcel], channels: dict[str, ChannelPort]) -> _OnItsWay:
    parts = []
    for key, channel in channels.items():
        mine = [parcel for parcel in parcels if parcel.channel == key]
        if mine:
            parts.append(channel.deliver(mine, str(claim)))
    return _OnItsWay(claim, parts)


def _settle_first(on_their_way: deque[_OnItsWay]) -> None:
    first = on_their_way[0]
    for part in first.parts:
        write_results(first.claim, _awaited(part, on_their_way))
    on_their_way.popleft()


def _awaited(part: "Future[list[Outcome]]", on_their_way: Iterable[_OnItsWay]) -> list[Outcome]:
    """The outcomes, holding all leases for as long as a slow server takes: the next batch waits behind this one."""
    while True:
        try:
            return part.result(timeout=LEASE.total_seconds() / 3)
        except NotYet:
            for batch in on_their_way:
                renew(batch.claim)
