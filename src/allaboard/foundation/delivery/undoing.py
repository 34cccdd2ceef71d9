"""What can be taken back here."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import ngettext

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.models import DeadAddress
from allaboard.foundation.delivery.services import addresses
from allaboard.foundation.undo import facade as undo
from allaboard.words import all_grouped

LIFTED = "delivery.lifted"


def plug_in() -> None:
    """Say how it is taken back."""
    undo.register(LIFTED, close_again, "delivery:write")


@transaction.atomic
def lift(chosen: QuerySet[DeadAddress], by: Actor) -> undo.Offer | None:
    """Say that addresses work again, with one way back for all; nothing when none was chosen."""
    lifted = addresses.lift_addresses(chosen, by=by)
    if not lifted:
        return None
    rows = [row for dead in lifted for row in undo.rows_of(dead)]
    said = ngettext(
        "%(count)s address gets e-mail again.", "%(count)s addresses get e-mail again.", len(lifted)
    )
    return undo.offer(by, said % all_grouped({"count": len(lifted)}), LIFTED, {"rows": rows})


def close_again(by: Actor, kept: dict[str, Any]) -> None:
    """Send nothing there again."""
    addresses.close_again(kept["rows"], by=by)
