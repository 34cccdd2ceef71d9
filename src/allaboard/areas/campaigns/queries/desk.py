"""What communications look at first: what is being written, and how far the last campaigns came."""

from dataclasses import dataclass

from django.db.models import QuerySet

from allaboard.areas.campaigns.choices import FOLLOWING, Status
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import latest_measurements, visible_to
from allaboard.areas.campaigns.rules.results import some
from allaboard.foundation.access.roles import Actor

LAST = 5


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of those a campaign was meant for got it, and saw it."""

    campaign: Campaign
    intended: int
    delivered: int
    seen: str  # how many, or a range; empty where nobody can know, or where a count would say who

    @property
    def share(self) -> float:
        """Share that got it, 0 to 1."""
        return self.delivered / self.intended if self.intended else 0.0


def drafts_waiting(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns that are being written or reviewed, last changed first."""
    waiting = visible_to(actor).filter(status__in=FOLLOWING, archived_at=None)
    return waiting.select_related("owner").order_by("-updated_at", "pk")


def last_reached(actor: Actor) -> list[Reached]:
    """The last campaigns that were measured, newest first."""
    launched = visible_to(actor).filter(measurements__isnull=False, archived_at=None).distinct()
    launched = launched.exclude(status=Status.CANCELLED)
    found = list(launched.order_by("-launched_at", "-pk")[:LAST])
    newest = latest_measurements(found)
    return [
        Reached(each, last.intended, last.delivered, some(last.seen) if last.seen and last.seen.most else "")
        for each in found
        if (last := newest.get(each.pk)) is not None
    ]
