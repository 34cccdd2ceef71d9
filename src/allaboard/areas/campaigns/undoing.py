"""What can be undone here."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import step_for
from allaboard.areas.campaigns.services import drafts, steps
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo
from allaboard.words import all_grouped

ARCHIVED, STEP_REMOVED = "campaigns.archived", "campaigns.step_removed"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(ARCHIVED, restore, "campaigns:write")
    undo.register(STEP_REMOVED, put_step_back, "campaigns:write")


@transaction.atomic
def archive(campaign_id: int, by: Actor) -> undo.Offer:
    """Take a campaign out of the lists, with a way back."""
    campaign = drafts.archive_campaign(campaign_id, by=by)
    label = _("“%(title)s” was archived.") % {"title": campaign.title}
    return undo.offer(by, label, ARCHIVED, {"campaigns": [campaign_id]})


@transaction.atomic
def archive_chosen(campaigns: QuerySet[Campaign], by: Actor) -> undo.Offer | None:
    """Take those of the campaigns out of the lists that may go, with a way back; nothing when none may."""
    archived = drafts.archive_campaigns(campaigns, by=by)
    if not archived:
        return None
    label = ngettext("%(count)s campaign was archived.", "%(count)s campaigns were archived.", len(archived))
    return undo.offer(by, label % all_grouped({"count": len(archived)}), ARCHIVED, {"campaigns": archived})


@transaction.atomic
def remove_step(campaign_id: int, step_id: int, by: Actor) -> undo.Offer:
    """Take a step out of the plan, with a way back."""
    kept = {"campaign": campaign_id, "rows": undo.rows_of(step_for(by, campaign_id, step_id))}
    steps.remove_step(campaign_id, step_id, by=by)
    return undo.offer(by, _("The step was removed."), STEP_REMOVED, kept)


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring the archived campaigns back."""
    for campaign_id in payload["campaigns"]:
        drafts.restore_campaign(int(campaign_id), by=actor)


def put_step_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring a removed step back."""
    steps.put_step_back(payload["campaign"], payload["rows"], by=actor)
