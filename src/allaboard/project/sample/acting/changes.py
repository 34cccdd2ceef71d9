"""What the sample company has told its people after each wave: done, not done, under way with a day, and one still to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from allaboard.areas.campaigns.models import Campaign, Measurement
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
from allaboard.project.sample.planted import LeftOut
from allaboard.project.sample.rows import ledger


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, what it rests on, and how many days ago it was published; without days it is still to be told."""

    words: Words
    wave: str = ""
    subject: str = ""  # of its theme, when no initiative took that up
    initiative: str = ""
    days_ago: int | None = None


PROMISED_IN = timedelta(days=5)
CANTEEN = Told(Words(
    Kind.DID_NOT, "The canteen is closed when nights have their break.",
    "Not yet: the caterer will not staff nights for under 40 meals. We are trying a hot counter instead.",
), wave="Winter pulse", subject="canteen", days_ago=250)  # fmt: skip
REPLY = Told(Words(
    Kind.DID, "We ask HR something and never hear back.",
    "One inbox for every question, each with a date by which you hear.",
    "Two in three people who were told now use it; without being told it was about one in three.",
), wave="Spring pulse", initiative="reply", days_ago=9)  # fmt: skip
SCANNERS = Told(Words(
    Kind.DOING, "The scanner app crashes twice a shift and we type everything again.",
    "New handhelds, one hall at a time. The depot has them; Plant North is next.",
), initiative="tools", days_ago=2)  # fmt: skip
PLANS = Told(Words(
    Kind.DID, "Plans come out on Friday for Monday.",
    "Your plan now comes two weeks ahead. Changes after that need your yes.", "People now know their shifts 14 days before, not 3.",
), wave="Autumn pulse", initiative="ahead")  # fmt: skip
ALL = (CANTEEN, REPLY, SCANNERS, PLANS)
TOLD = tuple(told for told in ALL if told.days_ago is not None)


def write(by: Actor, pulse: Mapping[str, Wave], initiatives: Mapping[str, Initiative]) -> list[LeftOut]:
    """Write what changed after the winter and the spring pulse, and one answer that is to be published by its day.

    What would rest on nothing is left out.
    """
    left_out = []
    for told in ALL:
        origin = _origin(told, pulse, initiatives)
        if origin == Origin():
            left_out.append(LeftOut(f"Answer: {told.words.you_said}", "there is nothing that it answers to"))
        else:
            draft_change(_words(told, origin), origin, by, is_sample=True)
    return left_out


def _origin(told: Told, pulse: Mapping[str, Wave], initiatives: Mapping[str, Initiative]) -> Origin:
    """What an answer rests on, as far as it is there; nothing when its initiative is not."""
    wave, initiative = pulse.get(told.wave), initiatives.get(told.initiative)
    if told.initiative and initiative is None:
        return Origin()
    theme, campaign = None, None
    if wave is not None and told.subject:
        theme = theme_about(wave, told.subject)
    if initiative is not None:
        theme = Theme.objects.filter(wave=wave, initiative_id=initiative.pk).first() if wave else None
        campaign = Campaign.objects.filter(initiative_id=initiative.pk).first()
    return Origin(*(one.pk if one else None for one in (theme, wave, initiative, campaign)))


def _words(told: Told, origin: Origin) -> Words:
    """The answer, with the day for what is promised, and without an outcome that was not measured."""
    if told.words.kind == Kind.DOING:
        return replace(told.words, promised_on=timezone.localdate() + PROMISED_IN)
    if (
        told is REPLY
        and not Measurement.objects.filter(campaign=origin.campaign_id).exclude(lift=None).exists()
    ):
        return replace(told.words, outcome="")
    return told.words


def tell(number: int, by: Actor) -> None:
    """Publish one of the answers, if it is there, and let its message have arrived on its day."""
    told = TOLD[number]
    back = timedelta(days=told.days_ago or 0)
    change = Change.objects.filter(you_said=told.words.you_said, is_sample=True).first()
    if change is None:
        return
    with unchecked():  # who is told was read from who was asked
        freeze_asked(change)
    ledger.deliver_at_once(change_send(change), by, timezone.now() - back)
    publish_change(change, by)
    Change.objects.filter(pk=change.pk).update(
        published_at=F("published_at") - back, created_at=F("created_at") - back
    )
    if change.wave_id is not None:
        Wave.objects.filter(pk=change.wave_id).update(told_on=timezone.localdate() - back)
