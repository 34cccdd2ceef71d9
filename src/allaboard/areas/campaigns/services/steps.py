"""Writes the steps of a campaign: their messages, people, times and order. Any edit voids an approval."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from allaboard.areas.campaigns.models import Campaign, Step, Wording
from allaboard.areas.campaigns.rules.plan import next_position, require_sound_dates
from allaboard.areas.campaigns.services.drafts import Values, editing, require_askable_rules
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments
from allaboard.foundation.undo.facade import Row, put_back


@transaction.atomic
def add_step(campaign_id: int, values: Values, *, by: Actor) -> Step:
    """Add a step at the end of the plan."""
    with editing(campaign_id, by) as campaign:
        step = Step(
            campaign=campaign,
            position=next_position(list(campaign.steps.values_list("position", flat=True))),
        )
        return _fill_step(step, values, by)


@transaction.atomic
def change_step(campaign_id: int, step_id: int, values: Values, *, by: Actor) -> Step:
    """Change a step's message, people, channels or time."""
    with editing(campaign_id, by) as campaign:
        return _fill_step(_step(campaign, step_id), values, by)


def _fill_step(step: Step, values: Values, by: Actor) -> Step:
    require_askable_rules(step, values, by)
    if values.get("segment_text", "") not in ("", step.segment_text):
        # Narrowed to one person, an audience would tell a fact of that person.
        segments.require_askable(by, step.campaign.audience_text)
    for name, value in values.items():
        setattr(step, name, value)
    require_sound_dates(step.on, step.expires_on, timezone.localdate())
    step.save()
    return step


@transaction.atomic
def remove_step(campaign_id: int, step_id: int, *, by: Actor) -> None:
    """Take a step out of the plan."""
    with editing(campaign_id, by) as campaign:
        _step(campaign, step_id).delete()


@transaction.atomic
def put_step_back(campaign_id: int, rows: Sequence[Row], *, by: Actor) -> None:
    """Bring a step back that was taken out, with its wordings."""
    with editing(campaign_id, by):
        put_back(rows)


@transaction.atomic
def move_step(campaign_id: int, step_id: int, *, earlier: bool, by: Actor) -> None:
    """Let a step change places with its neighbour; the first and the last stay where they are."""
    with editing(campaign_id, by) as campaign:
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
    with editing(campaign_id, by) as campaign:
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
