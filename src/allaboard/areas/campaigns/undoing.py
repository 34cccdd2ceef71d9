"""What can be undone here."""

from collections.abc import Mapping

from allaboard.areas.campaigns.services.drafts import restore_campaign
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

ARCHIVED = "campaigns.archived"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(ARCHIVED, restore)


def restore(actor: Actor, payload: Mapping[str, object]) -> None:
    """Bring the archived campaigns back."""
    for campaign_id in payload["campaigns"]:  # type: ignore[attr-defined]
        restore_campaign(int(campaign_id), by=actor)
