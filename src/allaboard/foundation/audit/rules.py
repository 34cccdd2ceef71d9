"""How entries are chained: what is hashed, and what may be kept."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

BEGINNING = "0" * 64


def chained_hash(previous_hash: str, entry: Mapping[str, object]) -> str:
    """SHA-256 over the hash before and the entry's canonical JSON, as 64 hex digits.

    The entry holds plain values and instants only; instants count as UTC to the microsecond,
    so that an entry read back from any time zone gives the same hash.

    Args:
        previous_hash: 64 hex digits, or nothing for the first entry.
        entry: what is kept, by name.
    """
    return hashlib.sha256(f"{previous_hash}\n{_canonical_json(entry)}".encode()).hexdigest()


def _canonical(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value).__name__} is not plain")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


# Made once: a walk along a million entries would make as many encoders.
_canonical_json = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_canonical
).encode


def plain(value: object) -> object:
    """The value as PostgreSQL gives it back unchanged: text, whole numbers, yes/no, nothing, lists and maps of them.

    Fractions become text, because a database may write 1e20 in another way than it was given.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {text(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted(text(inner) for inner in value)
    return text(value)


def text(value: object, length: int | None = None) -> str:
    """The value as text that PostgreSQL can keep, cut to the length.

    Args:
        value: anything that can be written.
        length: letters at most; None for all.
    """
    storable = str(value).encode("utf-8", "replace").decode().replace("\x00", "")
    return storable[:length]
