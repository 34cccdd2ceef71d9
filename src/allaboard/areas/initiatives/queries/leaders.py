"""The leaders of initiatives, each with the standing that follows from the evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from allaboard.areas.initiatives.choices import Kind, Move
from allaboard.areas.initiatives.models import Condition, Evidence, Initiative, Objection, Stakeholder
from allaboard.areas.initiatives.rules.pitches import Pitch, next_move, pitches
from allaboard.areas.initiatives.rules.standing import Fact, Leader, pull_shares, standing_of
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """One leader of one initiative as pages show them."""

    stakeholder: Stakeholder
    person: Person
    leader: Leader
    share: float  # of all influence, 0-1
    move: Move
    open_objections: tuple[Objection, ...]
    open_conditions: tuple[Condition, ...]

    @property
    def is_to_be_asked(self) -> bool:
        """Whether the leader's yes is missing and nobody has sent the brief yet."""
        was_asked = any(fact.kind == Kind.BRIEF_SENT for fact in self.leader.facts)
        return not was_asked and not self.leader.standing.is_convinced


def leaders_of(initiative_ids: Sequence[int], today: date | None = None) -> dict[int, list[LeaderRow]]:
    """The leaders of each initiative, most influential first, in four questions for any number of initiatives."""
    today = today or timezone.localdate()
    by_initiative: dict[int, list[Stakeholder]] = {pk: [] for pk in initiative_ids}
    for stakeholder in _with_all_known(initiative_ids):
        by_initiative[stakeholder.initiative_id].append(stakeholder)
    return {pk: _rows(found, today) for pk, found in by_initiative.items()}


def leaders_in(initiative_id: int, today: date | None = None) -> list[LeaderRow]:
    """The leaders of one initiative, most influential first."""
    return leaders_of([initiative_id], today)[initiative_id]


def leader_for(actor: Actor, initiative: Initiative, stakeholder_id: int) -> LeaderRow:
    """One leader of an initiative the actor works on; NotFound otherwise."""
    for row in leaders_in(initiative.pk):
        if row.stakeholder.pk == stakeholder_id and actor.is_team:
            return row
    raise NotFound


def pitches_for(initiative: Initiative, rows: Sequence[LeaderRow], today: date | None = None) -> list[Pitch]:
    """Whom to win next, best first."""
    leaders = [row.leader for row in rows]
    return pitches(leaders, today or timezone.localdate(), initiative.needed_percent / 100)


def _with_all_known(initiative_ids: Sequence[int]) -> Iterable[Stakeholder]:
    return (
        Stakeholder.objects.filter(initiative_id__in=initiative_ids)
        .select_related("person")
        .prefetch_related(
            "evidence",
            Prefetch("objections", Objection.objects.filter(answered_at=None)),
            Prefetch("conditions", Condition.objects.filter(met_at=None, withdrawn_at=None)),
        )
        .order_by("-influence", "pk")
    )


def _rows(stakeholders: Sequence[Stakeholder], today: date) -> list[LeaderRow]:
    leaders = [_leader(one, today) for one in stakeholders]
    shares = pull_shares(leaders)
    return [
        LeaderRow(
            stakeholder=stakeholder,
            person=stakeholder.person,
            leader=leader,
            share=shares[leader.id],
            move=next_move(leader, today),
            open_objections=tuple(stakeholder.objections.all()),
            open_conditions=tuple(stakeholder.conditions.all()),
        )
        for stakeholder, leader in zip(stakeholders, leaders, strict=True)
    ]


def _leader(stakeholder: Stakeholder, today: date) -> Leader:
    facts = tuple(_fact(evidence) for evidence in stakeholder.evidence.all())
    standing = standing_of(
        # Newest first in the database; the rule keeps the order of equal days, so the last one said counts.
        reversed(facts),
        today,
        open_questions=len(stakeholder.objections.all()),
        unmet_conditions=len(stakeholder.conditions.all()),
    )
    return Leader(stakeholder.pk, stakeholder.role, stakeholder.influence, standing, facts)


def _fact(evidence: Evidence) -> Fact:
    return Fact(evidence.kind, timezone.localdate(evidence.at), evidence.note)
