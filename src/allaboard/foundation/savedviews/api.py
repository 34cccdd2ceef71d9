"""Saved views for programs: one's own, kept and forgotten."""

from datetime import datetime

from ninja import Field, Router, Schema, Status

from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.savedviews import queries, services, undoing
from allaboard.foundation.savedviews.models import SavedView
from allaboard.foundation.savedviews.rules import LONGEST_NAME
from allaboard.foundation.undo.facade import Offer, Undoable

router = Router()


class ViewOut(Schema):
    """The state of a list's address, under a name."""

    id: int
    name: str
    url: str
    created_at: datetime


class ViewIn(Schema):
    """What to keep, and as what; the same name over the same list replaces what was kept."""

    address: str = Field(min_length=1, max_length=4000, examples=["/people/?department=Sales&sort=-name"])
    name: str = Field(min_length=1, max_length=LONGEST_NAME)


@router.get("", response=Page[ViewOut], auth=scope("views:read"))
def list_views(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[SavedView]:
    """The caller's own views."""
    return paginate(queries.visible_to(request.actor), cursor, limit)


@router.post("", response={201: ViewOut}, auth=scope("views:write"))
@idempotent
def keep_view(request: ActorRequest, body: ViewIn) -> Status[SavedView]:
    """Keep the state of a list's address; its page is no part of it."""
    require(request.actor.has(*Role.values))
    return Status(201, services.keep_view(body.address, body.name, by=request.actor))


@router.delete("/{int:pk}", response=Undoable, auth=scope("views:write"))
def forget_view(request: ActorRequest, pk: int) -> dict[str, Offer]:
    """Forget one of the caller's views."""
    return {"undo": undoing.forget(queries.view_for(request.actor, pk), request.actor)}
