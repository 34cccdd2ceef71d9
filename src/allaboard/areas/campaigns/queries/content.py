"""The exact content of a campaign, as a reviewer reads it and as the rules judge it."""

from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.rules.plan import Plan, PlannedStep

CAMPAIGN_FIELDS = (
    "title",
    "goal",
    "outcome",
    "outcome_kind",
    "outcome_rule",
    "outcome_days",
    "audience_text",
    "holdout_share",
    "balance",
    "initiative_id",
    "owner_id",
)
STEP_FIELDS = ("position", "kind", "segment_text", "subject", "body", "action_label", "action_url")
WORDING_FIELDS = ("language", "subject", "body", "action_label")

Content = dict[str, object]


def content_of(campaign: Campaign) -> Content:
    """Everything that is sent, to whom and when; two campaigns with the same content are the same campaign."""
    content: Content = {name: getattr(campaign, name) for name in CAMPAIGN_FIELDS}
    content["steps"] = [_step_content(step) for step in campaign.steps.prefetch_related("wordings").order_by("position")]
    return content


def _step_content(step: Step) -> Content:
    content: Content = {name: getattr(step, name) for name in STEP_FIELDS}
    content["channels"] = sorted(step.channels)
    content["on"] = step.on.isoformat() if step.on else None
    content["at"] = step.at.strftime("%H:%M")
    content["expires_on"] = step.expires_on.isoformat() if step.expires_on else None
    content["wordings"] = [{name: getattr(wording, name) for name in WORDING_FIELDS} for wording in step.wordings.all()]
    return content


def plan_of(campaign: Campaign, audience: int) -> Plan:
    """The campaign as the rules see it."""
    return Plan(
        goal=campaign.goal,
        outcome=campaign.outcome,
        outcome_kind=campaign.outcome_kind,
        outcome_rule=campaign.outcome_rule,
        holdout_share=campaign.holdout_share,
        audience=audience,
        has_owner=campaign.owner_id is not None,
        steps=tuple(
            PlannedStep(str(step), step.kind, step.subject, step.body, tuple(step.channels), step.on, step.expires_on)
            for step in campaign.steps.all()
        ),
    )
