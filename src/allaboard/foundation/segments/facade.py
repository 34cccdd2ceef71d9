"""The door to segments for every other room."""

from dataclasses import dataclass

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import permissions, queries, services
from allaboard.foundation.segments.findings import findings_of
from allaboard.foundation.segments.queries import members, people_matching, present_people_matching
from allaboard.foundation.segments.rules import SegmentSyntaxError, parse
from allaboard.foundation.segments.services import freeze, remove_sample
from allaboard.foundation.segments.uses import Use, register_uses

__all__ = [
    "SegmentRef",
    "SegmentSyntaxError",
    "Use",
    "freeze",
    "members",
    "people_matching",
    "present_people_matching",
    "register_uses",
    "remarks_on",
    "remove_sample",
    "require_askable",
    "segment_ref",
    "segments_for",
]


@dataclass(frozen=True, slots=True)
class SegmentRef:
    """What other rooms need to offer and name a segment."""

    id: int
    name: str
    text: str


def remarks_on(actor: Actor, text: str) -> list[str]:
    """What looks odd about a rule that can be read, judged by the people the actor sees: fields and values nobody has.

    Nothing is said of a rule on facts that the actor may not read, for a remark would tell them.
    """
    try:
        rule = parse(text)
    except SegmentSyntaxError:
        return []
    if permissions.forbidden_names(actor, rule):
        return []
    return findings_of(permissions.people_open_to(actor, rule), rule)


def segments_for(actor: Actor) -> list[SegmentRef]:
    """Segments the actor may choose from, by name: seen, in use, and asking only facts the actor may read."""
    kept = queries.visible_to(actor).filter(archived_at=None)
    found = [SegmentRef(*row) for row in kept.values_list("pk", "name", "text")]
    return [ref for ref in found if not permissions.forbidden_names(actor, parse(ref.text))]


def segment_ref(actor: Actor, segment_id: int) -> SegmentRef:
    """One segment, archived or not, if the actor may see it.

    Raises:
        NotFound: there is no such segment, or the actor may not know.
    """
    segment = queries.segment_for(actor, segment_id)
    return SegmentRef(segment.pk, segment.name, segment.text)


def require_askable(actor: Actor, text: str) -> None:
    """Raise RuleBroken unless the text is a rule on facts that the actor may read: who gets a message tells them.

    Raises:
        SegmentSyntaxError: the text is no rule.
    """
    services.require_readable(actor, parse(text))
