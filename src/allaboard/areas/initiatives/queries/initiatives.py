"""Which initiatives there are, and for whom."""

from typing import TypeVar

from django.db.models import QuerySet

from allaboard.areas.initiatives.choices import SourceKind, Status
from allaboard.areas.initiatives.models import (
    BriefLink,
    Condition,
    Evidence,
    Initiative,
    Objection,
    Option,
    Source,
    Stakeholder,
)
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import present_people

AboutALeader = TypeVar("AboutALeader", Objection, Condition, Evidence, BriefLink)


def visible_to(actor: Actor) -> QuerySet[Initiative]:
    """Initiatives the actor may know of: all for the team, one's own as a leader on the list, else none."""
    if actor.is_team:
        return Initiative.objects.all()
    if actor.person_id is None:
        return Initiative.objects.none()
    mine = Initiative.objects.filter(stakeholders__person_id=actor.person_id)
    return Initiative.objects.filter(pk__in=mine.values("pk"))


def workable_by(actor: Actor) -> QuerySet[Initiative]:
    """Initiatives of which the actor sees everything, not only the brief."""
    return Initiative.objects.all() if actor.is_team else Initiative.objects.none()


def initiative_for(actor: Actor, pk: int) -> Initiative:
    """One initiative with all its parts; NotFound unless the actor sees everything of it."""
    found = workable_by(actor).select_related("owner").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def open_initiatives(actor: Actor) -> QuerySet[Initiative]:
    """Initiatives under way that the actor may know of, newest first."""
    return visible_to(actor).filter(status=Status.OPEN).select_related("owner").order_by("-created_at", "-pk")


def sources_of(initiative: Initiative) -> list[Source]:
    """What the case rests on, quotes left out."""
    return list(initiative.sources.exclude(kind=SourceKind.QUOTE))


def quotes_of(initiative: Initiative) -> list[Source]:
    """What people said in their own words."""
    return list(initiative.sources.filter(kind=SourceKind.QUOTE))


def options_of(initiative: Initiative) -> list[Option]:
    """The ways to solve the problem, the chosen one first."""
    return list(initiative.options.order_by("-is_chosen", "pk"))


def option_of(initiative: Initiative, pk: int) -> Option:
    """One of the ways to solve the problem; NotFound otherwise."""
    found = initiative.options.select_related("initiative").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def unanswered_objections(actor: Actor) -> QuerySet[Objection]:
    """Questions and objections of people who work here that still wait for an answer, oldest first."""
    return (
        Objection.objects.filter(
            answered_at=None,
            stakeholder__initiative__in=workable_by(actor).filter(status=Status.OPEN),
            stakeholder__person__in=present_people(),
        )
        .select_related("stakeholder__person", "stakeholder__initiative")
        .order_by("raised_at")
    )


def objections_of(stakeholder: Stakeholder) -> QuerySet[Objection]:
    """All that a leader asked or objected, oldest first."""
    return Objection.objects.filter(stakeholder=stakeholder).select_related("answered_by")


def conditions_of(stakeholder: Stakeholder) -> QuerySet[Condition]:
    """All conditions that a leader set and did not take back, oldest first."""
    return Condition.objects.filter(stakeholder=stakeholder, withdrawn_at=None)


def objection_of(initiative: Initiative, pk: int) -> Objection:
    """A question or objection of one of the initiative's leaders; NotFound otherwise."""
    return _about_a_leader(Objection.objects.all(), initiative, pk)


def condition_of(initiative: Initiative, pk: int) -> Condition:
    """A condition of one of the initiative's leaders; NotFound otherwise."""
    return _about_a_leader(Condition.objects.all(), initiative, pk)


def evidence_of(initiative: Initiative, pk: int) -> Evidence:
    """What one of the initiative's leaders did; NotFound otherwise."""
    return _about_a_leader(Evidence.objects.all(), initiative, pk)


def link_of(initiative: Initiative, pk: int) -> BriefLink:
    """A personal link of one of the initiative's leaders; NotFound otherwise."""
    return _about_a_leader(BriefLink.objects.all(), initiative, pk)


def _about_a_leader(known: QuerySet[AboutALeader], initiative: Initiative, pk: int) -> AboutALeader:
    with_leader = known.select_related("stakeholder__person", "stakeholder__initiative")
    found = with_leader.filter(pk=pk, stakeholder__initiative=initiative).first()
    if found is None:
        raise NotFound
    return found


def owners_for(actor: Actor) -> list[tuple[str, str]]:
    """Those who own an initiative the actor works on, by id and name."""
    owned = workable_by(actor).exclude(owner=None).select_related("owner").distinct("owner_id")
    people = sorted(
        (one.owner for one in owned.order_by("owner_id") if one.owner), key=lambda person: person.name
    )
    return [(str(person.pk), person.name) for person in people]
