"""The trail, for programs that keep a copy elsewhere."""

from datetime import datetime
from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import AwareDatetime

from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, paginate, scope
from allaboard.foundation.audit import queries
from allaboard.foundation.audit.models import Entry

router = Router()
Action = Annotated[str, Query("", description="Only actions that begin like this", max_length=80)]

Since = Annotated[
    AwareDatetime | None, Query(None, description="Only what was done at this instant or later")
]


class EntryOut(Schema):
    """One thing done; the hashes let a copy be checked."""

    id: int
    at: datetime
    action: str
    actor_name: str
    actor_person: int | None
    object_type: str
    object_id: str
    object_label: str
    details: dict[str, object]
    previous_hash: str
    hash: str


@router.get("/entries", response=Page[EntryOut], auth=scope("audit:read"))
def list_entries(
    request: ActorRequest, cursor: Cursor = "", limit: Limit = 50, action: Action = "", since: Since = None
) -> Page[Entry]:
    """Entries in the order of the chain; for administrators and HR leaders."""
    require(request.actor.has(*queries.READERS))
    entries = queries.visible_to(request.actor)
    entries = entries.filter(at__gte=since) if since else entries
    return paginate(entries.filter(action__startswith=action) if action else entries, cursor, limit)
