"""Questions about files."""

from django.db.models import QuerySet

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.files.models import KeptFile


def visible_to(actor: Actor) -> QuerySet[KeptFile]:
    """The actor's own files; the system sees all."""
    if actor.is_system:
        return KeptFile.objects.all()
    return KeptFile.objects.filter(owner=actor.person_id) if actor.person_id else KeptFile.objects.none()


def file_for(actor: Actor, pk: int) -> KeptFile:
    """The file with this number, if the actor may see it."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
