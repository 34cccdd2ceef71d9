"""The exact content of a campaign, as a reviewer reads it and as the rules judge it."""

from collections.abc import Mapping
from typing import Any

from allaboard.areas.campaigns.choices import OutcomeKind, StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.asking import people_outside
from allaboard.areas.campaigns.rules.plan import Plan, PlannedStep
from allaboard.foundation.segments import facade as segments

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

Content = dict[str, Any]


def content_of(campaign: Campaign) -> Content:
    """Everything that is sent, to whom and when; two campaigns with the same content are the same campaign."""
    content: Content = {name: getattr(campaign, name) for name in CAMPAIGN_FIELDS}
    if campaign.ask_unit:  # only where one was named: what was approved before keeps its hash
        content["ask_unit"] = campaign.ask_unit
    content["steps"] = [
        _step_content(step) for step in campaign.steps.prefetch_related("wordings").order_by("position")
    ]
    return content


def _step_content(step: Step) -> Content:
    content: Content = {name: getattr(step, name) for name in STEP_FIELDS}
    content["channels"] = sorted(step.channels)
    content["on"] = step.on.isoformat() if step.on else None
    content["at"] = step.at.strftime("%H:%M")
    content["expires_on"] = step.expires_on.isoformat() if step.expires_on else None
    content["wordings"] = [
        {name: getattr(wording, name) for name in WORDING_FIELDS} for wording in step.wordings.all()
    ]
    return content


def plan_of(campaign: Campaign) -> Plan:
    """The campaign as the rules see it, with the people its audience finds today."""
    people = segments.people_matching(campaign.audience_text)
    return Plan(
        goal=campaign.goal,
        outcome=campaign.outcome,
        outcome_kind=campaign.outcome_kind,
        outcome_rule=campaign.outcome_rule,
        holdout_share=campaign.holdout_share,
        audience=people.count(),
        ask_unit=campaign.ask_unit,
        outside_unit=people_outside(people, campaign.ask_unit),
        has_owner=campaign.owner_id is not None,
        steps=tuple(
            PlannedStep(
                str(step), step.kind, step.subject, step.body, tuple(step.channels), step.on, step.expires_on
            )
            for step in campaign.steps.all()
        ),
    )


def as_text(content: Mapping[str, Any]) -> str:
    """Content as lines that a person can read and compare."""
    lines = [
        f"Title: {content['title']}",
        f"Goal: {content['goal']}",
        f"What people will do: {content['outcome']}",
        f"Seen by: {OutcomeKind(content['outcome_kind']).label} {content['outcome_rule']}".rstrip(),
        f"Days to act: {content['outcome_days']}",
        f"Audience: {content['audience_text'] or 'everyone'}",
        f"Holdout: {content['holdout_share']:.1%}",
        *(
            [f"Leaders who must be ready before it asks: {content['ask_unit']}"]
            if "ask_unit" in content
            else []
        ),
    ]
    for step in content["steps"]:
        lines += _step_lines(step)
    return "\n".join(lines)


def _step_lines(step: Mapping[str, Any]) -> list[str]:
    lines = [
        "",
        f"Step {step['position']}: {StepKind(step['kind']).label}, {step['on']} at {step['at']}, by {' and '.join(step['channels'])}",
        *([f"Only to: {step['segment_text']}"] if step["segment_text"] else []),
        *([f"Not after: {step['expires_on']}"] if step["expires_on"] else []),
        *_message_lines(step),
        *([f"Opens: {step['action_url']}"] if step["action_url"] else []),
    ]
    for wording in step["wordings"]:
        lines += ["", f"In {wording['language']}:", *_message_lines(wording)]
    return lines


def _message_lines(words: Mapping[str, Any]) -> list[str]:
    button = [f"Button: {words['action_label']}"] if words["action_label"] else []
    return [f"Subject: {words['subject']}", *str(words["body"]).splitlines(), *button]
