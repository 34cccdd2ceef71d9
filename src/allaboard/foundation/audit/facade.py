"""The door to the audit trail."""

from allaboard.foundation.audit.services import record

__all__ = ["record"]
