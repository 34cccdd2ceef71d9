"""Whom to win next, by which move, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from allaboard.areas.initiatives.choices import Kind, Move, Role, Stage
from allaboard.areas.initiatives.rules.standing import Fact, Leader, convinced_share, pull_shares

NEEDED_SHARE = 0.60
BREATHING_DAYS = 3
UNREAD_DAYS = 4
# How likely a good conversation moves someone on; a prior, shown as such, until enough asks are closed to fit it.
CHANCE: Mapping[Stage, float] = {
    Stage.INTERESTED: 0.6,
    Stage.AWARE: 0.45,
    Stage.UNAWARE: 0.35,
    Stage.OPPOSED: 0.1,
}


@dataclass(frozen=True, slots=True)
class Pitch:
    """Whom to talk to next, which move, and what it is worth."""

    leader_id: int
    move: Move
    share_then: float
    reaches_threshold: bool
    score: float


def next_move(leader: Leader, today: date) -> Move:
    """The next best step with one leader, from where the leader stands."""
    standing = leader.standing
    if standing.open_questions:
        return Move.ANSWER
    if standing.unmet_conditions:
        return Move.MEET_CONDITION
    if standing.stage == Stage.OPPOSED or (standing.because and standing.because.kind == Kind.SAID_NOT_NOW):
        return Move.LISTEN
    if standing.is_stale:
        return Move.CONFIRM
    if standing.stage == Stage.UNAWARE:
        return _move_towards_unaware(leader.facts, today)
    moves = {
        Stage.AWARE: Move.TALK,
        Stage.INTERESTED: Move.SHOW,
        Stage.CONVINCED: Move.ASK_FOR_COMMITMENT,
    }
    return moves.get(standing.stage, Move.THANK)


def _move_towards_unaware(facts: Iterable[Fact], today: date) -> Move:
    sent = [fact.on for fact in facts if fact.kind == Kind.BRIEF_SENT]
    if not sent:
        return Move.SEND_BRIEF
    return Move.TALK if (today - max(sent)).days >= UNREAD_DAYS else Move.WAIT


def pitches(leaders: Sequence[Leader], today: date, needed: float = NEEDED_SHARE) -> list[Pitch]:
    """Whom to win next, best first: pull times the chance that a conversation moves the leader.

    Those who decide weigh half as much again; a leader met in the last days is left to think.

    Args:
        leaders: all stakeholders of one initiative.
        today: the day for which the order is asked.
        needed: share of pull that must be convinced, 0-1.
    """
    shares, now = pull_shares(leaders), convinced_share(leaders)
    found = [
        _pitch(leader, shares[leader.id], now, needed, today)
        for leader in leaders
        if not leader.standing.is_convinced and shares
    ]
    return sorted(found, key=lambda pitch: (-pitch.score, pitch.leader_id))


def _pitch(leader: Leader, share: float, now: float, needed: float, today: date) -> Pitch:
    chance = CHANCE[leader.standing.stage]
    if leader.standing.open_questions or leader.standing.unmet_conditions:
        chance = max(chance, CHANCE[Stage.INTERESTED])
    decides = 1.5 if leader.role in (Role.SPONSOR, Role.DECIDER) else 1.0
    move = next_move(leader, today)
    met = [fact.on for fact in leader.facts if fact.kind != Kind.BRIEF_READ and fact.on <= today]
    rests = (
        bool(met)
        and (today - max(met)).days < BREATHING_DAYS
        and move not in (Move.ANSWER, Move.MEET_CONDITION)
    )
    score = share * chance * decides * (0.3 if rests or move == Move.WAIT else 1.0)
    then = min(1.0, now + share)
    return Pitch(leader.id, move, then, now < needed <= then, score)
