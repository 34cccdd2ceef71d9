"""Launches a campaign, holds it, goes on with it and calls it off."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns import emails
from allaboard.areas.campaigns.choices import Status
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.permissions import may_review, may_write
from allaboard.areas.campaigns.queries.campaigns import locked, step_for
from allaboard.areas.campaigns.queries.content import content_of
from allaboard.areas.campaigns.queries.experiment import (
    sent_steps,
)
from allaboard.areas.campaigns.queries.reviews import approved_version
from allaboard.areas.campaigns.rules.approval import (
    content_hash,
    require_in_use,
    require_second_launcher,
    require_status,
)
from allaboard.areas.campaigns.services.acts import observe_before
from allaboard.areas.campaigns.services.handover import (
    hand_over_due_steps,
    is_asking_for_nothing,
    is_on_its_way,
    leave_time_to_act,
)
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person


@transaction.atomic
def launch_campaign(campaign_id: int, *, by: Actor) -> Campaign:
    """Start what was approved, exactly as approved; steps that may not go yet wait.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it is not approved, was changed since, or the actor edited it while approving.
    """
    require(may_write(by))
    campaign = locked(by, campaign_id)
    require_in_use(campaign.archived_at is not None)
    require_status(campaign.status, Status.RUNNING)
    version = approved_version(campaign)
    if version is None or version.content_hash != content_hash(content_of(campaign)):
        raise RuleBroken(_("What was approved is not what stands here now. Send it for review again."))
    require_second_launcher(version.decision, version.decided_by_id, by.person_id)
    campaign.status, campaign.launched_at, campaign.launched_by_id = (
        Status.RUNNING,
        timezone.now(),
        by.person_id,
    )
    campaign.save()
    leave_time_to_act(campaign, max(step.on for step in campaign.steps.all() if step.on))
    observe_before(campaign)
    hand_over_due_steps(campaign, timezone.now())
    record("campaign.launched", by=by, on=campaign, version=version.number, seal=version.seal)
    return campaign


@transaction.atomic
def pause_campaign(campaign_id: int, *, by: Actor) -> None:
    """Stop sending for now; nobody is lost."""
    _turn(campaign_id, Status.PAUSED, by)


@transaction.atomic
def resume_campaign(campaign_id: int, *, by: Actor) -> None:
    """Go on sending to those who were waiting, who get the days to act from now on.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it is not paused, or an ask is still on its way and its initiative is over.
    """
    campaign = _turn(campaign_id, Status.RUNNING, by)
    if is_asking_for_nothing(campaign):
        raise RuleBroken(
            _(
                "Its initiative is closed or stopped, so nobody is asked. Open the initiative again first, or cancel."
            )
        )
    if is_on_its_way(sent_steps(campaign)):
        leave_time_to_act(campaign, timezone.localdate())
    hand_over_due_steps(campaign, timezone.now())


@transaction.atomic
def cancel_campaign(campaign_id: int, *, by: Actor) -> None:
    """Stop for good: what was sent stays sent, the rest will not be."""
    _turn(campaign_id, Status.CANCELLED, by)


VERBS = {Status.PAUSED: delivery.pause, Status.RUNNING: delivery.resume, Status.CANCELLED: delivery.cancel}
DONE = {
    Status.PAUSED: "campaign.paused",
    Status.RUNNING: "campaign.resumed",
    Status.CANCELLED: "campaign.cancelled",
}


def _turn(campaign_id: int, then: Status, by: Actor) -> Campaign:
    require(may_write(by) or by.is_system)
    campaign = locked(by, campaign_id)
    require_status(campaign.status, then)
    for step in sent_steps(campaign):
        VERBS[then](step.send_id or 0, by)
    campaign.status = then
    campaign.save(update_fields=["status", "updated_at"])
    record(DONE[then], by=by, on=campaign)
    return campaign


def send_test(campaign_id: int, step_id: int, *, by: Actor) -> str:
    """Send one step to the person who asks, now; returns the address.

    Raises:
        NotAllowed: the actor neither writes nor reviews campaigns.
        RuleBroken: the actor has no e-mail address in the directory.
    """
    require(may_write(by) or may_review(by))
    step = step_for(by, campaign_id, step_id)
    person = Person.objects.filter(pk=by.person_id or 0).first()
    if person is None or not person.email:
        raise RuleBroken(
            _("You are not in the directory with an e-mail. Add yourself under People, then send the test.")
        )
    delivery.send_test(emails.preview_message(step), to=person, by=by)
    return person.email
