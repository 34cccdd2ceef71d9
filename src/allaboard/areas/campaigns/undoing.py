"""What can be undone here."""

from typing import Any

from allaboard.areas.campaigns.services.drafts import restore_campaign
from allaboard.areas.campaigns.services.steps import put_step_back as put_back
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

ARCHIVED, STEP_REMOVED = "campaigns.archived", "campaigns.step_removed"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(ARCHIVED, restore)
    undo.register(STEP_REMOVED, put_step_back)


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring the archived campaigns back."""
    for campaign_id in payload["campaigns"]:
        restore_campaign(int(campaign_id), by=actor)


def put_step_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring a removed step back."""
    put_back(payload["campaign"], payload["rows"], by=actor)
