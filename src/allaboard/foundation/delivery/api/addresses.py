"""Addresses that do not work, notices from mail servers, and messages that wait, for programs."""

from datetime import datetime
from typing import Annotated

from ninja import Body, Field, Router, Schema

from allaboard.errors import NotFound
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.delivery import queries, undoing
from allaboard.foundation.delivery.models import DeadAddress
from allaboard.foundation.delivery.services import bouncing
from allaboard.foundation.undo.facade import Offer, Undoable

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class BounceIn(Schema):
    """A delivery notice as it arrived, headers and all."""

    mail: Annotated[str, Field(min_length=1, max_length=200_000)]


class BounceOut(Schema):
    """One address a notice was about."""

    address: str
    action: str
    status: str
    reason: str
    is_for_good: Annotated[bool, Field(description="The mail will not arrive later either")]
    closes_address: Annotated[bool, Field(description="No other mail goes there any more")]


class AddressOut(Schema):
    """An address that a mail server has refused for good; nothing is sent there."""

    id: int
    address: str
    code: str
    reason: str
    since: datetime


class HeldBackOut(Schema):
    """A message that cannot be made, for how many people, and the reference of the fault in the log."""

    subject: str
    deliveries: int
    reference: str


@router.get("/held-back", response=list[HeldBackOut], auth=scope("delivery:read"))
def list_held_back(request: ActorRequest) -> list[queries.HeldBack]:
    """Messages that wait because something here is broken; for HR and administrators."""
    require(request.actor.is_hr or request.actor.has(Role.ADMIN))
    return queries.held_back_visible_to(request.actor)


@router.get("/addresses", response=Page[AddressOut], auth=scope("delivery:read"))
def list_addresses(request: ActorRequest, cursor: Cursor, limit: Limit) -> Page[DeadAddress]:
    """Addresses that get no e-mail any more, newest first; for HR and administrators, empty for anyone else."""
    return paginate(queries.dead_addresses_visible_to(request.actor), cursor, limit, order="-since")


@router.delete("/addresses/{address_id}", response=Undoable, auth=scope("delivery:write"))
def lift_address(request: ActorRequest, address_id: Id) -> dict[str, Offer]:
    """Say that an address works again."""
    found = queries.dead_addresses_visible_to(request.actor).filter(pk=address_id)
    offer = undoing.lift(found, request.actor) if found else None
    if offer is None:
        raise NotFound
    return {"undo": offer}


@router.post("/bounces", response=list[BounceOut], auth=scope("delivery:write"))
@idempotent
def record_bounce(request: ActorRequest, body: Annotated[BounceIn, Body()]) -> list[BounceOut]:
    """Take in a delivery notice (multipart/report)."""
    found = bouncing.record_bounce(body.mail.encode("utf-8", "surrogatepass"), request.actor)
    return [BounceOut.from_orm(bounce) for bounce in found]
