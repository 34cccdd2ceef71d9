"""The leaders of initiatives, each with the standing that follows from the evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from allaboard.areas.initiatives.choices import Kind, Move
from allaboard.areas.initiatives.models import Condition, Evidence, Initiative, Objection, Stakeholder
from allaboard.areas.initiatives.rules.pitches import Pitch, next_move, pitches
from allaboard.areas.initiatives.rules.standing import Fact, Leader, pull_shares, standing_of
from allaboard.errors import NotFound
from allaboard.foundation.people.facade import present_people
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
    has_left: bool = False  # the company: whoever has left holds no pull and is asked nothing

    @property
    def is_to_be_asked(self) -> bool:
        """Whether the leader's yes is missing and nobody has sent the brief yet."""
        was_asked = any(fact.kind == Kind.BRIEF_SENT for fact in self.leader.facts)
        return not (was_asked or self.has_left or self.leader.standing.is_convinced)


def leaders_of(initiative_ids: Sequence[int], today: date | None = None) -> dict[int, list[LeaderRow]]:
    """The leaders of each initiative who work here, most influential first, in four questions for any number of initiatives."""
    found = _listed(initiative_ids, today or timezone.localdate())
    return {pk: [row for row in rows if not row.has_left] for pk, rows in found.items()}


def leaders_in(initiative_id: int, today: date | None = None) -> list[LeaderRow]:
    """The leaders of one initiative who work here, most influential first."""
    return leaders_of([initiative_id], today)[initiative_id]


def everyone_listed_in(initiative_id: int) -> list[LeaderRow]:
    """All who stand on the list of one initiative; those who have left the company last."""
    rows = _listed([initiative_id], timezone.localdate())[initiative_id]
    return sorted(rows, key=lambda row: row.has_left)


def leader_in(initiative: Initiative, stakeholder_id: int) -> LeaderRow:
    """One who stands on the list of the initiative; NotFound otherwise."""
    for row in everyone_listed_in(initiative.pk):
        if row.stakeholder.pk == stakeholder_id:
            return row
    raise NotFound


def pitches_for(initiative: Initiative, rows: Sequence[LeaderRow], today: date | None = None) -> list[Pitch]:
    """Whom to win next, best first."""
    leaders = [row.leader for row in rows]
    return pitches(leaders, today or timezone.localdate(), initiative.needed_percent / 100)


def _listed(initiative_ids: Sequence[int], today: date) -> dict[int, list[LeaderRow]]:
    by_initiative: dict[int, list[Stakeholder]] = {pk: [] for pk in initiative_ids}
    for stakeholder in _with_all_known(initiative_ids):
        by_initiative[stakeholder.initiative_id].append(stakeholder)
    return {pk: _rows(found, today) for pk, found in by_initiative.items()}


def _with_all_known(initiative_ids: Sequence[int]) -> Iterable[Stakeholder]:
    works_here = Exists(present_people().filter(pk=OuterRef("person_id")))
    return (
        Stakeholder.objects.filter(initiative_id__in=initiative_ids)
        .annotate(works_here=works_here)
        .select_related("person")
        .prefetch_related(
            "evidence",
            Prefetch("objections", Objection.objects.filter(answered_at=None)),
            Prefetch("conditions", Condition.objects.filter(met_at=None, withdrawn_at=None)),
        )
        .order_by("-influence", "pk")
    )


def _rows(stakeholders: Sequence[Stakeholder], today: date) -> list[LeaderRow]:
    leaders = [(one, _leader(one, today)) for one in stakeholders]
    shares = pull_shares([leader for one, leader in leaders if _works_here(one)])
    return [
        LeaderRow(
            stakeholder=stakeholder,
            person=stakeholder.person,
            leader=leader,
            share=shares.get(leader.id, 0.0),
            move=next_move(leader, today) if _works_here(stakeholder) else Move.REPLACE,
            open_objections=tuple(stakeholder.objections.all()),
            open_conditions=tuple(stakeholder.conditions.all()),
            has_left=not _works_here(stakeholder),
        )
        for stakeholder, leader in leaders
    ]


def _works_here(stakeholder: Stakeholder) -> bool:
    return bool(stakeholder.works_here)  # type: ignore[attr-defined]  # annotated


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
