"""The sample company's campaigns: one measured with a planted lift, one under way, one waiting for approval."""

import random
from datetime import time, timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from allaboard.areas.campaigns.choices import Arm, Channel, OutcomeKind, StepKind
from allaboard.areas.campaigns.models import Assignment, Campaign, Measurement
from allaboard.areas.campaigns.services.drafts import add_step, start_campaign
from allaboard.areas.campaigns.services.launch import launch_campaign
from allaboard.areas.campaigns.services.measure import measure_campaign
from allaboard.areas.campaigns.services.review import approve_campaign, submit_for_review
from allaboard.areas.initiatives.models import Initiative
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.facade import run_due
from allaboard.foundation.delivery.models import Delivery, Sending
from allaboard.foundation.segments.facade import segments_for
from allaboard.project.sample.segments import HALLS

TREATED_SHARE, HOLDOUT_SHARE = 0.66, 0.36  # planted: what people do with and without the campaign
SEEN_SHARE, NIGHT_SEEN_SHARE = 0.88, 0.52
HELD_OUT = 0.25
WHOLE_COMPANY_UP_TO = 5_000
INBOX_BODY = """Hello {first_name},

questions to HR used to get lost. From today there is **one inbox**, and every question gets a date by which you will have your answer.

- Write to us there about pay, leave, contracts, anything.
- You see the date at once. If we miss it, you will hear why before it passes."""


def make(
    by: Actor, approver: Actor, initiatives: dict[str, Initiative], seed: int, people: int
) -> dict[str, object]:
    """Make the campaigns; and what was planted in them."""
    audience = "" if people <= WHOLE_COMPANY_UP_TO else 'department = "Legal and Communications"'
    measured = _one_inbox(by, approver, initiatives["reply"], audience, seed)
    _handhelds(by, approver, initiatives["tools"], people)
    _swap_board(by, initiatives["swaps"])
    return {
        "campaign": measured.pk,
        "treated_share": TREATED_SHARE,
        "holdout_share": HOLDOUT_SHARE,
        "lift": round(TREATED_SHARE - HOLDOUT_SHARE, 4),
    }


def _one_inbox(by: Actor, approver: Actor, initiative: Initiative, audience: str, seed: int) -> Campaign:
    campaign = start_campaign(
        "One inbox for HR", by=by, is_sample=True, goal="Everyone asks HR in one place and gets a date", initiative_id=initiative.pk,
        outcome="use the HR inbox", outcome_kind=OutcomeKind.RULE, outcome_rule="custom.hr_inbox = yes", outcome_days=14,
        expected_share=HOLDOUT_SHARE, audience_text=audience, holdout_share=HELD_OUT, balance="shift",
    )  # fmt: skip
    Campaign.objects.filter(pk=campaign.pk).update(seed=f"{seed:032x}")
    _step(campaign, by, "One place to ask HR, with a date", INBOX_BODY)
    _approve_and_send(campaign, by, approver)
    _plant_reading(random.Random(f"{seed}:seen"), campaign)
    _plant_acting(random.Random(f"{seed}:acted"), campaign)
    measure_campaign(campaign.pk, by=by, is_final=True)
    _move_back(campaign, days=24)
    return campaign


def _handhelds(by: Actor, approver: Actor, initiative: Initiative, people: int) -> None:
    campaign = start_campaign(
        "New handhelds in your hall", by=by, is_sample=True, goal="Nobody types a booking twice", initiative_id=initiative.pk,
        outcome="press “I have mine”", outcome_kind=OutcomeKind.ACKNOWLEDGED, outcome_days=14, expected_share=0.3, holdout_share=0.0,
        audience_text='department = Logistics and location = "Depot"' if people <= WHOLE_COMPANY_UP_TO else "department = Quality and location = Labs and shift = Night",
    )  # fmt: skip
    _step(
        campaign,
        by,
        "Your new handheld is here",
        "Hello {first_name},\n\nthe new handhelds came. Fetch yours at the gate; the old ones go back in the box beside it.",
        "I have mine",
    )
    _approve_and_send(campaign, by, approver)
    _move_back(campaign, days=5)


