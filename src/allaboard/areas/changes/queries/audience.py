"""Who will be told, before it is published."""

from allaboard.areas.campaigns.facade import people_reached
from allaboard.areas.changes.models import Change
from allaboard.areas.listening.facade import people_asked
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person


def asked_count(change: Change) -> int:
    """How many people were asked and will therefore be told."""
    if change.wave_id:
        return people_asked(change.wave_id).count()
    return people_reached(change.campaign_id).count() if change.campaign_id else 0


def reader_like(actor: Actor) -> Person:
    """The actor as a reader, to see a message as people get it; one by name alone when the directory has none."""
    return Person.objects.filter(pk=actor.person_id or 0).first() or Person(given_name=actor.name)
