"""Reads the chain: who may see it, and whether it is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.audit.rules import BEGINNING, chained_hash

READERS = (Role.ADMIN, Role.HR_LEADER)
HASHED = (
    "at",
    "action",
    "actor_name",
    "actor_person",
    "object_type",
    "object_id",
    "object_label",
    "details",
)
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the chain found."""

    entries: int  # entries that were right, in order
    head: str  # hash of the last right entry: note it elsewhere, and later cuts at the end show too
    broken_entry: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, taken out or put in between."""
        return not self.reason


def visible_to(actor: Actor) -> QuerySet[Entry]:
    """Every entry for administrators and HR leaders; none for anyone else."""
    return Entry.objects.all() if actor.has(*READERS) else Entry.objects.none()


def actions_so_far(wanted: Collection[str]) -> set[str]:
    """Which of the actions have happened at least once in this installation, by a person."""
    by_people = Entry.objects.filter(action__in=wanted, actor_person__isnull=False)
    return set(by_people.values_list("action", flat=True).distinct())


def verify(noted_head: str = "") -> Verification:
    """Walk the whole chain in constant memory and stop at the first entry that is wrong.

    With a head that was noted earlier, an end that was cut off is found as well.
    """
    count, head, noted_seen = 0, BEGINNING, noted_head in ("", BEGINNING)
    for entry in _rows():
        reason = _fault_of(entry, head)
        if reason:
            return Verification(count, head, int(str(entry["pk"])), reason)
        count, head = count + 1, str(entry["hash"])
        noted_seen = noted_seen or head == noted_head
    if not noted_seen:
        return Verification(
            count, head, None, "The head noted earlier is gone: the end of the chain was cut off."
        )
    return Verification(count, head)


def _rows() -> Iterator[dict[str, object]]:
    rows = Entry.objects.order_by("pk").values("pk", "hash", "previous_hash", *HASHED)
    yield from rows.iterator(chunk_size=CHUNK)


def _fault_of(entry: dict[str, object], head: str) -> str:
    if entry["previous_hash"] != head:
        return "It does not follow the entry before it: one was taken out, put in or moved."
    if entry["hash"] != chained_hash(head, {name: entry[name] for name in HASHED}):
        return "Its content was changed after it was written."
    return ""
