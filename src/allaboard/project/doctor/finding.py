"""What a single look finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, or wrong with what to do."""

    subject: str
    is_fine: bool
    detail: str
    remedy: str = ""
