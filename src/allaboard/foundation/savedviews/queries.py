"""Questions about saved views."""

from django.db.models import QuerySet

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.savedviews.models import SavedView


def visible_to(actor: Actor) -> QuerySet[SavedView]:
    """The actor's own views; nobody sees those of another."""
    return SavedView.objects.filter(user_id=actor.user_id) if actor.user_id else SavedView.objects.none()


def view_for(actor: Actor, pk: int) -> SavedView:
    """The view with this number; NotFound unless it is the actor's."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
