"""The door to the audit trail."""

from allaboard.foundation.audit.queries import Verification, verify
from allaboard.foundation.audit.services import record

__all__ = ["Verification", "record", "verify"]
