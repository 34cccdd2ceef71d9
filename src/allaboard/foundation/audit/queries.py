"""Reads the chain: who may see it, and whether it is whole."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

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
    noted_head_seen: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, taken out or put in between."""
        return not self.reason


def visible_to(actor: Actor) -> QuerySet[Entry]:
    """Every entry for administrators and HR leaders; none for anyone else."""
    return Entry.objects.all() if actor.has(*READERS) else Entry.objects.none()


def actions_so_far(wanted: Collection[str]) -> set[str]:
    """Which of the actions have happened at least once in this installation, and not on a sample."""
    found = Entry.objects.filter(action__in=wanted).exclude(details__contains={"sample": True})
    return set(found.values_list("action", flat=True).distinct())


def is_blank() -> bool:
    """Whether nothing was ever recorded: the installation is new."""
    return not Entry.objects.exists()


def entries_to_walk() -> int:
    """How many entries a walk along the whole chain meets."""
    return Entry.objects.count()


def verify(noted_head: str = "", on_progress: Callable[[int], None] | None = None) -> Verification:
    """Walk the whole chain in constant memory and stop at the first entry that is wrong.

    With a head that was noted earlier, an end that was cut off is found as well.
    """
    found = _walk(Entry.objects.order_by("pk"), BEGINNING, noted_head, on_progress)
    if found.is_whole and not found.noted_head_seen:
        return replace(found, reason="The head noted earlier is gone: the end of the chain was cut off.")
    return found


def verify_end(entries: int) -> Verification:
    """Walk only the last entries: quick, however long the chain is."""
    first = Entry.objects.order_by("-pk").values_list("pk", "previous_hash")[:entries]
    pk, before = min(first, default=(0, BEGINNING))
    return _walk(Entry.objects.filter(pk__gte=pk).order_by("pk"), before)


def _walk(
    rows: QuerySet[Entry],
    head: str,
    noted_head: str = "",
    on_progress: Callable[[int], None] | None = None,
) -> Verification:
    count, seen = 0, noted_head in ("", BEGINNING)
    for values in rows.values_list("pk", "hash", "previous_hash", *HASHED).iterator(chunk_size=CHUNK):
        pk, own, previous, *content = values
        reason = _fault_of(own, previous, dict(zip(HASHED, content, strict=True)), head)
        if reason:
            return Verification(count, head, pk, reason)
        count, head = count + 1, own
        seen = seen or head == noted_head
        if on_progress is not None and count % CHUNK == 0:
            on_progress(count)
    return Verification(count, head, noted_head_seen=seen)


def _fault_of(own: str, previous: str, content: dict[str, object], head: str) -> str:
    if previous != head:
        return "It does not follow the entry before it: one was taken out, put in or moved."
    if own != chained_hash(head, content):
        return "Its content was changed after it was written."
    return ""
