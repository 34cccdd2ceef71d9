"""The door for other areas: start an initiative, name one, answer for a step, and ask if it is time to ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.areas.initiatives.loop import StepState, register_step
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.initiatives import open_initiatives, visible_to
from allaboard.areas.initiatives.queries.loop import steps_of
from allaboard.areas.initiatives.queries.readiness import UNIT_FIELDS, WHOLE_COMPANY, Readiness, readiness_of
from allaboard.areas.initiatives.rules.asking import require_open
from allaboard.areas.initiatives.services.initiatives import EvidenceLink, remove_sample
from allaboard.areas.initiatives.services.initiatives import start_initiative as _start_initiative
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Actor

__all__ = [
    "UNIT_FIELDS",
    "WHOLE_COMPANY",
    "EvidenceLink",
    "InitiativeRef",
    "Readiness",
    "StepState",
    "initiative_ref",
    "initiative_refs",
    "initiatives_for",
    "readiness",
    "register_step",
    "remove_sample",
    "require_ready",
    "start_initiative",
]


@dataclass(frozen=True, slots=True)
class InitiativeRef:
    """What other areas need to name an initiative and to lead to it."""

    id: int
    title: str
    url: str
    step: str
    owner: str


def start_initiative(
    title: str, problem: str, evidence: Iterable[EvidenceLink], by: Actor, *, is_sample: bool = False
) -> int:
    """Open an initiative from evidence found in another area; returns its id."""
    return _start_initiative(title, problem, evidence, by, is_sample=is_sample).pk


def initiative_ref(actor: Actor, initiative_id: int) -> InitiativeRef:
    """The initiative, if the actor may know of it; its address is one that the actor may open.

    Raises:
        NotFound: there is no such initiative, or the actor may not know.
    """
    found = initiative_refs(actor, [initiative_id])
    if initiative_id not in found:
        raise NotFound
    return found[initiative_id]


def initiative_refs(actor: Actor, initiative_ids: Iterable[int]) -> dict[int, InitiativeRef]:
    """The initiatives that the actor may know of, of those, by number."""
    found = visible_to(actor).select_related("owner").filter(pk__in=set(initiative_ids))
    return {ref.id: ref for ref in _refs(actor, list(found))}


def initiatives_for(actor: Actor) -> list[InitiativeRef]:
    """Initiatives under way that the actor may know of, newest first."""
    return _refs(actor, list(open_initiatives(actor)))


def readiness(initiative_id: int, unit: str = WHOLE_COMPANY) -> Readiness:
    """Whether people may be asked, in the whole company or in one department, division or location."""
    return readiness_of(_initiative(initiative_id), unit=unit)


def require_ready(initiative_id: int, unit: str = WHOLE_COMPANY) -> None:
    """Raise RuleBroken unless people may be asked: it names what is missing in which part, or that it is all over."""
    found = _initiative(initiative_id)
    require_open(found.status)
    state = readiness_of(found, unit=unit)
    if state.may_ask:
        return
    missing = "; ".join(check.text for check in state.red)
    if unit:
        raise RuleBroken(
            _("It is too early to ask in %(unit)s. %(missing)s.") % {"unit": unit, "missing": missing}
        )
    raise RuleBroken(_("It is too early to ask. %(missing)s.") % {"missing": missing})


def _initiative(initiative_id: int) -> Initiative:
    found = Initiative.objects.filter(pk=initiative_id).first()
    if found is None:
        raise NotFound
    return found


def _refs(actor: Actor, found: list[Initiative]) -> list[InitiativeRef]:
    steps = steps_of(actor, [initiative.pk for initiative in found])
    page = "initiatives:detail" if actor.is_team else "initiatives:brief"
    return [
        InitiativeRef(
            id=initiative.pk,
            title=initiative.title,
            url=reverse(page, args=[initiative.pk]),
            step=str(steps[initiative.pk].label),
            owner=initiative.owner.name if initiative.owner else "",
        )
        for initiative in found
    ]
