"""Who could be put on the list of leaders."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from allaboard.areas.initiatives.choices import Role
from allaboard.areas.initiatives.models import Initiative
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import matching, present_people, visible_people
from allaboard.foundation.people.models import Person

SHOWN = 20


def likely_role(initiative: Initiative) -> str:
    """The role that the next leader is offered: the sponsor comes first, as nothing is asked without one."""
    has_sponsor = initiative.stakeholders.filter(role=Role.SPONSOR, person__in=present_people()).exists()
    return Role.INFLUENCER if has_sponsor else Role.SPONSOR


@dataclass(frozen=True, slots=True)
class Candidates:
    """The first of those found, and how many there are."""

    people: tuple[Person, ...]
    total: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.total > len(self.people)


def candidates_for(actor: Actor, initiative: Initiative, text: str = "", department: str = "") -> Candidates:
    """People whom text and department find; without either, those who lead others, the top of the company first."""
    known = _known_to(actor).exclude(pk__in=initiative.stakeholders.values("person_id"))
    if department:
        known = known.filter(department=department)
    if text.strip():
        return _first(matching(known, text).order_by("family_name", "given_name", "pk"))
    leading = known.annotate(leads=Count("reports", filter=Q(reports__active=True)))
    if department:
        return _first(leading.order_by("-leads", "family_name", "given_name", "pk"))
    return _first(leading.filter(leads__gt=0).order_by("manager_path__len", "-leads", "pk"))


def departments_for(actor: Actor) -> list[str]:
    """The departments of the people who could be put on the list, by name."""
    found = _known_to(actor).exclude(department="").order_by("department")
    return list(found.values_list("department", flat=True).distinct())


def _known_to(actor: Actor) -> QuerySet[Person]:
    return visible_people(actor).filter(pk__in=present_people().values("pk"))


def _first(people: QuerySet[Person]) -> Candidates:
    return Candidates(tuple(people[:SHOWN]), people.count())
