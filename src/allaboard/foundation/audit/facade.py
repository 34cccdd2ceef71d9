"""The door to the audit trail."""

from allaboard.foundation.audit.queries import Verification, actions_so_far, verify
from allaboard.foundation.audit.services import record

__all__ = ["Verification", "actions_so_far", "record", "verify"]
