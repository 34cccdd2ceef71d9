"""Offers to take an action back, and takes it back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.queries import offers_of
from allaboard.foundation.undo.reversals import reversal_for
from allaboard.foundation.undo.rules import GRACE

NO_USER = 0  # who acts without a user or token, such as the system, takes nothing back
LONGEST_LABEL = 250


def offer(by: Actor, label: str, kind: str, payload: Mapping[str, Any]) -> Offer:
    """Keep what is needed to take the action back."""
    return Offer.objects.create(
        user_id=by.user_id or NO_USER,
        token_id=None if by.user_id else by.token_id,
        label=label[:LONGEST_LABEL],
        kind=kind,
        payload=dict(payload),
    )


def forget_old() -> int:
    """Delete what can no longer be taken back, with what was kept for it."""
    forgotten, _by_model = Offer.objects.filter(offered_at__lt=timezone.now() - GRACE).delete()
    return forgotten


@transaction.atomic
def take_back(pk: int, *, by: Actor) -> Offer:
    """Undo the action, once, by the one who did it, within the grace time.

    Raises:
        NotFound: somebody else's action, or none.
        RuleBroken: it was taken back already, or it is too late.
        NotAllowed: it lies outside the scopes of the program.
    """
    found = offers_of(by).select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound
    if found.used_at is not None:
        raise RuleBroken(_("This was taken back already."))
    if timezone.now() - found.offered_at > GRACE:
        raise RuleBroken(_("It is too late to take this back: more than ten minutes have passed."))
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    reversal_for(by, found.kind)(by, found.payload)
    record("undo.used", by=by, on=found, kind=found.kind)
    return found
