"""What delivery knows of a campaign's messages, seen through its facade."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from allaboard.areas.campaigns.choices import Channel
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.experiment import sent_steps
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.choices import State
from allaboard.foundation.delivery.models import Delivery


def knows_who_saw(campaign: Campaign) -> bool:
    """Whether a message goes to the inbox; who reads an e-mail is not known."""
    return any(Channel.INBOX in step.channels for step in campaign.steps.all())


def is_under_way(step: Step, now: datetime) -> bool:
    """Whether a message of the step is due by now and still waits."""
    rows = delivery.state_queryset(step.send_id or 0)
    return rows.filter(state__in=(State.PLANNED, State.DEFERRED), due_at__lte=now).exists()


def last_day_to_come(step: Step) -> date | None:
    """The last day, by the clocks of those it is for, on which a message that waits is due; None when none waits."""
    waiting = delivery.state_queryset(step.send_id or 0).filter(state=State.PLANNED)
    last = waiting.order_by().values_list("person__timezone").annotate(due=Max("due_at"))
    return max((timezone.localdate(due, _zone(name)) for name, due in last), default=None)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else timezone.get_default_timezone()
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def minutes_given(campaign: Campaign) -> float:
    """Minutes that people gave to the campaign together: each message by those whom it reached, once by each."""
    arrived = deliveries_of(campaign).filter(state=State.SENT).order_by()
    reached = dict(arrived.values_list("sending_id").annotate(Count("person_id", distinct=True)))
    return sum((step.minutes * reached.get(step.send_id or 0, 0) for step in sent_steps(campaign)), 0.0)


def deliveries_of(campaign: Campaign) -> QuerySet[Delivery]:
    """What delivery did with every message of the campaign so far; nothing has the number 0."""
    return delivery.state_queryset(*[step.send_id or 0 for step in sent_steps(campaign)] or [0])
