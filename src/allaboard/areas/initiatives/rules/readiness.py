"""What must hold before people are asked to do something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allaboard.areas.initiatives.choices import CheckKey, Kind, Role, Stage
from allaboard.areas.initiatives.rules.pitches import NEEDED_SHARE, pitches
from allaboard.areas.initiatives.rules.standing import Leader, convinced_share

COMMITMENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One condition for asking: whether it holds, the numbers behind it, and who stands in its way."""

    key: CheckKey
    ok: bool
    have: float = 0
    need: float = 0
    leader_id: int | None = None


def checks(leaders: Sequence[Leader], today: date, needed: float = NEEDED_SHARE) -> list[CheckResult]:
    """What must hold before people are asked, in the order in which it is best mended.

    Args:
        leaders: everyone who must be on board, with standing and facts.
        today: the day for which the question is asked.
        needed: share of pull that must be convinced, 0-1.
    """
    return [
        _sponsor_check(leaders, today),
        _pull_check(leaders, today, needed),
        _nobody_waits(CheckKey.QUESTIONS, leaders, [leader.standing.open_questions for leader in leaders]),
        _nobody_waits(CheckKey.CONDITIONS, leaders, [leader.standing.unmet_conditions for leader in leaders]),
        _briefed_check(leaders),
    ]


def _sponsor_check(leaders: Sequence[Leader], today: date) -> CheckResult:
    sponsors = [leader for leader in leaders if leader.role == Role.SPONSOR]
    ages = [
        (age, leader.id) for leader in sponsors if (age := _days_since_commitment(leader, today)) is not None
    ]
    if ages:
        age, leader_id = min(ages)
        return CheckResult(CheckKey.SPONSOR, age <= COMMITMENT_DAYS, age, COMMITMENT_DAYS, leader_id)
    return CheckResult(CheckKey.SPONSOR, False, -1, COMMITMENT_DAYS, sponsors[0].id if sponsors else None)


def _days_since_commitment(leader: Leader, today: date) -> int | None:
    if leader.standing.stage not in (Stage.COMMITTED, Stage.ADVOCATE):
        return None
    costly = (Kind.COMMITTED_RESOURCE, Kind.ADVOCATED)
    days = [(today - fact.on).days for fact in leader.facts if fact.kind in costly and fact.on <= today]
    return min(days) if days else None


def _pull_check(leaders: Sequence[Leader], today: date, needed: float) -> CheckResult:
    share = convinced_share(leaders)
    ranked = pitches(leaders, today, needed)
    # Rounded as it is shown: a page that says "60 % (needs 60)" must not be red.
    ok = bool(leaders) and round(share * 100) >= round(needed * 100)
    return CheckResult(CheckKey.PULL, ok, share, needed, ranked[0].leader_id if ranked and not ok else None)


def _nobody_waits(key: CheckKey, leaders: Sequence[Leader], waiting: Sequence[int]) -> CheckResult:
    first = next((leader.id for leader, number in zip(leaders, waiting, strict=True) if number), None)
    return CheckResult(key, first is None, sum(waiting), 0, first)


def _briefed_check(leaders: Sequence[Leader]) -> CheckResult:
    unaware = [leader.id for leader in leaders if leader.standing.stage == Stage.UNAWARE]
    ok = bool(leaders) and not unaware
    first = unaware[0] if unaware else None
    return CheckResult(CheckKey.BRIEFED, ok, len(leaders) - len(unaware), len(leaders), first)
