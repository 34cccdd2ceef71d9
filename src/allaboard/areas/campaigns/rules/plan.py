"""What a plan costs people, what it still lacks, and what its experiment could find."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allaboard.areas.campaigns.choices import OutcomeKind, StepKind
from allaboard.errors import RuleBroken
from allaboard.statistics.power import smallest_detectable_lift
from allaboard.words import gettext as _

WORDS_PER_MINUTE = 200
MINUTES_TO_ACT = 2.0
LARGEST_HOLDOUT = 0.5
SMALLEST_GROUP = 5


def minutes_to_read(body: str, kind: str) -> float:
    """Minutes one person gives to a step: reading at 200 words a minute, and two more to act when asked.

    Args:
        body: the message in Markdown.
        kind: a StepKind.

    Returns:
        Minutes, at least 0.1, to one decimal.
    """
    words = len(re.findall(r"\w+", body))
    acting = 0.0 if kind == StepKind.TELL else MINUTES_TO_ACT
    return max(0.1, round(words / WORDS_PER_MINUTE + acting, 1))


def hours_of(people: int, minutes: float) -> float:
    """Working hours that people give together, to one decimal."""
    return round(people * minutes / 60, 1)


def minutes_each(minutes: float, people: int) -> float:
    """Minutes of one person out of so many, to one decimal; 0 of nobody."""
    return round(minutes / people, 1) if people else 0.0


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rules need to know of a campaign."""

    goal: str
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
    asks = [step for step in plan.steps if step.kind == StepKind.ASK]
    return (
        Finding(
            _("It has a goal"),
            bool(plan.goal.strip()),
            _("Say in one sentence what will be different."),
            "goal",
        ),
        Finding(
            _("It says what counts as success"),
            _is_measurable(plan),
            _("Choose how we see that someone acted."),
            "goal",
        ),
        Finding(_("Someone owns it"), plan.has_owner, _("Choose who answers replies."), "goal"),
        Finding(
            _("It reaches someone"), plan.audience > 0, _("No one matches the audience now."), "audience"
        ),
        *_unit_findings(plan),
        Finding(_("It has a step"), bool(plan.steps), _("Add a first message."), "steps"),
        Finding(_("It asks for something"), bool(asks), _("Add an ask: what should people do?"), "steps"),
        *(_step_finding(step, today) for step in plan.steps),
    )


def _is_measurable(plan: Plan) -> bool:
    return bool(plan.outcome.strip()) and (
        plan.outcome_kind != OutcomeKind.RULE or bool(plan.outcome_rule.strip())
    )


def _unit_findings(plan: Plan) -> tuple[Finding, ...]:
    if not plan.ask_unit:
        return ()
    detail = _("%(count)s work elsewhere. Choose another part of the company, or none.")
    return (
        Finding(
            _("Everyone it is for works in %(unit)s") % {"unit": plan.ask_unit},
            not plan.outside_unit,
            detail % {"count": plan.outside_unit},
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
    return Finding(_("“%(name)s” is ready to send") % {"name": step.name}, not detail, detail, "steps")


def require_complete(plan: Plan, today: date) -> None:
    """Raise RuleBroken, naming the first lack, unless the plan can be reviewed."""
    for finding in findings(plan, today):
        if not finding.ok:
            raise RuleBroken(
                _("Not yet “%(what)s”. %(detail)s") % {"what": finding.text, "detail": finding.detail}
            )


def require_sound_experiment(outcome_kind: str, holdout_share: float) -> None:
    """Raise RuleBroken when a holdout is too large or could not act by the outcome's own definition."""
    if not 0 <= holdout_share <= LARGEST_HOLDOUT:
        raise RuleBroken(_("The holdout can be 0 to 50 % of the audience."))
    if holdout_share and outcome_kind == OutcomeKind.ACKNOWLEDGED:
        raise RuleBroken(
            _(
                "People without the message cannot press its button, so a holdout would prove nothing. "
                "Choose another way to see who acted, or a holdout of 0 %."
            )
        )


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the experiment could find, told before launch."""

    treated: int
    holdout: int
    smallest_lift: float | None  # a difference of shares; None: nothing could be noticed

    @property
    def sentence(self) -> str:
        """The prospect in one plain sentence."""
        if not self.holdout:
            return _("Without a holdout you will see how many acted, but not whether the campaign made them.")
        if self.smallest_lift is None:
            return _(
                "A holdout of %(holdout)s is too small to notice any effect. Hold out more people, or none."
            ) % {"holdout": self.holdout}
        points = max(1, round(self.smallest_lift * 100))
        return _(
            "With %(treated)s told and %(holdout)s held out, an effect of %(points)s points or more will show (4 times in 5)."
        ) % {"treated": f"{self.treated:,}", "holdout": f"{self.holdout:,}", "points": points}


def prospect(audience: int, holdout_share: float, expected_share: float) -> Prospect:
    """What an audience split this way could find.

    Args:
        audience: people, at least 0.
        holdout_share: part held out, 0 to 0.5.
        expected_share: share that would act anyway, 0 to 1.

    Returns:
        The sizes of both groups and the smallest lift noticed four times in five.
    """
    holdout = round(audience * holdout_share)
    treated = audience - holdout
    enough = min(treated, holdout) >= SMALLEST_GROUP
    smallest = smallest_detectable_lift(treated, holdout, expected_share) if enough else None
    return Prospect(treated, holdout, smallest)


def next_position(positions: Sequence[int]) -> int:
    """The place after the last step."""
    return max(positions, default=0) + 1


def load_level(hours: float, busiest: float) -> int:
    """How heavy a day is beside the busiest one: 0 nothing, 1 light to 4 heaviest."""
    if hours <= 0 or busiest <= 0:
        return 0
    return min(4, 1 + int(hours / busiest * 3.999))
