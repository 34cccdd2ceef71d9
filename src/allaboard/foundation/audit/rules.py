"""How entries are chained."""

import hashlib
import json
from collections.abc import Mapping

BEGINNING = "0" * 64


def chained_hash(previous_hash: str, entry: Mapping[str, object]) -> str:
    """SHA-256 over the hash before and the entry's canonical JSON, as 64 hex digits."""
    canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()
