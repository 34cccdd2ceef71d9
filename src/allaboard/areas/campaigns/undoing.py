"""What can be undone here."""

from collections.abc import Mapping
from typing import Any

from allaboard.areas.campaigns.services.drafts import put_step_back as put_back
from allaboard.areas.campaigns.services.drafts import restore_campaign
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

ARCHIVED, STEP_REMOVED = "campaigns.archived", "campaigns.step_removed"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(ARCHIVED, restore)
    undo.register(STEP_REMOVED, put_step_back)


def restore(actor: Actor, payload: Mapping[str, object]) -> None:
    """Bring the archived campaigns back."""
    for campaign_id in payload["campaigns"]:  # type: ignore[attr-defined]
        restore_campaign(int(campaign_id), by=actor)


def put_step_back(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Bring a removed step back."""
    put_back(payload["campaign"], payload["rows"], by=actor)
