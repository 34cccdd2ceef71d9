"""Lets people be asked before everything holds, on somebody's name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives import permissions
from allaboard.areas.initiatives.models import Initiative, Override
from allaboard.areas.initiatives.queries.readiness import WHOLE_COMPANY, is_unit, readiness_of
from allaboard.areas.initiatives.rules.asking import require_open
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record

SHORTEST_REASON = 15


@transaction.atomic
def override_readiness(
    initiative: Initiative, reason: str, by: Actor, *, unit: str = WHOLE_COMPANY
) -> Override:
    """Open the ask of one part of the company, or of all of it, although not everything holds.

    Reason, name and red checks stay on the record.

    Raises:
        NotAllowed: the actor is not HR.
        RuleBroken: no full reason, no such part of the company, nothing to override, or the initiative is closed.
    """
    require(permissions.may_override(by), _("Only HR can decide to ask anyway."))
    # Held, so that of two at once the later stands.
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    require_open(initiative.status)
    _require_reason_and_unit(reason, unit)
    red = [check.text for check in readiness_of(initiative, unit=unit).red]
    if not red:
        raise RuleBroken(_("Everything holds. There is nothing to override."))
    now = timezone.now()
    initiative.overrides.filter(unit=unit, withdrawn_at=None).update(withdrawn_at=now)
    override = Override.objects.create(
        initiative=initiative,
        unit=unit,
        reason=reason.strip(),
        by_name=by.name,
        by_id=by.person_id,
        at=now,
        red_checks=red,
    )
    record("readiness.overridden", by=by, on=initiative, unit=unit, reason=reason.strip(), red=red)
    return override


def _require_reason_and_unit(reason: str, unit: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken(_("Give the reason in a full sentence. It shows in the report with your name."))
    if unit != WHOLE_COMPANY and not is_unit(unit):
        raise RuleBroken(_("Nobody works in a department, division or location of that name."))


@transaction.atomic
def withdraw_override(initiative: Initiative, by: Actor, *, unit: str = WHOLE_COMPANY) -> None:
    """Close the ask again until everything holds; an override of another part stays."""
    require(permissions.may_override(by), _("Only HR can take this back."))
    found = initiative.overrides.filter(unit=unit, withdrawn_at=None)
    if found.update(withdrawn_at=timezone.now()):
        record("readiness.override_withdrawn", by=by, on=initiative, unit=unit)
