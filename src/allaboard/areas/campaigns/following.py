"""Tells segments which campaigns use them, and lets drafts follow the segment they were given."""

from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import FOLLOWING, Status, Voided
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.services.drafts import note_edit
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments


def plug_in() -> None:
    """Answer “what uses this segment?”, and take part in its changes."""
    segments.register_uses(uses, follow)


def uses(actor: Actor, segment_id: int) -> list[segments.Use]:
    """Campaigns for the people of a segment, as far as the actor may know of them."""
    found = visible_to(actor).filter(segment_id=segment_id, archived_at=None).order_by("-updated_at")
    return [
        segments.Use(
            kind=_("Campaign · %(status)s") % {"status": Status(campaign.status).label},
            label=campaign.title,
            url=campaign.get_absolute_url(),
            follows=campaign.status in FOLLOWING,
        )
        for campaign in found
    ]


def follow(segment_id: int, text: str, by: Actor) -> None:
    """Give campaigns that are not approved yet the segment's new rule; who changed it wrote part of them."""
    drafts = Campaign.objects.select_for_update().filter(segment_id=segment_id, status__in=FOLLOWING)
    for campaign in drafts.exclude(audience_text=text):
        campaign.audience_text = text
        campaign.save(update_fields=["audience_text"])
        note_edit(campaign, by, Voided.SEGMENT_CHANGED)
