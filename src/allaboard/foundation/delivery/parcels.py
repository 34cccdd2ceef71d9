"""What a channel is handed: one claimed delivery with everything needed to send it; and what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

from allaboard.foundation.delivery.composing.shapes import Shapes
from allaboard.foundation.delivery.rules import Outcome


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    """One delivery of a claim, with what its message may need of the person, and what says when they want it."""

    id: int
    sending_id: int
    person_id: int
    channel: str
    state: str
    attempts: int
    sending_language: str
    preferred_language: str
    category: str
    email: str | None
    given_name: str
    family_name: str
    formatted_name: str
    title: str
    department: str
    work_location: str
    manager_name: str | None
    is_urgent: bool
    expires_at: datetime | None
    rhythm: str | None
    timezone: str
    quiet_from: time | None
    quiet_until: time | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's lease on some deliveries; `taken` counts those that were decided against or wait, too."""

    token: UUID
    rows: Sequence[ClaimedRow]
    taken: int


@dataclass(slots=True)
class Parcel:
    """One claimed delivery; `values` fill the slots of `shapes`, and those named in `own` are for the reader alone."""

    id: int
    sending_id: int
    person_id: int
    channel: str
    attempts: int
    language: str
    address: str
    name: str
    category: str
    shapes: Shapes
    values: dict[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Packed:
    """What is ready for the channels, and what became of the rest."""

    parcels: Sequence[Parcel]
    others: Sequence[Outcome]
