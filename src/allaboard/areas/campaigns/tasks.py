"""What the worker does for campaigns by itself."""

from django.db import transaction
from django.utils import timezone

from allaboard.areas.campaigns.queries.campaigns import cancelled_campaigns, locked, running_campaigns
from allaboard.areas.campaigns.services.launch import hand_over_due_steps
from allaboard.areas.campaigns.services.measure import measure_if_due, measure_what_was_cancelled
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.jobs.facade import job, periodic


@periodic("*/5 * * * *")
@job("campaigns.move_on")
def move_on() -> None:
    """Hand over the steps whose time has come, measure each running campaign once a day, and a cancelled one last."""
    for campaign_id in list(running_campaigns().values_list("pk", flat=True)):
        with transaction.atomic():
            campaign = locked(SYSTEM, campaign_id)
            hand_over_due_steps(campaign, timezone.now())
        measure_if_due(campaign)
    for campaign in cancelled_campaigns():
        measure_what_was_cancelled(campaign)
