"""What every channel can do."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from allaboard.foundation.delivery.parcels import Parcel
from allaboard.foundation.delivery.rules import Outcome


class ChannelPort(Protocol):
    """A way to reach people. Every parcel handed over comes back as exactly one outcome."""

    def deliver(self, parcels: Sequence[Parcel], claim: str) -> "Future[list[Outcome]]":
        """Begin to deliver the parcels of a claim."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


def done(outcomes: list[Outcome]) -> "Future[list[Outcome]]":
    """Outcomes that are known at once."""
    future: Future[list[Outcome]] = Future()
    future.set_result(outcomes)
    return future
