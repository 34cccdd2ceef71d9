"""The door for other areas: what was told to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change, Told
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.queries.changes import proof_of as _proof_of
from allaboard.areas.changes.rules import Proof
from allaboard.areas.changes.services import Words, draft_change, publish_change, remove_sample
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor

__all__ = [
    "ChangeRef",
    "Origin",
    "Proof",
    "Words",
    "changes_for",
    "changes_of",
    "proof_of",
    "publish",
    "remove_sample",
    "start_change",
]


@dataclass(frozen=True, slots=True)
class ChangeRef:
    """What other areas need to show of a published change."""

    id: int
    you_said: str
    we_did: str
    outcome: str
    url: str
    published_at: datetime


def changes_for(person_id: int) -> list[ChangeRef]:
    """Published changes owed to a person because they were asked, newest first."""
    mine = Told.objects.filter(person_id=person_id).values("change_id")
    return _refs(Change.objects.filter(pk__in=mine, status=Status.PUBLISHED).order_by("-published_at", "-pk"))


def changes_of(initiative_id: int) -> list[ChangeRef]:
    """Published changes that came of an initiative, newest first."""
    found = Change.objects.filter(initiative_id=initiative_id, status=Status.PUBLISHED)
    return _refs(found.order_by("-published_at", "-pk"))


def start_change(words: Words, origin: Origin, by: Actor, *, is_sample: bool = False) -> int:
    """Write a draft from another area or for the sample company; returns its id."""
    return draft_change(words, origin, by, is_sample=is_sample).pk


def publish(change_id: int, by: Actor) -> None:
    """Publish a draft to exactly the people who were asked."""
    publish_change(_change(change_id), by)


def proof_of(change_id: int) -> Proof | None:
    """Whom a published change reached of those asked; None when nobody was asked."""
    return _proof_of(_change(change_id))


def _change(change_id: int) -> Change:
    found = Change.objects.filter(pk=change_id).first()
    if found is None:
        raise NotFound
    return found


def _refs(found: Iterable[Change]) -> list[ChangeRef]:
    return [
        ChangeRef(
            id=change.pk,
            you_said=change.you_said,
            we_did=change.we_did,
            outcome=change.outcome,
            url=reverse("changes:detail", args=[change.pk]),
            published_at=change.published_at,
        )
        for change in found
        if change.published_at is not None
    ]
