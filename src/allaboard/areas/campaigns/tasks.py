"""What the worker does for campaigns by itself."""

from django.utils import timezone

from allaboard.areas.campaigns.choices import Status
from allaboard.areas.campaigns.queries.campaigns import cancelled_campaigns, locked, running_campaigns
from allaboard.areas.campaigns.services.handover import hand_over_due_steps, is_asking_for_nothing
from allaboard.areas.campaigns.services.launch import pause_campaign
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
    """Hand over a campaign's steps, unless it was paused or cancelled since it was looked at.

    One whose initiative is over is paused while an ask of it is still on its way: nobody is asked any more.
    """
    campaign = locked(SYSTEM, campaign_id)
    if campaign.status != Status.RUNNING:
        return
    if is_asking_for_nothing(campaign):
        pause_campaign(campaign_id, by=SYSTEM)
    else:
        hand_over_due_steps(campaign, timezone.now())
