"""Questions about work in progress."""

from django.db.models import Q, QuerySet

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.jobs.models import Progress


def visible_to(actor: Actor) -> QuerySet[Progress]:
    """The work the actor has started; administrators see all of it."""
    if actor.has(Role.ADMIN):
        return Progress.objects.all()
    if actor.person_id is None:
        return Progress.objects.none()
    return Progress.objects.filter(Q(owner=actor.person_id))


def progress_for(actor: Actor, pk: int) -> Progress:
    """The progress with this number, if the actor may see it."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
