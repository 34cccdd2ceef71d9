"""Whether it is time to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives.choices import Role, Status
from allaboard.areas.initiatives.models import Initiative, Override
from allaboard.areas.initiatives.queries.leaders import LeaderRow, leaders_in
from allaboard.areas.initiatives.queries.wording import Check, check_for
from allaboard.areas.initiatives.rules.asking import closed_because
from allaboard.areas.initiatives.rules.readiness import checks
from allaboard.foundation.people.facade import present_people
from allaboard.foundation.people.models import Person

DECIDING = (Role.SPONSOR, Role.DECIDER)
UNIT_FIELDS = ("department", "division", "work_location")
WHOLE_COMPANY = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the ask may go out, what holds, what does not, and who decided to ask all the same."""

    is_ready: bool
    checks: tuple[Check, ...]
    unit: str = WHOLE_COMPANY  # the part of the company that was asked about
    has_own_leaders: bool = True  # whether a leader of that part is on the list; if not, all leaders counted
    overridden_by: str = ""
    override_reason: str = ""
    is_open: bool = True  # false once it is closed or stopped: then nobody is asked, whatever was decided

    @property
    def red(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.ok)

    @property
    def may_ask(self) -> bool:
        """Whether the ask is open: all holds, or somebody took it on their name, and the initiative is under way."""
        return self.is_open and (self.is_ready or bool(self.overridden_by))


def readiness_of(
    initiative: Initiative, rows: Sequence[LeaderRow] | None = None, unit: str = WHOLE_COMPANY
) -> Readiness:
    """Whether people may be asked, in the whole company or in one part of it.

    For one part, the leaders of that part and all sponsors and deciders count; where the part has no leader
    of its own on the list, all leaders count.
    """
    known = leaders_in(initiative.pk) if rows is None else rows
    return _readiness(initiative, known, unit, overrides_in_force(initiative))


def readiness_by_unit(initiative: Initiative, rows: Sequence[LeaderRow]) -> list[Readiness]:
    """The same for each part of the company that has a leader of its own on the list or an override, by name."""
    overrides = overrides_in_force(initiative)
    units = {unit for row in rows for unit in _units_of(row.person)} | set(overrides)
    return [_readiness(initiative, rows, unit, overrides) for unit in sorted(units - {WHOLE_COMPANY})]


def overrides_in_force(initiative: Initiative) -> dict[str, Override]:
    """The decisions to ask although not everything holds that were not taken back, by part of the company."""
    return {override.unit: override for override in initiative.overrides.filter(withdrawn_at=None)}


def override_for(overrides: Mapping[str, Override], unit: str) -> Override | None:
    """The decision that opens the ask of one part: its own, else the one for the whole company."""
    return overrides.get(unit) or overrides.get(WHOLE_COMPANY)


def is_unit(name: str) -> bool:
    """Whether somebody works in a department, division or location of that name."""
    return present_people().filter(Q.create([(field, name) for field in UNIT_FIELDS], Q.OR)).exists()


def _readiness(
    initiative: Initiative, rows: Sequence[LeaderRow], unit: str, overrides: Mapping[str, Override]
) -> Readiness:
    own = [row for row in rows if unit in _units_of(row.person)]
    counted = _with_those_who_decide(own, rows) if own else rows
    results = checks([row.leader for row in counted], timezone.localdate(), initiative.needed_percent / 100)
    by_id = {row.leader.id: row for row in counted}
    said = [check_for(initiative, result, by_id.get(result.leader_id or 0)) for result in results]
    found = (*_closed(initiative), *said)
    override = override_for(overrides, unit)
    return Readiness(
        is_ready=all(check.ok for check in found),
        checks=found,
        unit=unit,
        has_own_leaders=bool(own) or not unit,
        overridden_by=override.by_name if override else "",
        override_reason=override.reason if override else "",
        is_open=initiative.status == Status.OPEN,
    )


def _closed(initiative: Initiative) -> list[Check]:
    reason = closed_because(initiative.status)
    if not reason:
        return []
    page = reverse("initiatives:detail", args=[initiative.pk])
    return [
        Check(
            reason.rstrip("."),
            False,
            _("Next best step: Open it again, if people are still to be asked."),
            page + "#more",
        )
    ]


def _units_of(person: Person) -> set[str]:
    return {name for name in (getattr(person, field) for field in UNIT_FIELDS) if name}


def _with_those_who_decide(own: Sequence[LeaderRow], rows: Sequence[LeaderRow]) -> list[LeaderRow]:
    deciding = [row for row in rows if row.stakeholder.role in DECIDING and row not in own]
    return [*own, *deciding]
