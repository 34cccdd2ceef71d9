"""When the messages of a launched campaign go out: on their day, a reminder as late as the ask it reminds of."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.rules.plan import days_late
from allaboard.errors import RuleBroken

EARLIEST_ZONE = timedelta(hours=14)  # somewhere a day begins 14 hours before it does in UTC
LATEST_ZONE = timedelta(hours=12)  # and somewhere it ends 12 hours after
# The worker looks every five minutes, and nobody's hour may have passed by then.
AHEAD = timedelta(minutes=15)


def day_of(step: Step) -> date:
    """The day on which a step goes out; a reminder keeps its distance from an ask that went out late.

    Raises:
        RuleBroken: it has no date.
    """
    if step.on is None:
        raise RuleBroken(_("The step has no date."))
    return step.on + timedelta(days=_days_late(step)) if step.kind == StepKind.REMIND else step.on


def _days_late(reminder: Step) -> int:
    sent = asks_before(reminder).filter(handed_over_at__isnull=False)
    return max(
        (
            days_late(ask.on, timezone.localdate(ask.handed_over_at))
            for ask in sent
            if ask.on and ask.handed_over_at
        ),
        default=0,
    )


def asks_before(step: Step) -> QuerySet[Step]:
    """The asks of the plan that come before the step."""
    return Step.objects.filter(campaign=step.campaign_id, kind=StepKind.ASK, position__lt=step.position)


def has_nothing_to_remind_of(step: Step) -> bool:
    """Whether the step reminds of asks that all expired before they went out."""
    if step.kind != StepKind.REMIND:
        return False
    asks = asks_before(step)
    return asks.exists() and not asks.filter(expired_at=None).exists()


def is_left_to_hand_over(campaign: Campaign) -> bool:
    """Whether a step still waits for its day or its condition."""
    return campaign.steps.filter(send_id=None, expired_at=None).exists()


def first_instant(step: Step) -> datetime:
    """When the step's local time comes first anywhere on earth."""
    return datetime.combine(day_of(step), step.at or time.min, tzinfo=UTC) - EARLIEST_ZONE


def end_of(day: date) -> datetime:
    """When the day has ended everywhere on earth."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC) + LATEST_ZONE
