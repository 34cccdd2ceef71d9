"""Freezes the audience and draws the holdout, once, when a campaign is approved."""

from collections.abc import Sequence

from allaboard.areas.campaigns.choices import Aim, Arm, Balance, GroupBy, StepKind
from allaboard.areas.campaigns.models import Assignment, Campaign, Version
from allaboard.areas.campaigns.queries.asking import people_outside, shared_units
from allaboard.areas.campaigns.queries.experiment import narrowed
from allaboard.areas.campaigns.rules.approval import audience_hash, seal
from allaboard.areas.campaigns.rules.asking import require_inside, unit_of_ask
from allaboard.areas.campaigns.rules.results import UNKNOWN_GROUP
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments
from allaboard.statistics.assignment import held_out, held_out_by_stratum

BATCH = 5_000
Member = tuple[int, dict[str, str]]


def freeze_audience(version: Version, *, by: Actor) -> None:
    """Fix who belongs to the campaign and which side each is on, and seal content and audience together."""
    campaign = version.campaign
    version.snapshot_id = segments.freeze(
        campaign.audience_text,
        by=by,
        reason=f"Campaign: {campaign.title}",
        is_sample=campaign.is_sample,
        taken_from=campaign.segment_id,
    )
    members = _members(version.snapshot_id)
    out = _holdout(campaign, members)
    Assignment.objects.bulk_create(
        (
            Assignment(
                version=version,
                person_id=person_id,
                arm=Arm.HOLDOUT if person_id in out else Arm.TREATED,
                stratum=groups.get(campaign.balance, ""),
                groups=groups,
            )
            for person_id, groups in members
        ),
        batch_size=BATCH,
    )
    version.audience_hash = audience_hash(person_id for person_id, _ in members)
    version.seal = seal(version.content_hash, version.audience_hash)
    version.audience_count, version.holdout_count = len(members), len(out)
    _fix_units(version)


def _fix_units(version: Version) -> None:
    """Fix whose leaders must be ready before each ask, so that nobody's move to another department shifts it."""
    campaign = version.campaign
    if campaign.initiative_id is None or campaign.aim == Aim.INFORM:
        return
    everyone = segments.members(version.snapshot_id or 0)
    require_inside(campaign.ask_unit, people_outside(everyone, campaign.ask_unit))
    for step in campaign.steps.filter(kind=StepKind.ASK):
        step.ask_unit = unit_of_ask(shared_units(narrowed(everyone, step)), campaign.ask_unit)
        step.save(update_fields=["ask_unit"])


def _members(snapshot_id: int) -> list[Member]:
    rows = segments.members(snapshot_id).order_by("pk").values_list("pk", *GroupBy.values)
    return [
        (pk, {name: value or UNKNOWN_GROUP for name, value in zip(GroupBy.values, values, strict=True)})
        for pk, *values in rows
    ]


def _holdout(campaign: Campaign, members: Sequence[Member]) -> frozenset[int]:
    if campaign.balance == Balance.NONE:
        return held_out(campaign.seed, (person_id for person_id, _ in members), campaign.holdout_share)
    strata = {person_id: groups[campaign.balance] for person_id, groups in members}
    return held_out_by_stratum(campaign.seed, strata, campaign.holdout_share)
