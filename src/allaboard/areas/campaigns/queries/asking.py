"""Which leaders must be ready before the asks of a campaign go out, and whether they are."""

from dataclasses import dataclass

from django.db.models import Aggregate, Max, Min, Q, QuerySet

from allaboard.areas.campaigns.choices import FOLLOWING, STOPPED, Aim, StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.experiment import narrowed
from allaboard.areas.campaigns.rules.asking import unit_of_ask
from allaboard.areas.initiatives import facade as initiatives
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments


@dataclass(frozen=True, slots=True)
class AskGate:
    """Asks that wait for the same leaders: those of one part of the company, or of all of it (an empty unit)."""

    unit: str
    steps: tuple[Step, ...]
    readiness: initiatives.Readiness


def gates_of(campaign: Campaign) -> list[AskGate]:
    """What the asks that have not gone out wait for; a plan that lacks its ask is told what its audience would need."""
    if campaign.initiative_id is None or campaign.status in STOPPED:
        return []
    asks = list(campaign.steps.filter(kind=StepKind.ASK))
    is_told_ahead = not asks and campaign.aim == Aim.ACT
    waiting: dict[str, list[Step]] = {_unit_of_audience(campaign): []} if is_told_ahead else {}
    for step in asks:
        if step.send_id is None and step.expired_at is None:
            waiting.setdefault(unit_of_step(campaign, step), []).append(step)
    return [
        AskGate(unit, tuple(steps), initiatives.readiness(campaign.initiative_id, unit))
        for unit, steps in waiting.items()
    ]


def unit_of_step(campaign: Campaign, step: Step) -> str:
    """The part of the company whose leaders the ask needs: as approved, or for a draft as of today."""
    if campaign.status not in FOLLOWING:
        return step.ask_unit
    people = narrowed(segments.present_people_matching(campaign.audience_text), step)
    return unit_holding(campaign, people)


def _unit_of_audience(campaign: Campaign) -> str:
    return unit_holding(campaign, segments.present_people_matching(campaign.audience_text))


def unit_holding(campaign: Campaign, people: QuerySet[Person]) -> str:
    """The part of the company whose leaders an ask of these people needs."""
    return unit_of_ask(shared_units(people), campaign.ask_unit, initiatives.WHOLE_COMPANY)


def shared_units(people: QuerySet[Person]) -> tuple[str, ...]:
    """The department, division and location in which all of the people work, narrowest first; none of nobody."""
    ends: dict[str, Aggregate] = {f"first_{field}": Min(field) for field in initiatives.UNIT_FIELDS}
    ends |= {f"last_{field}": Max(field) for field in initiatives.UNIT_FIELDS}
    found = people.order_by().aggregate(**ends)
    names = [
        found[f"first_{field}"]
        for field in initiatives.UNIT_FIELDS
        if found[f"first_{field}"] and found[f"first_{field}"] == found[f"last_{field}"]
    ]
    return tuple(dict.fromkeys(names))


def people_outside(people: QuerySet[Person], unit: str) -> int:
    """How many of the people work in no department, division or location of that name; 0 for the whole company."""
    if not unit:
        return 0
    return people.exclude(Q.create([(field, unit) for field in initiatives.UNIT_FIELDS], Q.OR)).count()
