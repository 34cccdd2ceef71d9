"""What can be taken back here."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allaboard.areas.changes.models import Change
from allaboard.areas.changes.services import delete_draft, put_draft_back
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

DELETED = "changes.draft_deleted"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(DELETED, restore, "changes:write")


@transaction.atomic
def delete(change: Change, by: Actor) -> undo.Offer:
    """Throw a draft away, with a way back."""
    rows = undo.rows_of(change)
    delete_draft(change, by)
    label = _("The draft “%(title)s” is deleted.") % {"title": change.you_said[:120]}
    return undo.offer(by, label, DELETED, {"rows": rows})


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring a deleted draft back."""
    put_draft_back(payload["rows"], actor)
