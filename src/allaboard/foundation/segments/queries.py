"""Named questions about segments and the people in them."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.facade import as_of, present_people
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.compiler import FactsOfDay, FactsToday, compiled
from allaboard.foundation.segments.compiler.facts import Facts
from allaboard.foundation.segments.models import Segment, Snapshot
from allaboard.foundation.segments.rules import Everyone, Rule, conditions_of, parse
from allaboard.foundation.segments.rules.attributes import attribute_of

PRESENCE_FIELDS = frozenset({"employment_status", "active"})
USERS = (Role.HR_GENERALIST, Role.HR_LEADER, Role.COMMUNICATIONS, Role.RECRUITER, Role.MANAGER)


def visible_to(actor: Actor) -> QuerySet[Segment]:
    """Segments the actor may see: one's own and the shared ones; for HR all of them."""
    if actor.acts_for_hr:
        return Segment.objects.all()
    if not actor.has(*USERS):
        return Segment.objects.none()
    own = Q(owner_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    return Segment.objects.filter(own | Q(shared=True))


def segment_for(actor: Actor, pk: int) -> Segment:
    """The segment, if the actor may see it.

    Raises:
        NotFound: there is no such segment, or the actor may not know.
    """
    segment = visible_to(actor).select_related("owner").filter(pk=pk).first()
    if segment is None:
        raise NotFound
    return segment


def snapshots_for(actor: Actor, segment: Segment) -> QuerySet[Snapshot]:
    """Lists frozen from the segment, newest first: all for the team, for others those they took themselves."""
    kept = segment.snapshots.order_by("-taken_at", "-pk")
    return kept if actor.is_team or actor.is_system else kept.filter(taken_by_id=actor.person_id or 0)


def people_matching(rule: str | Rule, today: date | None = None) -> QuerySet[Person]:
    """People for whom the rule holds today, in one query; only those who work here unless it asks about that.

    Raises:
        SegmentSyntaxError: the text is no rule.
    """
    return Person.objects.filter(_with_presence(rule, FactsToday(today or timezone.localdate())))


def present_people_matching(rule: str | Rule) -> QuerySet[Person]:
    """People for whom the rule holds and who work here, whatever the rule asks."""
    return people_matching(rule) & present_people()


def people_matching_on(rule: str | Rule, day: date) -> QuerySet[Person]:
    """People for whom the rule held on a day, as the directory knew them then."""
    versions = as_of(day).filter(_with_presence(rule, FactsOfDay(day)))
    return Person.objects.filter(pk__in=versions.values("person_id"))


def _with_presence(rule: str | Rule, facts: Facts) -> Q:
    tree = parse(rule) if isinstance(rule, str) else rule
    condition = Q() if isinstance(tree, Everyone) else compiled(tree, facts)
    return condition if fields_of(tree) & PRESENCE_FIELDS else facts.present() & condition


def fields_of(rule: Rule) -> set[str]:
    """The fields of the directory that a rule asks about."""
    keys = {condition.attribute for condition in conditions_of(rule)}
    return {"custom_fields" if key.startswith("custom.") else attribute_of(key).field for key in keys}


def members(snapshot_id: int) -> QuerySet[Person]:
    """The people frozen in a snapshot."""
    return Person.objects.filter(pk__in=Snapshot.objects.get(pk=snapshot_id).members.values("person_id"))
