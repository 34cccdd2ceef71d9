"""What can be taken back here."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import queries, services
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.sentences import archived_sentence, archived_together, saved_sentence
from allaboard.foundation.segments.uses import uses_of
from allaboard.foundation.undo import facade as undo

ARCHIVED, CHANGED = "segment.archive", "segment.change"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(ARCHIVED, restore, "segments:write")
    undo.register(CHANGED, change_back, "segments:write")


@transaction.atomic
def archive(segment: Segment, by: Actor) -> undo.Offer:
    """Archive the segment, with a way back."""
    services.archive_segment(segment, by=by)
    label = archived_sentence(segment, uses_of(by, segment.pk))
    return undo.offer(by, label, ARCHIVED, {"segments": [segment.pk]})


@transaction.atomic
def archive_chosen(segments: QuerySet[Segment], by: Actor) -> undo.Offer | None:
    """Archive those of the segments that the actor may, with one way back for all; nothing when none may go."""
    archived = services.archive_segments(segments, by=by)
    if not archived:
        return None
    kept = {"segments": [segment.pk for segment in archived]}
    return undo.offer(by, archived_together(len(archived)), ARCHIVED, kept)


@transaction.atomic
def change(segment: Segment, draft: services.Draft, by: Actor) -> undo.Offer:
    """Change the segment, with a way back."""
    before = asdict(services.draft_of(segment))
    services.change_segment(segment, draft, by=by)
    label = saved_sentence(segment, uses_of(by, segment.pk))
    kept = {"segment": segment.pk, "before": before, "after": asdict(services.draft_of(segment))}
    return undo.offer(by, label, CHANGED, kept)


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Take an archiving back."""
    for pk in payload["segments"]:
        services.restore_segment(queries.segment_for(actor, pk), by=actor)


def change_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Give a segment back what it was before a change."""
    before, after = services.Draft(**payload["before"]), services.Draft(**payload["after"])
    services.change_back(queries.segment_for(actor, payload["segment"]), before, after, by=actor)
