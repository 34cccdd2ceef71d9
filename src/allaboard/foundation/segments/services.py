"""Keeps segments, and freezes the people of a rule."""

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.segments import permissions, queries
from allaboard.foundation.segments.models import Segment, Snapshot, SnapshotMember
from allaboard.foundation.segments.rules import Rule, parse, to_text
from allaboard.foundation.segments.uses import tell_followers


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be kept of a segment."""

    name: str
    text: str
    description: str = ""
    shared: bool = False
    is_sample: bool = False


def require_readable(actor: Actor, rule: Rule) -> None:
    """Raise RuleBroken if the rule asks about facts that the actor may not read."""
    names = permissions.forbidden_names(actor, rule)
    if names:
        raise RuleBroken(_("You may not use these facts in a rule: %(names)s.") % {"names": ", ".join(names)})


def require_change(segment: Segment, *, by: Actor) -> None:
    """Raise NotAllowed unless the actor may change the segment."""
    require(permissions.may_change(by, segment))


@transaction.atomic
def create_segment(draft: Draft, *, by: Actor) -> Segment:
    """Save a rule under a name, in its canonical form."""
    require(permissions.may_use(by))
    segment = Segment(owner_id=by.person_id, is_sample=draft.is_sample)
    _fill(segment, draft, by)
    record("segment.created", by=by, on=segment, rule=segment.text)
    return segment


@transaction.atomic
def change_segment(segment: Segment, draft: Draft, *, by: Actor) -> Segment:
    """Change a segment's name, rule or sharing; past snapshots stay as they were, drafts take the new rule."""
    require_change(segment, by=by)
    before = segment.text
    _fill(segment, draft, by)
    record("segment.changed", by=by, on=segment, rule=segment.text, before=before)
    if segment.text != before:
        tell_followers(segment.pk, segment.text, by)
    return segment


def draft_of(segment: Segment) -> Draft:
    """What is kept of the segment now, to put it back later."""
    return Draft(segment.name, segment.text, segment.description, segment.shared, segment.is_sample)


@transaction.atomic
def change_back(segment: Segment, before: Draft, after: Draft, *, by: Actor) -> None:
    """Give a segment back what it was before a change.

    Raises:
        RuleBroken: somebody changed it after that, which would be lost.
    """
    segment.refresh_from_db(from_queryset=Segment.objects.select_for_update())
    if draft_of(segment) != after:
        raise RuleBroken(_("This cannot be taken back: what it belonged to has changed since."))
    change_segment(segment, before, by=by)


def _fill(segment: Segment, draft: Draft, by: Actor) -> None:
    rule = parse(draft.text)
    require_readable(by, rule)
    require(not draft.shared or segment.shared or permissions.may_share(by))
    if not draft.name.strip():
        raise RuleBroken(_("Give the segment a name."))
    segment.name, segment.text = draft.name.strip(), to_text(rule)
    parse(segment.text)  # the written form may be longer than what was typed, and must be readable too
    segment.description, segment.shared = draft.description, draft.shared
    try:
        with transaction.atomic():
            segment.save()
    except IntegrityError as error:
        raise RuleBroken(_("You already have a segment of this name.")) from error


@transaction.atomic
def duplicate_segment(segment: Segment, *, by: Actor) -> Segment:
    """Make the actor's own copy of a segment they see, under a free name."""
    require(permissions.may_use(by))
    own = Segment.objects.filter(owner_id=by.person_id, archived_at=None)
    taken = set(own.values_list(Lower("name"), flat=True))
    numbers = ("", *(f" {number}" for number in range(2, len(taken) + 3)))
    copied = _("copy")
    names = (f"{segment.name[:100]} ({copied}{number})" for number in numbers)
    name = next(name for name in names if name.lower() not in taken)
    return create_segment(Draft(name, segment.text, segment.description), by=by)


@transaction.atomic
def archive_segment(segment: Segment, *, by: Actor) -> None:
    """Take a segment out of the lists; what used it keeps its snapshots."""
    require_change(segment, by=by)
    segment.archived_at = timezone.now()
    segment.save(update_fields=["archived_at", "updated_at"])
    record("segment.archived", by=by, on=segment)


@transaction.atomic
def archive_segments(segments: QuerySet[Segment], *, by: Actor) -> list[Segment]:
    """Archive those of the segments that the actor may change and that are in use; which they were."""
    found = [
        segment
        for segment in segments.filter(archived_at=None).order_by("pk")
        if permissions.may_change(by, segment)
    ]
    for segment in found:
        archive_segment(segment, by=by)
    return found


@transaction.atomic
def restore_segment(segment: Segment, *, by: Actor) -> None:
    """Bring an archived segment back.

    Raises:
        NotAllowed: the actor may not change it.
        RuleBroken: another segment has its name now.
    """
    require_change(segment, by=by)
    segment.archived_at = None
    try:
        with transaction.atomic():
            segment.save(update_fields=["archived_at", "updated_at"])
    except IntegrityError as error:
        raise RuleBroken(_("There is a segment of this name again; rename that one first.")) from error
    record("segment.restored", by=by, on=segment)


@transaction.atomic
def freeze(
    segment_or_text: int | str,
    by: Actor,
    reason: str,
    *,
    is_sample: bool = False,
    taken_from: int | None = None,
) -> int:
    """Keep who matches now, and works here, in one statement; the id of the snapshot.

    `taken_from` names the segment that a text was taken from, so that its page can list the snapshot.

    Raises:
        NotFound: there is no such segment.
        SegmentSyntaxError: the text is no rule.
    """
    segment = _segment(segment_or_text)
    text = segment.text if segment else str(segment_or_text)
    snapshot = Snapshot.objects.create(
        segment=segment or Segment.objects.filter(pk=taken_from or 0).first(),
        text=to_text(parse(text)),
        reason=reason[:200],
        taken_at=timezone.now(),
        taken_by_id=by.person_id,
        is_sample=is_sample or bool(segment and segment.is_sample),
    )
    snapshot.people = _insert_members(snapshot, text)
    snapshot.save(update_fields=["people"])
    return snapshot.pk


def _segment(segment_or_text: int | str) -> Segment | None:
    if isinstance(segment_or_text, str):
        return None
    segment = Segment.objects.filter(pk=segment_or_text).first()
    if segment is None:
        raise NotFound
    return segment


def _insert_members(snapshot: Snapshot, text: str) -> int:
    people = queries.present_people_matching(text).order_by().values("pk")
    select, values = people.query.sql_with_params()
    table = connection.ops.quote_name(SnapshotMember._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (snapshot_id, person_id) SELECT %s, found.id FROM ({select}) AS found(id)",  # noqa: S608 the select is Django's own, its values stay parameters
            [snapshot.pk, *values],
        )
        return int(cursor.rowcount)


@transaction.atomic
def remove_sample() -> int:
    """Delete every segment and snapshot of the sample company."""
    members = SnapshotMember.objects.filter(snapshot__is_sample=True).delete()[0]
    snapshots = Snapshot.objects.filter(is_sample=True).delete()[0]
    return members + snapshots + Segment.objects.filter(is_sample=True).delete()[0]
