"""What the asks of a campaign wait for, for programs."""

from dataclasses import asdict

from ninja import Router, Schema

from allaboard.areas.campaigns.api.campaigns import Id
from allaboard.areas.campaigns.queries.asking import AskGate, gates_of
from allaboard.areas.campaigns.queries.campaigns import campaign_for
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import scope

router = Router()


class CheckOut(Schema):
    """One condition for asking."""

    text: str
    ok: bool
    detail: str
    url: str


class AskOut(Schema):
    """Steps that wait for the leaders of one part of the company; an empty unit means all of it."""

    unit: str
    has_own_leaders: bool
    step_ids: list[int]
    is_ready: bool
    may_ask: bool
    overridden_by: str
    override_reason: str
    checks: list[CheckOut]


@router.get("/{campaign_id}/asks", response=list[AskOut], auth=scope("campaigns:read"))
def list_asks(request: ActorRequest, campaign_id: Id) -> list[AskOut]:
    """What the asks that have not gone out wait for, by the part of the company whose leaders must be ready."""
    found = campaign_for(request.actor, campaign_id)
    require(request.actor.is_team)
    return [_ask(gate) for gate in gates_of(found)]


def _ask(gate: AskGate) -> AskOut:
    return AskOut(
        unit=gate.unit,
        has_own_leaders=gate.readiness.has_own_leaders,
        step_ids=[step.pk for step in gate.steps],
        is_ready=gate.readiness.is_ready,
        may_ask=gate.readiness.may_ask,
        overridden_by=gate.readiness.overridden_by,
        override_reason=gate.readiness.override_reason,
        checks=[CheckOut(**asdict(check)) for check in gate.readiness.checks],
    )
