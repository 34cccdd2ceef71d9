"""Segments for programs."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from ninja import Field, Query, Router, Schema, Status

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.segments import previews, queries, services, undoing
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.rules import parse, to_text
from allaboard.foundation.undo.facade import Offer, Undoable
from allaboard.ui.seen import undisturbed

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Text = Annotated[
    str, Field(max_length=10_000, description="A rule such as: department = Sales and tenure < 1 year")
]
Day = Annotated[date | None, Query(None, description="As of this day; today without it")]


class SegmentOut(Schema):
    """A saved rule."""

    id: int
    name: str
    text: str
    description: str
    shared: bool
    owner_id: int | None
    is_sample: bool
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ChangedSegment(SegmentOut, Undoable):
    """A segment that was changed, and the way back."""


class SegmentIn(Schema):
    """What is kept of a segment."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    text: Text = ""
    description: Annotated[str, Field(max_length=300)] = ""
    shared: bool = False


class SegmentChange(Schema):
    """Only what is given is changed."""

    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    text: Text | None = None
    description: Annotated[str, Field(max_length=300)] | None = None
    shared: bool | None = None


class RuleIn(Schema):
    """A rule that need not be saved."""

    text: Text


class CountOut(Schema):
    """How many people a rule finds among those the caller may see."""

    people: int
    of: int
    text: str
    findings: list[str] = []


class MemberOut(Schema):
    """A person of a segment."""

    id: int
    name: str
    email: str | None
    department: str
    work_location: str


@router.get("", response=Page[SegmentOut], auth=scope("segments:read"))
def list_segments(
    request: ActorRequest, cursor: Cursor, limit: Limit, archived: bool = False
) -> Page[SegmentOut]:
    """Segments the caller may see."""
    kept = queries.visible_to(request.actor).filter(archived_at__isnull=not archived)
    return paginate(kept, cursor, limit)


@router.post("", response={201: SegmentOut}, auth=scope("segments:write"))
@idempotent
def create_segment(request: ActorRequest, body: SegmentIn) -> Status[Segment]:
    """Save a rule."""
    return Status(201, services.create_segment(services.Draft(**body.dict()), by=request.actor))


@router.post("/count", response=CountOut, auth=scope("segments:read"))
def count_rule(request: ActorRequest, body: RuleIn) -> CountOut:
    """Count the people of a rule without saving it."""
    rule = parse(body.text)
    services.require_readable(request.actor, rule)
    found = previews.preview(request.actor, rule)
    return CountOut(people=found.people, of=found.of, text=to_text(rule), findings=list(found.findings))


@router.get("/{segment_id}", response=SegmentOut, auth=scope("segments:read"))
def get_segment(request: ActorRequest, segment_id: Id) -> Segment:
    """One segment."""
    return queries.segment_for(request.actor, segment_id)


@router.patch("/{segment_id}", response=ChangedSegment, auth=scope("segments:write"))
def change_segment(request: ActorRequest, segment_id: Id, body: SegmentChange) -> dict[str, object]:
    """Change a segment."""
    segment = queries.segment_for(request.actor, segment_id)
    with undisturbed(request, segment):
        draft = replace(services.draft_of(segment), **body.dict(exclude_none=True))
        offer = undoing.change(segment, draft, request.actor)
    return {**SegmentOut.from_orm(segment).dict(), "undo": offer}


@router.delete("/{segment_id}", response=Undoable, auth=scope("segments:write"))
def archive_segment(request: ActorRequest, segment_id: Id) -> dict[str, Offer]:
    """Archive a segment; snapshots made from it stay."""
    return {"undo": undoing.archive(queries.segment_for(request.actor, segment_id), request.actor)}


@router.get("/{segment_id}/count", response=CountOut, auth=scope("segments:read"))
def count_segment(request: ActorRequest, segment_id: Id, on: Day) -> CountOut:
    """How many people the segment has, today or as of a day."""
    segment = queries.segment_for(request.actor, segment_id)
    people = previews.seen_people(request.actor, segment.text, on).count()
    everyone = previews.seen_people(request.actor, "", on).count()
    return CountOut(people=people, of=everyone, text=segment.text)


@router.get("/{segment_id}/members", response=Page[MemberOut], auth=scope("segments:read"))
def list_members(
    request: ActorRequest, segment_id: Id, cursor: Cursor, limit: Limit, on: Day
) -> Page[MemberOut]:
    """The people of the segment whom the caller may see."""
    segment = queries.segment_for(request.actor, segment_id)
    return paginate(previews.seen_people(request.actor, segment.text, on), cursor, limit)
