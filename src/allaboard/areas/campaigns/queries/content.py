"""The exact content of a campaign, as a reviewer reads it and as the rules judge it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import Aim, Channel, OutcomeKind, StepKind
from allaboard.areas.campaigns.models import Campaign, Step, Version, Wording
from allaboard.areas.campaigns.queries.asking import people_outside
from allaboard.areas.campaigns.rules.completeness import Plan, PlannedStep
from allaboard.areas.campaigns.rules.plan import Prospect, measures_an_outcome, prospect
from allaboard.errors import RuleBroken
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.segments import facade as segments
from allaboard.statistics.assignment import holdout_size

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
    # Only where it is not as it always was: what was approved before keeps its hash.
    if campaign.aim != Aim.ACT:
        content["aim"] = campaign.aim
    elif campaign.ask_unit:
        content["ask_unit"] = campaign.ask_unit
    content["steps"] = [
        _step_content(step) for step in campaign.steps.prefetch_related("wordings").order_by("position")
    ]
    return content


def _step_content(step: Step) -> Content:
    content: Content = {name: getattr(step, name) for name in STEP_FIELDS}
    content["channels"] = sorted(step.channels)
    content["on"] = step.on.isoformat() if step.on else None
    content["at"] = step.at.strftime("%H:%M") if step.at else None
    content["expires_on"] = step.expires_on.isoformat() if step.expires_on else None
    content["wordings"] = [
        {name: getattr(wording, name) for name in WORDING_FIELDS} for wording in step.wordings.all()
    ]
    return content


def plan_of(campaign: Campaign) -> Plan:
    """The campaign as the rules see it, with the people its audience finds today."""
    people = segments.present_people_matching(campaign.audience_text)
    return Plan(
        goal=campaign.goal,
        aim=campaign.aim,
        outcome=campaign.outcome,
        outcome_kind=campaign.outcome_kind,
        outcome_rule=campaign.outcome_rule,
        holdout_share=campaign.holdout_share,
        audience=people.count(),
        ask_unit=campaign.ask_unit,
        outside_unit=people_outside(people, campaign.ask_unit),
        has_owner=campaign.owner is not None and campaign.owner.active,
        steps=tuple(_planned(step) for step in campaign.steps.prefetch_related("wordings")),
    )


def _planned(step: Step) -> PlannedStep:
    return PlannedStep(
        name=str(step),
        kind=step.kind,
        subject=step.subject,
        body=step.body,
        channels=tuple(step.channels),
        on=step.on,
        expires_on=step.expires_on,
        fault=_fault_in(step),
    )


def _fault_in(step: Step) -> str:
    """What delivery would refuse in the message in any of its languages; an empty text when it would send it."""
    try:
        texts: list[Step | Wording] = [step, *step.wordings.all()]
        for words in texts:
            delivery.check_fields(words.subject, delivery.KNOWN_FIELDS, _("Subject"))
            delivery.check_fields(words.body, delivery.KNOWN_FIELDS, _("Message"))
            delivery.check_fields(words.action_label, delivery.KNOWN_FIELDS, _("Button"))
        delivery.check_fields(step.action_url, delivery.KNOWN_FIELDS, _("Button's address"))
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def foreseen_of(campaign: Campaign, version: Version | None = None) -> Prospect:
    """What the campaign could find out: among those drawn for the version, or those it would be drawn from today."""
    if version is not None and version.seal:
        people, drawn = version.audience_count, version.holdout_count
    else:
        people = segments.present_people_matching(campaign.audience_text).count()
        drawn = holdout_size(people, campaign.holdout_share)
    return prospect(people - drawn, drawn, campaign.expected_share, campaign.has_outcome)


def as_text(content: Mapping[str, Any]) -> str:
    """Content as lines that a person can read and compare."""
    lines = [
        _line(_("Title"), content["title"]),
        _line(_("Goal"), content["goal"]),
        *_outcome_lines(content),
        _line(_("Audience"), content["audience_text"] or _("everyone")),
        _line(_("Holdout"), f"{floatformat(100 * content['holdout_share'], -1)} %"),
    ]
    if "ask_unit" in content:
        lines.append(_line(_("Leaders who must be ready before it asks"), content["ask_unit"]))
    for step in content["steps"]:
        lines += _step_lines(step)
    return "\n".join(lines)


def _outcome_lines(content: Mapping[str, Any]) -> list[str]:
    aim = content.get("aim", Aim.ACT)
    lines = [_line(_("What it is for"), Aim(aim).label)] if aim != Aim.ACT else []
    if measures_an_outcome(aim, content["outcome"], content["outcome_rule"]):
        seen_by = f"{OutcomeKind(content['outcome_kind']).label} {content['outcome_rule']}".rstrip()
        lines += [_line(_("What people will do"), content["outcome"]), _line(_("Seen by"), seen_by)]
    return [*lines, _line(_("Days until the final results"), content["outcome_days"])]


def _line(label: str, value: object) -> str:
    return f"{label}: {value}"


def _step_lines(step: Mapping[str, Any]) -> list[str]:
    said = {"number": step["position"], "kind": StepKind(step["kind"]).label, "day": _day(step["on"])}
    said |= {"time": step["at"], "channels": ", ".join(str(Channel(name).label) for name in step["channels"])}
    when = (
        _("Step %(number)s: %(kind)s, %(day)s at %(time)s, by %(channels)s")
        if step["at"]
        else _("Step %(number)s: %(kind)s, %(day)s at once, by %(channels)s")
    )
    lines = [
        "",
        when % said,
        *([_line(_("Only to"), step["segment_text"])] if step["segment_text"] else []),
        *([_line(_("Not after"), _day(step["expires_on"]))] if step["expires_on"] else []),
        *_message_lines(step),
        *([_line(_("Leads to"), step["action_url"])] if step["action_url"] else []),
    ]
    for wording in step["wordings"]:
        lines += ["", _("In %(language)s:") % {"language": wording["language"]}, *_message_lines(wording)]
    return lines


def _day(written: str | None) -> str:
    return date_format(date.fromisoformat(written)) if written else _("no date yet")


def _message_lines(words: Mapping[str, Any]) -> list[str]:
    button = [_line(_("Button"), words["action_label"])] if words["action_label"] else []
    return [_line(_("Subject"), words["subject"]), *str(words["body"]).splitlines(), *button]
