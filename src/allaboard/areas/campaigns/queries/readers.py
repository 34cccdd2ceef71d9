"""As whom a message can be looked at before it is sent."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.models import Campaign, Step, Wording
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.facade import Gap, gaps_in
from allaboard.foundation.people.facade import visible_people
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments

EXAMPLES = 20


def possible_readers(actor: Actor, campaign: Campaign) -> QuerySet[Person]:
    """People of the campaign's audience whom the actor may see; which side of an experiment they are on is not told."""
    audience = segments.present_people_matching(campaign.audience_text).order_by().values("pk")
    return visible_people(actor).filter(active=True, pk__in=audience)


def example_readers(actor: Actor, campaign: Campaign) -> list[Person]:
    """Some of them who differ in language or department, because their messages may look different."""
    readers = possible_readers(actor, campaign)
    differing = readers.order_by("preferred_language", "department", "pk")
    return list(differing.distinct("preferred_language", "department")[:EXAMPLES])


def gaps_of(step: Step) -> list[Gap]:
    """Fields of the message, in any of its languages, that are empty for some of those who would get it today."""
    words: list[Step | Wording] = [step, *step.wordings.all()]
    texts = [text for each in words for text in (each.subject, each.body, each.action_label)]
    people = segments.present_people_matching(step.campaign.audience_text)
    if step.segment_text:
        narrowed = segments.present_people_matching(step.segment_text).order_by().values("pk")
        people = people.filter(pk__in=narrowed)
    return gaps_in(texts, people)


def reader_for(actor: Actor, campaign: Campaign, person_id: str) -> Person:
    """The person as whom the message is shown: one of the audience; when none is named the actor, if in the directory.

    Raises:
        NotFound: the person is not among those the actor may look through the eyes of.
        RuleBroken: none is named, and there is nobody through whose eyes the actor could look.
    """
    if person_id:
        readers = possible_readers(actor, campaign)
        found = readers.filter(pk=int(person_id)) if person_id.isdecimal() else readers.none()
    elif actor.person_id is None:
        found = Person.objects.filter(pk__in=[each.pk for each in example_readers(actor, campaign)[:1]])
    else:
        found = Person.objects.filter(pk=actor.person_id)
    person = found.select_related("manager").first()
    if person is None and not person_id:
        raise RuleBroken(_("You are not in the directory, so there is no reader to show it as."))
    if person is None:
        raise NotFound
    return person
