"""Runs a campaign through every step that people would take, and lets it have happened some days ago."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from django.db.models import F
from django.utils import timezone

from allaboard.areas.campaigns.choices import Channel, StepKind
from allaboard.areas.campaigns.models import Campaign, Measurement
from allaboard.areas.campaigns.services.drafts import start_campaign
from allaboard.areas.campaigns.services.launch import launch_campaign
from allaboard.areas.campaigns.services.review import approve_campaign, submit_for_review
from allaboard.areas.campaigns.services.steps import add_step
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.models import Delivery, Sending
from allaboard.project.sample.rows import ledger

SEEN_SHARE, NIGHT_SEEN_SHARE = 0.88, 0.52
READ_AFTER = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Team:
    """Who writes, who approves, and the dice."""

    by: Actor
    approver: Actor
    seed: int

    def dice(self, what: str) -> random.Random:
        """Chance of its own for each thing, so that one more draw here moves nothing there."""
        return random.Random(f"{self.seed}:{what}")


@dataclass(frozen=True, slots=True)
class Words:
    """One step: what it says, its button, and how many days after the first it goes out."""

    subject: str
    body: str
    button: str = ""
    kind: str = StepKind.ASK
    days_later: int = 0


def draft(team: Team, title: str, steps: Sequence[Words], **values: object) -> Campaign:
    """Write a campaign whose draw depends on the seed and its title alone."""
    campaign = start_campaign(title, by=team.by, is_sample=True, **values)
    campaign.seed = f"{team.dice(title).getrandbits(128):032x}"
    Campaign.objects.filter(pk=campaign.pk).update(seed=campaign.seed)
    for words in steps:
        add_step(campaign.pk, _step(words), by=team.by)
    return campaign


def _step(words: Words) -> dict[str, object]:
    return {
        "kind": words.kind,
        "channels": [Channel.EMAIL, Channel.INBOX],
        "subject": words.subject,
        "body": words.body,
        "action_label": words.button,
        "on": timezone.localdate() + timedelta(days=words.days_later),
        "at": time(9),
    }


def send(team: Team, campaign: Campaign, days_ago: int) -> None:
    """Have it approved, launched and delivered on that day, as far as its steps were due by now; some have read it."""
    version = submit_for_review(campaign.pk, by=team.by)
    approve_campaign(campaign.pk, version.number, version.content_hash, by=team.approver, note="Reads well.")
    launch_campaign(campaign.pk, by=team.by)
    moment = timezone.now() - timedelta(days=days_ago)
    first = campaign.steps.order_by("position").values_list("on", flat=True)[0]
    for notice in Sending.objects.filter(object_ref=f"campaign:{campaign.pk}").exclude(
        pk__in=_sendings(campaign)
    ):
        ledger.deliver(notice.pk, moment)
    for step in campaign.steps.exclude(send_id=None):
        later = (step.on - first).days if step.on and first else 0
        if later <= days_ago:
            ledger.deliver(step.send_id or 0, moment + timedelta(days=later))
    _plant_reading(team.dice(f"{campaign.title}: seen"), campaign)


def move_back(campaign: Campaign, days_ago: int) -> None:
    """Let everything about it have happened that many days ago."""
    by = timedelta(days=days_ago)
    Campaign.objects.filter(pk=campaign.pk).update(
        created_at=F("created_at") - by,
        launched_at=F("launched_at") - by,
        results_due_on=F("results_due_on") - by,
    )
    campaign.versions.update(
        submitted_at=F("submitted_at") - by, decided_at=F("decided_at") - by, due_on=F("due_on") - by
    )
    campaign.steps.update(on=F("on") - by, handed_over_at=F("handed_over_at") - by)
    Sending.objects.filter(pk__in=_sendings(campaign)).update(created_at=F("created_at") - by)
    Delivery.objects.filter(sending__in=_sendings(campaign), state="planned").update(due_at=F("due_at") - by)
    Measurement.objects.filter(campaign=campaign).update(measured_at=F("measured_at") - by / 4)


def _plant_reading(chance: random.Random, campaign: Campaign) -> None:
    rows = Delivery.objects.filter(
        sending__in=_sendings(campaign), channel=Channel.INBOX, sent_at__isnull=False
    )
    seen = [
        pk
        for pk, shift in rows.order_by("sending_id", "person_id").values_list("pk", "person__shift")
        if chance.random() < (NIGHT_SEEN_SHARE if shift == "Night" else SEEN_SHARE)
    ]
    Delivery.objects.filter(pk__in=seen).update(seen_at=F("sent_at") + READ_AFTER)


def _sendings(campaign: Campaign) -> list[int]:
    return [pk for pk in campaign.steps.values_list("send_id", flat=True) if pk is not None]
