"""Questions about what can be taken back."""

from django.db.models import QuerySet
from django.utils import timezone

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.reversals import kinds_for
from allaboard.foundation.undo.rules import GRACE


def offers_of(actor: Actor) -> QuerySet[Offer]:
    """All that was offered to the actor: to a user, on pages and by token; to a program without a user, by its token."""
    if actor.user_id:
        return Offer.objects.filter(user_id=actor.user_id)
    return Offer.objects.filter(token_id=actor.token_id) if actor.token_id else Offer.objects.none()


def visible_to(actor: Actor) -> QuerySet[Offer]:
    """What the actor may take back now."""
    still = {"used_at": None, "offered_at__gte": timezone.now() - GRACE}
    return offers_of(actor).filter(kind__in=kinds_for(actor), **still)
