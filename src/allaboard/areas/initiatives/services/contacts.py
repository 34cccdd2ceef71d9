"""Writes what leaders do into the ledger of contacts."""

from datetime import datetime

from django.utils import timezone

from allaboard.areas.initiatives.models import Stakeholder
from allaboard.foundation.touchpoints.facade import Direction, Touch, note


def note_touch(
    stakeholder: Stakeholder,
    kind: str,
    summary: str,
    *,
    at: datetime | None = None,
    minutes: float = 0.0,
    tone: str = "",
    who_id: int | None = None,
) -> None:
    """Keep one contact that came from a leader."""
    touch = Touch(
        person_id=stakeholder.person_id,
        kind=kind,
        direction=Direction.IN,
        area="initiatives",
        object_ref=f"initiative:{stakeholder.initiative_id}",
        at=at or timezone.now(),
        minutes=minutes,
        tone=tone,
        who_id=who_id,
        summary=summary,
    )
    note([touch])
