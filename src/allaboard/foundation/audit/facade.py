"""The door to the audit trail."""

from allaboard.foundation.audit.queries import (
    Verification,
    actions_so_far,
    entries_to_walk,
    is_blank,
    verify,
    verify_end,
)
from allaboard.foundation.audit.services import record

__all__ = ["Verification", "actions_so_far", "entries_to_walk", "is_blank", "record", "verify", "verify_end"]
