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
from allaboard.foundation.segments.uses import Use, uses_of
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


class SnapshotOut(Schema):
    """A list frozen from a segment: who matched its rule at one instant."""

    id: int
    text: str
    reason: str
    taken_at: datetime
    taken_by_id: int | None
    people: int


class UseOut(Schema):
    """Something that names the segment."""

    kind: str
    label: str
    url: str
    follows: Annotated[bool, Field(description="It takes the rule again each time the segment changes")]


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
    everyone = previews.asked_people(request.actor, segment.text, on).count()
    return CountOut(people=people, of=everyone, text=segment.text)


@router.get("/{segment_id}/members", response=Page[MemberOut], auth=scope("segments:read"))
def list_members(
    request: ActorRequest, segment_id: Id, cursor: Cursor, limit: Limit, on: Day
) -> Page[MemberOut]:
    """The people of the segment whom the caller may see."""
    segment = queries.segment_for(request.actor, segment_id)
    return paginate(previews.seen_people(request.actor, segment.text, on), cursor, limit)


@router.post("/{segment_id}/restore", response=SegmentOut, auth=scope("segments:write"))
@idempotent
def restore_segment(request: ActorRequest, segment_id: Id) -> Segment:
    """Bring a segment back that was archived, whenever that was."""
    segment = queries.segment_for(request.actor, segment_id)
    services.restore_segment(segment, by=request.actor)
    return segment


@router.post("/{segment_id}/duplicate", response={201: SegmentOut}, auth=scope("segments:write"))
@idempotent
def duplicate_segment(request: ActorRequest, segment_id: Id) -> Status[Segment]:
    """The caller's own copy of a segment."""
    segment = queries.segment_for(request.actor, segment_id)
    return Status(201, services.duplicate_segment(segment, by=request.actor))


@router.get("/{segment_id}/snapshots", response=Page[SnapshotOut], auth=scope("segments:read"))
def list_snapshots(request: ActorRequest, segment_id: Id, cursor: Cursor, limit: Limit) -> Page[SnapshotOut]:
    """Lists frozen from the segment, newest first; outside the team one's own."""
    segment = queries.segment_for(request.actor, segment_id)
    return paginate(queries.snapshots_for(request.actor, segment), cursor, limit, order="-taken_at")


@router.get("/{segment_id}/uses", response=list[UseOut], auth=scope("segments:read"))
def list_uses(request: ActorRequest, segment_id: Id) -> list[Use]:
    """What uses the segment, as far as the caller may see it."""
    return uses_of(request.actor, queries.segment_for(request.actor, segment_id).pk)
