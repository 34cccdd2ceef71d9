"""Who could be put on the list of leaders."""

from django.db.models import Count, Q, QuerySet

from allaboard.areas.initiatives.choices import Role
from allaboard.areas.initiatives.models import Initiative
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import matching, present_people, visible_people
from allaboard.foundation.people.models import Person

SHOWN = 20


def likely_role(initiative: Initiative) -> str:
    """The role that the next leader is offered: the sponsor comes first, as nothing is asked without one."""
    has_sponsor = initiative.stakeholders.filter(role=Role.SPONSOR).exists()
    return Role.INFLUENCER if has_sponsor else Role.SPONSOR


def candidates_for(actor: Actor, initiative: Initiative, text: str) -> QuerySet[Person]:
    """People whom the text finds; without a text, those who lead others, the top of the company first."""
    known = visible_people(actor).filter(pk__in=present_people().values("pk"))
    known = known.exclude(pk__in=initiative.stakeholders.values("person_id"))
    if text.strip():
        return matching(known, text).order_by("family_name", "given_name", "pk")[:SHOWN]
    leading = known.annotate(leads=Count("reports", filter=Q(reports__active=True))).filter(leads__gt=0)
    return leading.order_by("manager_path__len", "-leads", "pk")[:SHOWN]
