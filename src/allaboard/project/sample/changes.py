"""What the sample company has told its people: after each earlier wave, done and not done."""

from datetime import timedelta

from django.utils import timezone

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.changes.choices import Kind
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, draft_change, publish_change
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.listening.models import Wave
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.facade import run_due
from allaboard.foundation.delivery.models import Delivery
from allaboard.project.sample.initiatives import theme_about


def make(by: Actor, pulse: list[Wave], initiatives: dict[str, Initiative]) -> None:
    """Publish what changed after the winter and the spring pulse; leave the autumn's answer to be written."""
    winter, spring, _autumn = pulse
    _publish(by, winter, "canteen", 250, Words(
        Kind.DID_NOT, "The canteen is closed when nights have their break.",
        "Not yet: the caterer will not staff nights for under 40 meals. We are trying a hot counter instead.", "",
    ), None)  # fmt: skip
    _publish(by, spring, "hear", 9, Words(
        Kind.DID, "We ask HR something and never hear back.",
        "One inbox for every question, each with a date by which you hear.",
        "Two in three people who were told now use it; without being told it was about one in three.",
    ), initiatives["reply"])  # fmt: skip


def _publish(
    by: Actor, wave: Wave, word: str, days_ago: int, words: Words, initiative: Initiative | None
) -> None:
    theme = theme_about(wave, word)
    campaign = Campaign.objects.filter(initiative_id=initiative.pk).first() if initiative else None
    origin = Origin(
        theme_id=theme.pk if theme else None,
        wave_id=wave.pk,
        initiative_id=initiative.pk if initiative else None,
        campaign_id=campaign.pk if campaign else None,
    )
    change = draft_change(words, origin, by, is_sample=True)
    send = publish_change(change, by)
    run_due()
    moment = timezone.now() - timedelta(days=days_ago)
    Change.objects.filter(pk=change.pk).update(published_at=moment, created_at=moment)
    if send is not None:
        Delivery.objects.filter(sending=send.id, sent_at__isnull=False).update(sent_at=moment)
