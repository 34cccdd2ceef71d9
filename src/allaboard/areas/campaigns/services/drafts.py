"""Writes a campaign: its goal, its audience and its steps. Any edit voids an approval."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import Decision, Status
from allaboard.areas.campaigns.models import Campaign, Step, Wording
from allaboard.areas.campaigns.permissions import may_write
from allaboard.areas.campaigns.queries.campaigns import locked
from allaboard.areas.campaigns.queries.content import content_of
from allaboard.areas.campaigns.queries.reviews import standing_version
from allaboard.areas.campaigns.rules.approval import content_hash, require_editable
from allaboard.areas.campaigns.rules.plan import next_position, require_sound_experiment
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.segments import facade as segments
from allaboard.foundation.undo.facade import Row, put_back

Values = Mapping[str, object]
RULES = ("audience_text", "outcome_rule", "segment_text")
EDITABLE_FIELDS = frozenset(
    {
        "title",
        "goal",
        "initiative_id",
        "owner",
        "owner_id",
        "outcome",
        "outcome_kind",
        "outcome_rule",
        "outcome_days",
        "expected_share",
        "segment_id",
        "audience_text",
        "holdout_share",
        "balance",
    }
)


@transaction.atomic
def start_campaign(title: str, *, by: Actor, is_sample: bool = False, **values: object) -> Campaign:
    """Open a draft; the one who opens it owns it until someone else is named."""
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
    with _editing(campaign_id, by) as campaign:
        _set(campaign, values, by)
        campaign.save()
    return campaign


def _set(campaign: Campaign, values: Values, by: Actor) -> None:
    _require_askable(campaign, values, by)
    for name, value in values.items():
        if name not in EDITABLE_FIELDS:
            raise ValueError(f"{name} is not written by a person")
        setattr(campaign, name, value)
    require_sound_experiment(campaign.outcome_kind, campaign.holdout_share)


def _require_askable(now: Campaign | Step, values: Values, by: Actor) -> None:
    """Raise RuleBroken when a rule that is written anew asks about facts its writer may not read."""
    for name in RULES:
        if name in values and values[name] != getattr(now, name, None):
            segments.require_askable(by, str(values[name]))


@transaction.atomic
def add_step(campaign_id: int, values: Values, *, by: Actor) -> Step:
    """Add a step at the end of the plan."""
    with _editing(campaign_id, by) as campaign:
        step = Step(
            campaign=campaign,
            position=next_position(list(campaign.steps.values_list("position", flat=True))),
        )
        return _fill_step(step, values, by)


@transaction.atomic
def change_step(campaign_id: int, step_id: int, values: Values, *, by: Actor) -> Step:
    """Change a step's message, people, channels or time."""
    with _editing(campaign_id, by) as campaign:
        return _fill_step(_step(campaign, step_id), values, by)


def _fill_step(step: Step, values: Values, by: Actor) -> Step:
    _require_askable(step, values, by)
    if values.get("segment_text", "") not in ("", step.segment_text):
        # Narrowed to one person, an audience would tell a fact of that person.
        segments.require_askable(by, step.campaign.audience_text)
    for name, value in values.items():
        setattr(step, name, value)
    step.save()
    return step


@transaction.atomic
def remove_step(campaign_id: int, step_id: int, *, by: Actor) -> None:
    """Take a step out of the plan."""
    with _editing(campaign_id, by) as campaign:
        _step(campaign, step_id).delete()


@transaction.atomic
def put_step_back(campaign_id: int, rows: Sequence[Row], *, by: Actor) -> None:
    """Bring a step back that was taken out, with its wordings."""
    with _editing(campaign_id, by):
        put_back(rows)


@transaction.atomic
def move_step(campaign_id: int, step_id: int, *, earlier: bool, by: Actor) -> None:
    """Let a step change places with its neighbour; the first and the last stay where they are."""
    with _editing(campaign_id, by) as campaign:
        step = _step(campaign, step_id)
        others = campaign.steps.exclude(pk=step.pk)
        if earlier:
            other = others.filter(position__lt=step.position).order_by("-position").first()
        else:
            other = others.filter(position__gt=step.position).order_by("position").first()
        if other is not None:
            step.position, other.position = other.position, step.position
            step.save(update_fields=["position"])
            other.save(update_fields=["position"])


@transaction.atomic
def word_step(campaign_id: int, step_id: int, language: str, values: Mapping[str, str], *, by: Actor) -> None:
    """Keep the message in another language; without a text that language is taken out."""
    with _editing(campaign_id, by) as campaign:
        step = _step(campaign, step_id)
        if values.get("subject") and values.get("body"):
            Wording.objects.update_or_create(step=step, language=language, defaults=dict(values))
        else:
            step.wordings.filter(language=language).delete()


def _step(campaign: Campaign, step_id: int) -> Step:
    step = campaign.steps.filter(pk=step_id).first()
    if step is None:
        raise NotFound
    return step


@contextmanager
def _editing(campaign_id: int, by: Actor) -> Iterator[Campaign]:
    """One edit: allowed, before launch, and voiding what was approved if anything really changed."""
    require(may_write(by))
    campaign = locked(by, campaign_id)
    require_editable(campaign.status)
    before = content_hash(content_of(campaign))
    yield campaign
    campaign.refresh_from_db()
    if content_hash(content_of(campaign)) != before:
        note_edit(campaign, by, _("The content was edited."))


def note_edit(campaign: Campaign, by: Actor, reason: str) -> None:
    """Remember who wrote, and void a standing version; part of the caller's transaction."""
    if by.person_id is not None and by.person_id not in campaign.editor_ids:
        campaign.editor_ids = [*campaign.editor_ids, by.person_id]
    void_standing_version(campaign, reason)
    campaign.status = Status.DRAFT
    campaign.save(update_fields=["editor_ids", "status", "updated_at"])
    record("campaign.edited", by=by, on=campaign)


def void_standing_version(campaign: Campaign, reason: str) -> None:
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
    values = {name: getattr(source, name) for name in EDITABLE_FIELDS - {"title", "owner", "owner_id"}}
    copy = start_campaign(_("%(title)s (copy)") % {"title": source.title[:140]}, by=by, **values)
    for step in source.steps.prefetch_related("wordings"):
        segments.require_askable(by, step.segment_text)
        wordings = list(step.wordings.all())
        step.pk, step.campaign, step.on, step.expires_on = None, copy, None, None
        step.send_id = step.handed_over_at = step.expired_at = None
        step.save(force_insert=True)
        for wording in wordings:
            wording.pk, wording.step = None, step
        Wording.objects.bulk_create(wordings)
    return copy


@transaction.atomic
def archive_campaign(campaign_id: int, *, by: Actor) -> Campaign:
    """Take a campaign out of the lists; one under way must be cancelled or finished first."""
    require(may_write(by))
    campaign = locked(by, campaign_id)
    if campaign.status in (Status.RUNNING, Status.PAUSED):
        raise RuleBroken(_("It is still running. Cancel it first."))
    campaign.archived_at = timezone.now()
    campaign.save(update_fields=["archived_at", "updated_at"])
    record("campaign.archived", by=by, on=campaign)
    return campaign


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
