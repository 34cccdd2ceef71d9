"""What the worker does for campaigns by itself."""

from django.utils import timezone

from allaboard.areas.campaigns.choices import Status
from allaboard.areas.campaigns.queries.campaigns import cancelled_campaigns, locked, running_campaigns
from allaboard.areas.campaigns.services.launch import hand_over_due_steps
from allaboard.areas.campaigns.services.measure import measure_if_due, measure_what_was_cancelled
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.jobs.facade import job, one_by_one, periodic


@periodic("*/5 * * * *")
@job("campaigns.move_on")
def move_on() -> None:
    """Hand over the steps whose time has come, measure each running campaign once a day, and a cancelled one last."""
    one_by_one(list(running_campaigns().values_list("pk", flat=True)), hand_over)
    one_by_one(list(running_campaigns()), measure_if_due)
    one_by_one(list(cancelled_campaigns()), measure_what_was_cancelled)


def hand_over(campaign_id: int) -> None:
    """Hand over a campaign's steps, unless it was paused or cancelled since it was looked at."""
    campaign = locked(SYSTEM, campaign_id)
    if campaign.status == Status.RUNNING:
        hand_over_due_steps(campaign, timezone.now())
