"""What is to be said, and to whom: the records that cross the door."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, time

from django.db.models import QuerySet

from allaboard.foundation.people.models import Person

PersonalFields = Callable[[Sequence[int]], dict[int, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say, written once in Markdown with {fields}; every channel makes its own shape of it."""

    subject: str
    body_markdown: str
    action_label: str = ""
    action_url: str = ""
    reason: str = ""  # why the person gets this, shown at the end
    category: str = ""  # empty: cannot be unsubscribed (a service message)
    language: str = ""


Written = Callable[[], Message]  # what the product says by itself, in the language that is active


def quoted(text: str) -> str:
    """Somebody's own words inside a message: what stands in braces there is no field."""
    return text.strip().replace("{", "(").replace("}", ")")


@dataclass(frozen=True, slots=True)
class Send:
    """A message for an audience.

    What the product says by itself comes as a function without arguments: it is asked once for each language there is,
    and each reader gets their own. A `Message` is somebody's own words; its `variants` are theirs too.

    `personal` gives fields per person, asked for at sending time in batches of ids. It must be a module's function, or a
    `functools.partial` of one with plain arguments, because another process calls it later.
    """

    key: str
    message: Message | Written
    audience: QuerySet[Person] | int
    channels: tuple[str, ...] = ("email", "inbox")
    area: str = ""
    object_ref: str = ""
    minutes: float = 0.0
    personal: PersonalFields | None = None
    variants: Mapping[str, Message] = field(default_factory=dict)  # by language
    not_before: datetime | None = None
    local_time: time | None = None  # on the day of not_before, by each person's own clock
    expires_at: datetime | None = None
    is_urgent: bool = False  # waits for nobody's quiet hours or digest
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class SendRef:
    """A sending that has been planned."""

    id: int
    planned: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sending has come; every delivery is in exactly one state."""

    planned: int
    claimed: int
    sent: int
    deferred: int
    failed: int
    suppressed: Mapping[str, int]
    seen: int | None  # None: the count would say who
    clicked_or_acked: int | None

    @property
    def total(self) -> int:
        """All deliveries of the sending."""
        waiting = self.planned + self.claimed + self.deferred
        return waiting + self.sent + self.failed + sum(self.suppressed.values())

    @property
    def is_done(self) -> bool:
        """Whether nothing more will happen by itself."""
        return not (self.planned or self.claimed or self.deferred)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """People, not deliveries: whom a sending reached by any channel, and for whom it is only on the way."""

    reached: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as one person gets it."""

    subject: str
    text: str
    html: str
    inbox_html: str


def as_plain(message: Message) -> dict[str, str]:
    """The message as it is kept."""
    return asdict(message)


def from_plain(kept: Mapping[str, str]) -> Message:
    """The message as it was written."""
    return Message(**kept)
