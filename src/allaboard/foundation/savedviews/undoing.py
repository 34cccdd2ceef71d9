"""What can be taken back here."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.savedviews import services
from allaboard.foundation.savedviews.models import SavedView
from allaboard.foundation.undo import facade as undo

FORGOTTEN = "savedviews.forgotten"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(FORGOTTEN, bring_back, "views:write")


@transaction.atomic
def forget(view: SavedView, by: Actor) -> undo.Offer:
    """Forget the view, with a way back."""
    label = _("The view “%(name)s” is forgotten.") % {"name": view.name}
    return undo.offer(by, label, FORGOTTEN, {"rows": services.forget_view(view)})


def bring_back(_by: Actor, payload: dict[str, Any]) -> None:
    """Put a forgotten view back where it was."""
    undo.put_back(payload["rows"])
