"""What can be taken back here."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.services import delete_draft, put_draft_back
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo
from allaboard.words import all_grouped

DELETED = "changes.draft_deleted"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(DELETED, restore, "changes:write")


@transaction.atomic
def delete(change: Change, by: Actor) -> undo.Offer:
    """Throw a draft away, with a way back."""
    label = _("The draft “%(title)s” is deleted.") % {"title": change.you_said[:120]}
    return undo.offer(by, label, DELETED, {"drafts": [_thrown_away(change, by)]})


@transaction.atomic
def delete_chosen(changes: QuerySet[Change], by: Actor) -> undo.Offer | None:
    """Throw those of the changes away that are drafts, with one way back for all; nothing when none is."""
    thrown_away = [_thrown_away(draft, by) for draft in changes.filter(status=Status.DRAFT)]
    if not thrown_away:
        return None
    label = ngettext("%(count)s draft is deleted.", "%(count)s drafts are deleted.", len(thrown_away))
    return undo.offer(by, label % all_grouped({"count": len(thrown_away)}), DELETED, {"drafts": thrown_away})


def _thrown_away(draft: Change, by: Actor) -> list[undo.Row]:
    rows = undo.rows_of(draft)
    delete_draft(draft, by)
    return rows


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring deleted drafts back."""
    for rows in payload["drafts"]:
        put_draft_back(rows, actor)