def _swap_board(by: Actor, initiative: Initiative) -> None:
    halls = next(ref for ref in segments_for(by) if ref.name == HALLS)
    campaign = start_campaign(
        "Swap board launch", by=by, is_sample=True, goal="Swaps are settled within a day", initiative_id=initiative.pk,
        outcome="settle a swap on the board", outcome_kind=OutcomeKind.RULE, outcome_rule="custom.swap_board = yes", outcome_days=30,
        expected_share=0.4, segment_id=halls.id, audience_text=halls.text, holdout_share=0.2,
    )  # fmt: skip
    _step(
        campaign,
        by,
        "Swap a shift yourself",
        "Hello {first_name},\n\nfrom Monday you can swap a shift on the board in your hall or on your phone. If both agree, it is done.",
        days=7,
        kind=StepKind.TELL,
    )
    add_step(
        campaign.pk,
        {
            "kind": StepKind.ASK, "channels": [Channel.EMAIL, Channel.INBOX], "subject": "Try one swap this week",
            "body": "Hello {first_name},\n\nplease settle your next swap on the board. It takes a minute.",
            "on": timezone.localdate() + timedelta(days=10), "at": time(9),
        },
        by=by,
    )  # fmt: skip
    submit_for_review(campaign.pk, by=by)


def _step(
    campaign: Campaign,
    by: Actor,
    subject: str,
    body: str,
    button: str = "",
    days: int = 0,
    kind: str = StepKind.ASK,
) -> None:
    add_step(
        campaign.pk,
        {
            "kind": kind, "channels": [Channel.EMAIL, Channel.INBOX], "subject": subject, "body": body,
            "action_label": button, "on": timezone.localdate() + timedelta(days=days), "at": time(9),
        },
        by=by,
    )  # fmt: skip


def _approve_and_send(campaign: Campaign, by: Actor, approver: Actor) -> None:
    version = submit_for_review(campaign.pk, by=by)
    approve_campaign(campaign.pk, version.number, version.content_hash, by=approver, note="Reads well.")
    launch_campaign(campaign.pk, by=by)
    now = timezone.now()
    campaign.steps.update(handed_over_at=now)
    Delivery.objects.filter(sending__in=_sendings(campaign)).update(due_at=now)
    run_due()


def _plant_reading(chance: random.Random, campaign: Campaign) -> None:
    rows = Delivery.objects.filter(
        sending__in=_sendings(campaign), channel=Channel.INBOX, sent_at__isnull=False
    )
    seen = [
        pk
        for pk, shift in rows.order_by("person_id").values_list("pk", "person__shift")
        if chance.random() < (NIGHT_SEEN_SHARE if shift == "Night" else SEEN_SHARE)
    ]
    Delivery.objects.filter(pk__in=seen).update(seen_at=timezone.now())


def _plant_acting(chance: random.Random, campaign: Campaign) -> None:
    sides = (
        Assignment.objects.filter(version__campaign=campaign)
        .order_by("person_id")
        .values_list("person_id", "arm")
    )
    acted = [
        person_id
        for person_id, arm in sides
        if chance.random() < (HOLDOUT_SHARE if arm == Arm.HOLDOUT else TREATED_SHARE)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE people_person SET custom_fields = custom_fields || \'{"hr_inbox": "yes"}\' WHERE id = ANY(%s)',
            [acted],
        )


def _move_back(campaign: Campaign, *, days: int) -> None:
    """Let it have happened some days ago."""
    by = timedelta(days=days)
    campaign.refresh_from_db()
    Campaign.objects.filter(pk=campaign.pk).update(
        created_at=campaign.created_at - by,
        launched_at=campaign.launched_at - by if campaign.launched_at else None,
        results_due_on=campaign.results_due_on - by if campaign.results_due_on else None,
    )
    for step in campaign.steps.all():
        campaign.steps.filter(pk=step.pk).update(on=step.on - by if step.on else None)
    sendings = _sendings(campaign)
    Sending.objects.filter(pk__in=sendings).update(created_at=F("created_at") - by)
    Delivery.objects.filter(sending__in=sendings).update(sent_at=F("sent_at") - by, seen_at=F("seen_at") - by)
    Measurement.objects.filter(campaign=campaign).update(measured_at=F("measured_at") - by / 4)


def _sendings(campaign: Campaign) -> list[int]:
    return [pk for pk in campaign.steps.values_list("send_id", flat=True) if pk is not None]
