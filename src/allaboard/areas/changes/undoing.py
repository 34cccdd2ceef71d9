"""What can be taken back here."""

from typing import Any

from allaboard.areas.changes.services import put_draft_back
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

DELETED = "changes.draft_deleted"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(DELETED, restore)


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring a deleted draft back."""
    put_draft_back(payload["rows"], actor)
