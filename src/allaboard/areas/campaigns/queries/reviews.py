"""What waits for a decision, and what it is compared with."""

from django.db.models import QuerySet

from allaboard.areas.campaigns.choices import APPROVING_DECISIONS, OPEN_DECISIONS, Status
from allaboard.areas.campaigns.models import Campaign, Version
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor, Role

REVIEWERS = frozenset({Role.REVIEWER, Role.COMMUNICATIONS, Role.HR_LEADER})


def review_queue(actor: Actor) -> QuerySet[Version]:
    """Versions the actor may decide on, due first: never one they wrote part of, none of a campaign put away."""
    if not actor.has(*REVIEWERS) or actor.person_id is None:
        return Version.objects.none()
    in_use = visible_to(actor).filter(archived_at=None)
    waiting = Version.objects.filter(decision__in=OPEN_DECISIONS, campaign__in=in_use)
    waiting = waiting.exclude(campaign__editor_ids__contains=actor.person_id)
    waiting = waiting.exclude(writer_ids__contains=[actor.person_id])
    return waiting.select_related("campaign", "submitted_by").order_by("due_on", "submitted_at")


def reviewed_by(actor: Actor) -> QuerySet[Version]:
    """Versions the actor decided on, the latest decision first."""
    decided = Version.objects.filter(campaign__in=visible_to(actor), decided_by=actor.person_id or 0)
    return decided.select_related("campaign", "submitted_by").order_by("-decided_at", "-pk")


def version_for(actor: Actor, campaign_id: int, number: int) -> Version:
    """A version of a campaign the actor may know of; NotFound otherwise."""
    versions = Version.objects.filter(campaign__in=visible_to(actor), campaign_id=campaign_id, number=number)
    found = versions.select_related("campaign", "submitted_by", "decided_by").first()
    if found is None:
        raise NotFound
    return found


def compared_with(version: Version) -> Version | None:
    """What a reviewer compares with: the last approved version, else the one before."""
    earlier = version.campaign.versions.filter(number__lt=version.number)
    return earlier.exclude(seal="").first() or earlier.first()


def standing_version(campaign: Campaign) -> Version | None:
    """The version that waits or was approved and still stands; None for a draft that was never submitted."""
    return campaign.versions.filter(decision__in=(*OPEN_DECISIONS, *APPROVING_DECISIONS)).first()


def approved_version(campaign: Campaign) -> Version | None:
    """The version that was approved and still stands."""
    return campaign.versions.filter(decision__in=APPROVING_DECISIONS).first()


def approved_and_waiting(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns that only need someone to launch them."""
    return visible_to(actor).filter(status=Status.APPROVED, archived_at=None)
