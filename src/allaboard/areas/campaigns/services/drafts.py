"""Writes a campaign: its goal and its audience. Any edit voids an approval."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import UNDER_WAY, Decision, Status, Voided
from allaboard.areas.campaigns.models import Campaign, Step, Wording
from allaboard.areas.campaigns.permissions import WRITERS, may_write
from allaboard.areas.campaigns.queries.campaigns import locked
from allaboard.areas.campaigns.queries.content import content_of
from allaboard.areas.campaigns.queries.reviews import standing_version
from allaboard.areas.campaigns.rules.approval import content_hash, require_editable
from allaboard.areas.campaigns.rules.plan import require_sound_experiment
from allaboard.errors import RuleBroken
from allaboard.foundation.access.facade import holders_of
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments

Values = Mapping[str, object]
RULES = ("audience_text", "outcome_rule", "segment_text")
EDITABLE_FIELDS = frozenset(
    {
        "title",
        "goal",
        "aim",
        "initiative_id",
        "owner",
        "outcome",
        "outcome_kind",
        "outcome_rule",
        "outcome_days",
        "expected_share",
        "segment_id",
        "audience_text",
        "ask_unit",
        "holdout_share",
        "balance",
    }
)


@transaction.atomic
def start_campaign(title: str, *, by: Actor, is_sample: bool = False, **values: object) -> Campaign:
    """Open a draft; the one who opens it owns it until someone else is named.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it has no title.
    """
    require(may_write(by))
    if not title.strip():
        raise RuleBroken(_("Give the campaign a title."))
    campaign = Campaign(
        title=title.strip(), author_id=by.person_id, owner_id=by.person_id, is_sample=is_sample
    )
    _set(campaign, values, by)
    campaign.editor_ids = [by.person_id] if by.person_id else []
    campaign.save()
    record("campaign.started", by=by, on=campaign)
    return campaign


@transaction.atomic
def change_campaign(campaign_id: int, values: Values, *, by: Actor) -> Campaign:
    """Change goal, audience or experiment of a campaign that was not launched."""
    with editing(campaign_id, by) as campaign:
        _set(campaign, values, by)
        campaign.save()
    return campaign


def owner_with(person_id: int) -> Person:
    """Somebody who may own a campaign.

    Raises:
        RuleBroken: the person does not write campaigns, or works here no more.
    """
    found = holders_of(WRITERS).filter(pk=person_id).first()
    if found is None:
        raise RuleBroken(_("Only somebody of HR or communications can own a campaign."))
    return found


def _set(campaign: Campaign, values: Values, by: Actor) -> None:
    require_askable_rules(campaign, values, by)
    for name, value in values.items():
        if name not in EDITABLE_FIELDS:
            raise ValueError(f"{name} is not written by a person")
        setattr(campaign, name, value)
    require_sound_experiment(campaign.outcome_kind, campaign.holdout_share, campaign.has_outcome)


def require_askable_rules(now: Campaign | Step, values: Values, by: Actor) -> None:
    """Raise RuleBroken when a rule that is written anew asks about facts its writer may not read."""
    for name in RULES:
        if name in values and values[name] != getattr(now, name, None):
            segments.require_askable(by, str(values[name]))


@contextmanager
def editing(campaign_id: int, by: Actor) -> Iterator[Campaign]:
    """One edit: allowed, before launch, and voiding what was approved if anything really changed."""
    require(may_write(by))
    campaign = locked(by, campaign_id)
    require_editable(campaign.status)
    before = content_hash(content_of(campaign))
    yield campaign
    campaign.refresh_from_db()
    if content_hash(content_of(campaign)) != before:
        note_edit(campaign, by, Voided.CONTENT_EDITED)


def note_edit(campaign: Campaign, by: Actor, reason: Voided) -> None:
    """Remember who wrote, and void a standing version; part of the caller's transaction."""
    if by.person_id is not None and by.person_id not in campaign.editor_ids:
        campaign.editor_ids = [*campaign.editor_ids, by.person_id]
    void_standing_version(campaign, reason)
    campaign.status = Status.DRAFT
    campaign.save(update_fields=["editor_ids", "status", "updated_at"])
    record("campaign.edited", by=by, on=campaign)


def void_standing_version(campaign: Campaign, reason: Voided) -> None:
    """Mark the waiting or approved version as no longer valid; it stays in the history."""
    version = standing_version(campaign)
    if version is None:
        return
    version.assignments.all().delete()
    version.decision, version.voided_because = Decision.VOIDED, reason
    version.save(update_fields=["decision", "voided_because"])


@transaction.atomic
def duplicate_campaign(campaign_id: int, *, by: Actor) -> Campaign:
    """Make a fresh draft with the same plan: new seed, no dates, no approval."""
    require(may_write(by))
    source = locked(by, campaign_id)
    values = {name: getattr(source, name) for name in EDITABLE_FIELDS - {"title", "owner"}}
    copy = start_campaign(_("%(title)s (copy)") % {"title": source.title[:140]}, by=by, **values)
    for step in source.steps.prefetch_related("wordings"):
        segments.require_askable(by, step.segment_text)
        wordings = list(step.wordings.all())
        step.pk, step.campaign, step.on, step.expires_on = None, copy, None, None
        step.send_id = step.handed_over_at = step.expired_at = None
        step.ask_unit = ""
        step.save(force_insert=True)
        for wording in wordings:
            wording.pk, wording.step = None, step
        Wording.objects.bulk_create(wordings)
    return copy


@transaction.atomic
def archive_campaign(campaign_id: int, *, by: Actor) -> Campaign:
    """Take a campaign out of the lists; one under way must be cancelled or finished first.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it is under way.
    """
    require(may_write(by))
    campaign = locked(by, campaign_id)
    if campaign.status in UNDER_WAY:
        raise RuleBroken(_("It is still running. Cancel it first."))
    campaign.archived_at = timezone.now()
    campaign.save(update_fields=["archived_at", "updated_at"])
    record("campaign.archived", by=by, on=campaign)
    return campaign


@transaction.atomic
def archive_campaigns(campaigns: QuerySet[Campaign], *, by: Actor) -> list[int]:
    """Take those campaigns out of the lists that are not under way and not out of them already; which ones."""
    found = campaigns.filter(archived_at=None).exclude(status__in=UNDER_WAY).order_by("pk")
    return [archive_campaign(pk, by=by).pk for pk in found.values_list("pk", flat=True)]


@transaction.atomic
def restore_campaign(campaign_id: int, *, by: Actor) -> None:
    """Bring an archived campaign back."""
    require(may_write(by))
    campaign = locked(by, campaign_id)
    campaign.archived_at = None
    campaign.save(update_fields=["archived_at", "updated_at"])
    record("campaign.restored", by=by, on=campaign)


@transaction.atomic
def remove_sample() -> int:
    """Delete every campaign of the sample company, with all that hangs on it."""
    return Campaign.objects.filter(is_sample=True).delete()[0]
