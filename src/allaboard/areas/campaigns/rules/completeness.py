"""What a plan still lacks before anyone reviews it."""

from dataclasses import dataclass
from datetime import date

from allaboard.areas.campaigns.choices import Aim, OutcomeKind, StepKind
from allaboard.areas.campaigns.rules.plan import measures_an_outcome
from allaboard.errors import RuleBroken
from allaboard.words import all_grouped, ngettext
from allaboard.words import gettext as _


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """What the rules need to know of a step."""

    name: str
    kind: str
    subject: str
    body: str
    channels: tuple[str, ...]
    on: date | None
    expires_on: date | None
    fault: str = ""  # in its words, such as a field that nobody fills in


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rules need to know of a campaign."""

    goal: str
    aim: str
    outcome: str
    outcome_kind: str
    outcome_rule: str
    holdout_share: float
    audience: int
    has_owner: bool
    steps: tuple[PlannedStep, ...]
    ask_unit: str = ""  # the part of the company whose leaders must be ready, when the writer named one
    outside_unit: int = 0  # people of the audience who work elsewhere


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a plan has or lacks; a plan with a lack cannot go to review."""

    text: str
    ok: bool
    detail: str = ""
    part: str = "goal"  # goal | audience | steps: where it is mended


def findings(plan: Plan, today: date) -> tuple[Finding, ...]:
    """Everything a plan must have before anyone reviews it, each with what to do."""
    return (
        Finding(
            _("It has a goal"),
            bool(plan.goal.strip()),
            _("Say in one sentence what will be different."),
            "goal",
        ),
        *_outcome_findings(plan),
        Finding(_("Someone owns it"), plan.has_owner, _("Choose who answers replies."), "goal"),
        Finding(
            _("It reaches someone"), plan.audience > 0, _("No one matches the audience now."), "audience"
        ),
        *_unit_findings(plan),
        Finding(_("It has a step"), bool(plan.steps), _("Add a first message."), "steps"),
        _aim_finding(plan),
        *(_step_finding(step, today) for step in plan.steps),
    )


def _outcome_findings(plan: Plan) -> tuple[Finding, ...]:
    """What counts as success must be said, unless people are only to know something."""
    if not measures_an_outcome(plan.aim, plan.outcome, plan.outcome_rule):
        return ()
    is_said = bool(plan.outcome.strip()) and (
        plan.outcome_kind != OutcomeKind.RULE or bool(plan.outcome_rule.strip())
    )
    if plan.aim == Aim.INFORM and is_said and plan.outcome_kind == OutcomeKind.ACKNOWLEDGED:
        detail = _("Only a message that asks has the button. Choose the directory or a list.")
        return (Finding(_("It says what counts as success"), False, detail, "goal"),)
    detail = _("Choose how we see that someone acted.")
    return (Finding(_("It says what counts as success"), is_said, detail, "goal"),)


def _aim_finding(plan: Plan) -> Finding:
    """Messages do what the goal says: at least one asks where people are to do something, else all only tell."""
    kinds = {step.kind for step in plan.steps}
    if plan.aim == Aim.INFORM:
        detail = _(
            "The goal is that people know something. Take out what asks or reminds, or change the goal."
        )
        return Finding(_("It only tells"), kinds <= {StepKind.TELL}, detail, "steps")
    detail = _(
        "Add an ask: what should people do? If they only need to know something, say so under the goal."
    )
    return Finding(_("It asks for something"), StepKind.ASK in kinds, detail, "steps")


def _unit_findings(plan: Plan) -> tuple[Finding, ...]:
    if not plan.ask_unit or plan.aim == Aim.INFORM:
        return ()
    detail = ngettext(
        "%(count)s person works elsewhere. Choose another part of the company, or none.",
        "%(count)s people work elsewhere. Choose another part of the company, or none.",
        plan.outside_unit,
    )
    return (
        Finding(
            _("Everyone it is for works in %(unit)s") % {"unit": plan.ask_unit},
            not plan.outside_unit,
            detail % all_grouped({"count": plan.outside_unit}),
            "audience",
        ),
    )


def _step_finding(step: PlannedStep, today: date) -> Finding:
    lacks = [
        word
        for word, missing in (
            (_("a subject"), not step.subject.strip()),
            (_("a text"), not step.body.strip()),
            (_("a channel"), not step.channels),
            (_("a date"), step.on is None),
        )
        if missing
    ]
    detail = _("It needs %(lacks)s.") % {"lacks": ", ".join(lacks)} if lacks else ""
    if not lacks and step.on is not None and step.on < today:
        detail = _("Its date has passed.")
    if not lacks and step.on and step.expires_on and step.expires_on < step.on:
        detail = _("It expires before it is sent.")
    detail = detail or step.fault
    return Finding(_("“%(name)s” is ready to send") % {"name": step.name}, not detail, detail, "steps")


def require_complete(plan: Plan, today: date) -> None:
    """Raise RuleBroken, naming the first lack, unless the plan can be reviewed."""
    for finding in findings(plan, today):
        if not finding.ok:
            raise RuleBroken(
                _("It cannot go to review yet. Missing: %(what)s. %(detail)s")
                % {"what": finding.text, "detail": finding.detail}
            )


def require_fitting_words(plan: Plan) -> None:
    """Raise RuleBroken, naming the place, when a message says something that delivery would refuse to send."""
    for step in plan.steps:
        if step.fault:
            raise RuleBroken(step.fault)
