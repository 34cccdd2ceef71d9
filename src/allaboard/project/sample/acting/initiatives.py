"""Makes the sample company's initiatives, with what is known of each."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from allaboard.areas.initiatives.choices import Kind, SourceKind
from allaboard.areas.initiatives.facade import EvidenceLink
from allaboard.areas.initiatives.models import Evidence, Initiative, Objection, Option, Stakeholder
from allaboard.areas.initiatives.queries.readiness import is_unit
from allaboard.areas.initiatives.services.initiatives import change_case, start_initiative
from allaboard.areas.initiatives.services.leaders import add_leader, raise_objection
from allaboard.areas.initiatives.services.step_notes import note_step
from allaboard.areas.listening.facade import link_theme, theme_ref
from allaboard.areas.listening.models import Theme, Wave
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.project.sample.acting.plans import PLANS, Asked, Plan, Seat
from allaboard.project.sample.listening.editing import TITLES

DECIDED_AFTER = 5  # days from the start to the decision
ANSWERED_AFTER = 4


def obstacle(plan: Plan, people: Mapping[str, Person]) -> str:
    """Why a company is too small for a plan; empty when it is not."""
    leaders = [seat.name for seat in plan.leaders]
    if len({people[name] for name in leaders if name in people}) < len(leaders):
        return f"it needs {', '.join(leaders)}, each in a seat of their own"
    if plan.unit and not is_unit(plan.unit):
        return f"nobody works in {plan.unit}"
    return ""


def make(plans: Iterable[Plan], by: Actor, waves: Mapping[str, Wave], people: Mapping[str, Person]) -> None:
    """Make the initiatives, each resting on a theme or a figure."""
    for plan in plans:
        _one(plan, by, waves, people)


def started() -> dict[str, Initiative]:
    """The initiatives made, by key."""
    keys = {plan.title: plan.key for plan in PLANS}
    return {keys[one.title]: one for one in Initiative.objects.filter(is_sample=True) if one.title in keys}


def theme_about(wave: Wave, subject: str) -> Theme | None:
    """The theme of a wave about a subject of the voices, if no initiative has taken it up."""
    return Theme.objects.filter(wave=wave, title=TITLES[subject], initiative_id=None).first()


def _one(plan: Plan, by: Actor, waves: Mapping[str, Wave], people: Mapping[str, Person]) -> None:
    title, subject = plan.theme
    theme = theme_about(waves[title], subject) if title in waves else None
    initiative = start_initiative(
        plan.title, plan.problem, _evidence(plan, by, theme), by, unit=plan.unit, is_sample=True
    )
    Initiative.objects.filter(pk=initiative.pk).update(created_at=ago(plan.days_old))
    if theme is not None:
        link_theme(theme.pk, initiative.pk, by=by)
    change_case(initiative, dict(plan.case), by)
    _weigh_options(initiative, plan)
    for seat in plan.leaders:
        _fill(add_leader(initiative, people[seat.name].pk, seat.role, seat.influence, by), seat, by)
    for done in plan.outside:
        note_step(initiative, done.step, done.progress, done.text, ago(done.days_ago).date(), by)


def _evidence(plan: Plan, by: Actor, theme: Theme | None) -> list[EvidenceLink]:
    found = [EvidenceLink(plan.figure)] if plan.figure else []
    if theme is None:
        return found
    ref = theme_ref(by, theme.pk)
    said = f"{ref.comments} comments: {ref.title}"
    link = EvidenceLink(said, ref.url, f"In the {ref.wave_title}", SourceKind.THEME, f"theme:{ref.id}")
    return [link, *found]


def _weigh_options(initiative: Initiative, plan: Plan) -> None:
    Option.objects.bulk_create(
        Option(initiative=initiative, label=label, is_chosen=label == plan.decided) for label in plan.options
    )
    if plan.decided:
        Initiative.objects.filter(pk=initiative.pk).update(
            decided_on=ago(plan.days_old - DECIDED_AFTER).date(),
            decision_reason="Most for the money, and people asked for it in their own words.",
        )


def _fill(stakeholder: Stakeholder, seat: Seat, by: Actor) -> None:
    Evidence.objects.bulk_create(
        Evidence(stakeholder=stakeholder, kind=kind, note=note, at=ago(days), noted_by_id=by.person_id)
        for kind, days, note in seat.known
    )
    for asked in seat.asked:
        objection = raise_objection(stakeholder, asked.kind, asked.text, by, at=ago(asked.days_ago))
        if asked.answer:
            _answer(objection, asked, by)


def _answer(objection: Objection, asked: Asked, by: Actor) -> None:
    """Let the answer have been given, and found good, some days after the question."""
    at = ago(asked.days_ago - ANSWERED_AFTER)
    objection.answer, objection.answered_at, objection.is_accepted = asked.answer, at, True
    objection.answered_by_id = by.person_id
    objection.save()
    Evidence.objects.bulk_create(
        Evidence(
            stakeholder_id=objection.stakeholder_id, kind=kind, note=note, at=at, noted_by_id=by.person_id
        )
        for kind, note in ((Kind.OBJECTION_ANSWERED, asked.answer), (Kind.ANSWER_ACCEPTED, asked.text))
    )


def ago(days: int) -> datetime:
    """This hour, some days ago."""
    return timezone.now() - timedelta(days=days)
