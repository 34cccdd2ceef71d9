"""Whether it is time to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from allaboard.areas.initiatives.loop import Check, outside_checks
from allaboard.areas.initiatives.models import Initiative, Override
from allaboard.areas.initiatives.queries.leaders import LeaderRow, leaders_in
from allaboard.areas.initiatives.queries.wording import check_for
from allaboard.areas.initiatives.rules.readiness import checks


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the ask may go out, what holds, what does not, and who decided to ask all the same."""

    is_ready: bool
    checks: tuple[Check, ...]
    overridden_by: str = ""
    override_reason: str = ""

    @property
    def red(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.ok)

    @property
    def may_ask(self) -> bool:
        """Whether the ask is open: all holds, or somebody took it on their name."""
        return self.is_ready or bool(self.overridden_by)


def readiness_of(
    initiative: Initiative, rows: Sequence[LeaderRow] | None = None, unit: str | None = None
) -> Readiness:
    """Whether people may be asked, in the whole company or in one part of it.

    For one part, the leaders of that part and all sponsors and deciders count; where the part has no leader
    of its own on the list, all leaders count.
    """
    known = leaders_in(initiative.pk) if rows is None else rows
    counted = _of_unit(known, unit) if unit else known
    results = checks([row.leader for row in counted], timezone.localdate(), initiative.needed_percent / 100)
    by_id = {row.leader.id: row for row in counted}
    said = [check_for(initiative, result, by_id.get(result.leader_id or 0)) for result in results]
    found = (*said, *outside_checks(initiative.pk, unit))
    override = override_in_force(initiative)
    return Readiness(
        is_ready=all(check.ok for check in found),
        checks=found,
        overridden_by=override.by_name if override else "",
        override_reason=override.reason if override else "",
    )


def override_in_force(initiative: Initiative) -> Override | None:
    """The decision to ask although not everything holds, unless it was taken back."""
    return initiative.overrides.filter(withdrawn_at=None).first()


def _of_unit(rows: Sequence[LeaderRow], unit: str) -> Sequence[LeaderRow]:
    own = [
        row for row in rows if unit in (row.person.department, row.person.division, row.person.work_location)
    ]
    deciding = [row for row in rows if row.stakeholder.role in ("sponsor", "decider") and row not in own]
    return [*own, *deciding] if own else rows
