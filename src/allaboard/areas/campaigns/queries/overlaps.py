"""Whether a draft would tell people who are held out of another campaign for the same thing."""

from django.db.models import Count, Q, QuerySet

from allaboard.areas.campaigns.choices import APPROVING_DECISIONS, EDITABLE, UNDER_WAY, Arm
from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.rules.plan import SMALLEST_GROUP
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments


def spoiled_by(actor: Actor, draft: Campaign) -> list[Campaign]:
    """Campaigns under way whose comparison the draft would spoil, of those that the actor may know of.

    They are for the same initiative or measured by the same rule, and the draft goes to people they hold out: at
    least five, so that it tells of nobody on which side they are.
    """
    if draft.status not in EDITABLE:
        return []
    others = _for_the_same_thing(actor, draft)
    people = segments.present_people_matching(draft.audience_text).order_by().values("pk")
    held = Assignment.objects.filter(arm=Arm.HOLDOUT, version__campaign__in=others, person__in=people)
    held = held.filter(version__decision__in=APPROVING_DECISIONS)
    met = held.values("version__campaign").annotate(people=Count("pk")).filter(people__gte=SMALLEST_GROUP)
    return list(others.filter(pk__in=met.values("version__campaign")).order_by("pk"))


def _for_the_same_thing(actor: Actor, draft: Campaign) -> QuerySet[Campaign]:
    same = Q()
    if draft.initiative_id is not None:
        same |= Q(initiative_id=draft.initiative_id)
    if draft.outcome_rule:
        same |= Q(outcome_rule=draft.outcome_rule)
    others = visible_to(actor).filter(status__in=UNDER_WAY).exclude(pk=draft.pk)
    return others.filter(same) if same else others.none()
