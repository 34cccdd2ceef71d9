"""Who belongs to which side, and who acted."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from allaboard.areas.campaigns.choices import Arm
from allaboard.areas.campaigns.models import Act, Assignment, Campaign, Step
from allaboard.areas.campaigns.queries.reviews import approved_version
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments


def assignments_of(campaign: Campaign) -> QuerySet[Assignment]:
    """The frozen audience with its sides; nobody before the approval."""
    version = approved_version(campaign)
    return Assignment.objects.filter(version=version.pk if version else 0)


def treated_people(campaign: Campaign) -> QuerySet[Person]:
    """People of the frozen audience who are to get the campaign."""
    return Person.objects.filter(pk__in=assignments_of(campaign).filter(arm=Arm.TREATED).values("person"))


def narrowed(people: QuerySet[Person], step: Step) -> QuerySet[Person]:
    """Those of the people whom the step is for."""
    if not step.segment_text.strip():
        return people
    return people.filter(pk__in=segments.people_matching(step.segment_text).order_by().values("pk"))


def people_still_to_act(campaign: Campaign) -> QuerySet[Person]:
    """Treated people who have not acted, for a reminder; only its size is ever shown to a person."""
    acts = Act.objects.filter(campaign=campaign, person=OuterRef("pk"))
    return treated_people(campaign).filter(~Exists(acts))


def sent_steps(campaign: Campaign) -> Sequence[Step]:
    """Steps that were handed to delivery, in order."""
    return list(campaign.steps.filter(send_id__isnull=False).order_by("position"))
