"""Where a leader stands, from dated evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from allaboard.areas.initiatives.choices import Kind, Stage

ORDER = list(Stage)
CONVINCED = frozenset({Stage.CONVINCED, Stage.COMMITTED, Stage.ADVOCATE})

# What each kind of evidence shows, and for how many days: talk fades sooner than what costs the leader something.
SHOWS: Mapping[str, tuple[Stage, int]] = {
    Kind.BRIEF_SENT: (Stage.UNAWARE, 365),
    Kind.BRIEF_READ: (Stage.AWARE, 90),
    Kind.OBJECTION_RAISED: (Stage.AWARE, 90),
    Kind.OBJECTION_ANSWERED: (Stage.AWARE, 90),
    Kind.TALKED: (Stage.AWARE, 90),
    Kind.CAME_TO_DEMO: (Stage.INTERESTED, 90),
    Kind.ASKED_QUESTION: (Stage.INTERESTED, 90),
    Kind.ACCEPT_IF: (Stage.CONVINCED, 120),
    Kind.ANSWER_ACCEPTED: (Stage.INTERESTED, 90),
    Kind.CONDITION_MET: (Stage.INTERESTED, 120),
    Kind.SAID_ACCEPT: (Stage.CONVINCED, 120),
    Kind.COMMITTED_RESOURCE: (Stage.COMMITTED, 90),
    Kind.ADVOCATED: (Stage.ADVOCATE, 90),
    Kind.SAID_NOT_NOW: (Stage.AWARE, 180),
    Kind.SPOKE_AGAINST: (Stage.OPPOSED, 180),
}
# Refusals cancel what was shown before them.
REFUSALS = frozenset({Kind.SAID_NOT_NOW, Kind.SPOKE_AGAINST})


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated thing that a leader did, or that was done towards the leader."""

    kind: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a leader stands, the fact it rests on, and what holds the leader back."""

    stage: Stage
    because: Fact | None = None
    is_stale: bool = False
    open_questions: int = 0
    unmet_conditions: int = 0

    @property
    def is_convinced(self) -> bool:
        """Whether the leader's pull counts towards buy-in."""
        return self.stage in CONVINCED


@dataclass(frozen=True, slots=True)
class Leader:
    """A stakeholder as the sums see one."""

    id: int
    role: str
    influence: int
    standing: Standing
    facts: tuple[Fact, ...] = ()


def standing_of(
    facts: Iterable[Fact], today: date, *, open_questions: int = 0, unmet_conditions: int = 0
) -> Standing:
    """Where a leader stands, from what the leader did.

    The highest stage shown since the last refusal counts. Evidence past its time counts one stage lower and
    marks the standing as stale. An open question or an unmet condition keeps a leader at interested.

    Args:
        facts: dated evidence in any order; facts after `today` are ignored.
        today: the day for which the question is asked.
        open_questions: questions and objections without an answer, 0 or more.
        unmet_conditions: conditions of a "yes, if" that do not hold yet, 0 or more.
    """
    known = sorted((fact for fact in facts if fact.on <= today), key=lambda fact: fact.on)
    refusals = [number for number, fact in enumerate(known) if fact.kind in REFUSALS]
    counted = known[refusals[-1] :] if refusals else known
    stage, because, is_stale = Stage.UNAWARE, None, False
    for fact in counted:
        shown, stale = _shown_by(fact, today)
        later_or_higher = (
            because is None or ORDER.index(shown) >= ORDER.index(stage) or stage == Stage.OPPOSED
        )
        if later_or_higher and not (stage == Stage.OPPOSED and shown == Stage.UNAWARE):
            stage, because, is_stale = shown, fact, stale
    if (open_questions or unmet_conditions) and stage in CONVINCED:
        stage = Stage.INTERESTED
    return Standing(stage, because, is_stale, open_questions, unmet_conditions)


def _shown_by(fact: Fact, today: date) -> tuple[Stage, bool]:
    stage, days = SHOWS[Kind(fact.kind)]
    if (today - fact.on).days <= days or stage in (Stage.UNAWARE, Stage.AWARE):
        return stage, (today - fact.on).days > days
    if stage == Stage.OPPOSED:
        return Stage.AWARE, True
    return ORDER[ORDER.index(stage) - 1], True


def pull_shares(leaders: Sequence[Leader]) -> dict[int, float]:
    """Each leader's share of all influence, adding up to 1; empty for no leaders.

    Args:
        leaders: each with an influence of 1 or more.
    """
    total = sum(leader.influence for leader in leaders)
    return {leader.id: leader.influence / total for leader in leaders} if total else {}


def convinced_share(leaders: Sequence[Leader]) -> float:
    """Share of influence (0-1) held by leaders who are convinced or beyond; 0 for no leaders.

    Args:
        leaders: each with an influence of 1 or more, and a standing.
    """
    shares = pull_shares(leaders)
    return sum(shares[leader.id] for leader in leaders if leader.standing.is_convinced)
