"""What the sample company has told its people after each wave: done, not done, under way with a day, and one still to be told."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.changes.choices import Kind
from allaboard.areas.changes.emails import change_send
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, draft_change, freeze_asked, publish_change
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.listening.models import Theme, Wave
from allaboard.bulk import unchecked
from allaboard.foundation.access.roles import Actor
from allaboard.project.sample.acting.initiatives import theme_about
from allaboard.project.sample.rows import ledger


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that was published some days ago."""

    days_ago: int
    words: Words


PROMISED_IN = timedelta(days=5)
CANTEEN = Told(250, Words(
    Kind.DID_NOT, "The canteen is closed when nights have their break.",
    "Not yet: the caterer will not staff nights for under 40 meals. We are trying a hot counter instead.",
))  # fmt: skip
REPLY = Told(9, Words(
    Kind.DID, "We ask HR something and never hear back.",
    "One inbox for every question, each with a date by which you hear.",
    "Two in three people who were told now use it; without being told it was about one in three.",
))  # fmt: skip
SCANNERS = Told(2, Words(
    Kind.DOING, "The scanner app crashes twice a shift and we type everything again.",
    "New handhelds, one hall at a time. The depot has them; Plant North is next.",
))  # fmt: skip
TOLD = (CANTEEN, REPLY, SCANNERS)
PLANS = Words(
    Kind.DID, "Plans come out on Friday for Monday.",
    "Your plan now comes two weeks ahead. Changes after that need your yes.", "People now know their shifts 14 days before, not 3.",
)  # fmt: skip


def write(by: Actor, pulse: list[Wave], initiatives: dict[str, Initiative]) -> None:
    """Write what changed after the winter and the spring pulse, and one answer that is to be published by its day."""
    winter, spring, autumn = pulse
    canteen = theme_about(winter, "canteen")
    draft_change(CANTEEN.words, Origin(canteen.pk if canteen else None, winter.pk), by, is_sample=True)
    draft_change(REPLY.words, _origin(spring, initiatives["reply"]), by, is_sample=True)
    scanners = Campaign.objects.filter(initiative_id=initiatives["tools"].pk).get()
    tools = Origin(initiative_id=initiatives["tools"].pk, campaign_id=scanners.pk)
    promised = replace(SCANNERS.words, promised_on=timezone.localdate() + PROMISED_IN)
    draft_change(promised, tools, by, is_sample=True)
    draft_change(PLANS, _origin(autumn, initiatives["ahead"]), by, is_sample=True)


def _origin(wave: Wave, initiative: Initiative) -> Origin:
    theme = Theme.objects.filter(wave=wave, initiative_id=initiative.pk).first()
    campaign = Campaign.objects.filter(initiative_id=initiative.pk).first()
    return Origin(
        theme_id=theme.pk if theme else None,
        wave_id=wave.pk,
        initiative_id=initiative.pk,
        campaign_id=campaign.pk if campaign else None,
    )


def tell(number: int, by: Actor) -> None:
    """Publish one of the answers, and let its message have arrived on its day."""
    told = TOLD[number]
    back = timedelta(days=told.days_ago)
    change = Change.objects.get(you_said=told.words.you_said, is_sample=True)
    with unchecked():  # who is told was read from who was asked
        freeze_asked(change)
    ledger.deliver_at_once(change_send(change), by, timezone.now() - back)
    publish_change(change, by)
    Change.objects.filter(pk=change.pk).update(
        published_at=F("published_at") - back, created_at=F("created_at") - back
    )
    if change.wave_id is not None:
        Wave.objects.filter(pk=change.wave_id).update(told_on=timezone.localdate() - back)
