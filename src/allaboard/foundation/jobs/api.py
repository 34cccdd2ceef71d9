"""Long work for programs: one's own, and how far it has come."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Router, Schema

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, paginate, scope
from allaboard.foundation.jobs import queries
from allaboard.foundation.jobs.models import Progress

router = Router()


class WorkOut(Schema):
    """One long piece of work, and how far it has come; what it stopped for stands in `failure`."""

    id: int
    label: str
    total: int
    done: int
    note: str
    result_url: Annotated[str, Field(description="The page where to go on once it is done")]
    failure: str
    started_at: datetime
    moved_at: datetime
    finished_at: datetime | None
    seconds_left: Annotated[int | None, Field(description="None while no speed is known, and at the end")]
    is_stalled: Annotated[bool, Field(description="Nothing has moved for five minutes")]


@router.get("", response=Page[WorkOut], auth=scope("jobs:read"))
def list_work(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[WorkOut]:
    """Work that the caller has started, newest first; administrators see everybody's."""
    page = paginate(queries.visible_to(request.actor), cursor, limit, order="-pk")
    return Page(items=[_told(work) for work in page.items], next=page.next)


@router.get("/{int:pk}", response=WorkOut, auth=scope("jobs:read"))
def get_work(request: ActorRequest, pk: int) -> WorkOut:
    """One piece of work, and how far it has come."""
    return _told(queries.progress_for(request.actor, pk))


def _told(work: Progress) -> WorkOut:
    pace = queries.pace_of(work)
    return WorkOut(
        id=work.pk,
        label=work.label,
        total=work.total,
        done=work.done,
        note=work.note,
        result_url=work.result_url,
        failure=work.failure,
        started_at=work.started_at,
        moved_at=work.moved_at,
        finished_at=work.finished_at,
        seconds_left=None if work.finished_at or pace.seconds_left is None else round(pace.seconds_left),
        is_stalled=pace.is_stalled,
    )
