"""What the sample company has told its people after each wave: done, not done, under way with a day, and one still to be told."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.changes.choices import Kind
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, draft_change, publish_change
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.listening.models import Theme, Wave
from allaboard.foundation.access.roles import Actor
from allaboard.project.sample import ledger
from allaboard.project.sample.initiatives import theme_about
from allaboard.project.sample.progress import Tick


def make(by: Actor, pulse: list[Wave], initiatives: dict[str, Initiative], on_progress: Tick) -> None:
    """Publish what changed after the winter and the spring pulse; leave one answer to be published by its day."""
    winter, spring, autumn = pulse
    canteen = theme_about(winter, "canteen")
    _publish(by, 250, Origin(canteen.pk if canteen else None, winter.pk), Words(
        Kind.DID_NOT, "The canteen is closed when nights have their break.",
        "Not yet: the caterer will not staff nights for under 40 meals. We are trying a hot counter instead.", "",
    ))  # fmt: skip
    on_progress(0.5)
    _publish(by, 9, _origin(spring, initiatives["reply"]), Words(
        Kind.DID, "We ask HR something and never hear back.",
        "One inbox for every question, each with a date by which you hear.",
        "Two in three people who were told now use it; without being told it was about one in three.",
    ))  # fmt: skip
    on_progress(1.0)
    scanners = Campaign.objects.filter(initiative_id=initiatives["tools"].pk).get()
    _publish(by, 2, Origin(initiative_id=initiatives["tools"].pk, campaign_id=scanners.pk), Words(
        Kind.DOING, "The scanner app crashes twice a shift and we type everything again.",
        "New handhelds, one hall at a time. The depot has them; Plant North is next.",
        promised_on=timezone.localdate() + timedelta(days=5),
    ))  # fmt: skip
    draft_change(Words(
        Kind.DID, "Plans come out on Friday for Monday.",
        "Your plan now comes two weeks ahead. Changes after that need your yes.", "People now know their shifts 14 days before, not 3.",
    ), _origin(autumn, initiatives["ahead"]), by, is_sample=True)  # fmt: skip


def _origin(wave: Wave, initiative: Initiative) -> Origin:
    theme = Theme.objects.filter(wave=wave, initiative_id=initiative.pk).first()
    campaign = Campaign.objects.filter(initiative_id=initiative.pk).first()
    return Origin(
        theme_id=theme.pk if theme else None,
        wave_id=wave.pk,
        initiative_id=initiative.pk,
        campaign_id=campaign.pk if campaign else None,
    )


def _publish(by: Actor, days_ago: int, origin: Origin, words: Words) -> None:
    change = draft_change(words, origin, by, is_sample=True)
    sent = publish_change(change, by)
    back = timedelta(days=days_ago)
    if sent is not None:
        ledger.deliver(sent.id, timezone.now() - back)
    Change.objects.filter(pk=change.pk).update(
        published_at=F("published_at") - back, created_at=F("created_at") - back
    )
