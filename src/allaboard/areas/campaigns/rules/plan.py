"""What a plan costs people, and what its experiment could find."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from allaboard.areas.campaigns.choices import Aim, OutcomeKind, StepKind
from allaboard.errors import RuleBroken
from allaboard.statistics.power import smallest_detectable_lift
from allaboard.words import all_grouped, grouped
from allaboard.words import gettext as _

WORDS_PER_MINUTE = 200
MINUTES_TO_ACT = 2.0
LARGEST_HOLDOUT = 0.5
SMALLEST_GROUP = 5
FARTHEST_DAYS = 3_650


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
    """Working hours that people give together, to one decimal.

    Args:
        people: how many give time, 0 or more.
        minutes: minutes that each of them gives, 0 or more.
    """
    return round(people * minutes / 60, 1)


def minutes_each(minutes: float, people: int) -> float:
    """Minutes of one person out of so many, to one decimal; 0 of nobody.

    Args:
        minutes: minutes of all together, 0 or more.
        people: how many they are, 0 or more.
    """
    return round(minutes / people, 1) if people else 0.0


def measures_an_outcome(aim: str, outcome: str, outcome_rule: str) -> bool:
    """Whether anything is measured that people do: always when they are to do something, else when it was named."""
    return aim == Aim.ACT or bool(outcome.strip() or outcome_rule.strip())


def require_sound_experiment(outcome_kind: str, holdout_share: float, has_outcome: bool = True) -> None:
    """Raise RuleBroken when a holdout is too large or could show nothing by the outcome's own definition.

    Args:
        outcome_kind: how it is seen that somebody acted.
        holdout_share: share of the audience that is told nothing, 0-1.
        has_outcome: whether anything is measured that people do.
    """
    if not 0 <= holdout_share <= LARGEST_HOLDOUT:
        raise RuleBroken(_("The holdout can be 0 to 50 % of the audience."))
    if holdout_share and not has_outcome:
        raise RuleBroken(
            _(
                "Nothing that people do is measured, so a holdout would only leave people out. "
                "Say what people will do, or hold out 0 %."
            )
        )
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
    has_outcome: bool = True

    @property
    def people(self) -> int:
        """Everyone it is for, on both sides."""
        return self.treated + self.holdout

    @property
    def sentence(self) -> str:
        """The prospect in one plain sentence."""
        if not self.has_outcome:
            return _("You will see whom it reached and who saw it. Nothing that people do is measured.")
        if not self.holdout:
            return _("Without a holdout you will see how many acted, but not whether the campaign made them.")
        if self.smallest_lift is None:
            return _(
                "A holdout of %(holdout)s is too small to notice any effect. Hold out more people, or none."
            ) % {"holdout": grouped(self.holdout)}
        points = max(1, round(self.smallest_lift * 100))
        return _(
            "With %(treated)s told and %(holdout)s held out, an effect of %(points)s points or more will show (4 times in 5)."
        ) % all_grouped({"treated": self.treated, "holdout": self.holdout, "points": points})


def prospect(treated: int, holdout: int, expected_share: float, has_outcome: bool = True) -> Prospect:
    """What two groups of this size could find.

    Args:
        treated: people who get the campaign, at least 0.
        holdout: people held out, at least 0.
        expected_share: share that would act anyway, 0 to 1.
        has_outcome: whether anything is measured that people do.

    Returns:
        The sizes of both groups and the smallest lift noticed four times in five.
    """
    enough = min(treated, holdout) >= SMALLEST_GROUP
    smallest = smallest_detectable_lift(treated, holdout, expected_share) if enough else None
    return Prospect(treated, holdout, smallest, has_outcome)


def require_sound_dates(on: date | None, expires_on: date | None, today: date) -> None:
    """Raise RuleBroken when a message would go out in a time nobody plans for, or only after it has expired."""
    if any(day and abs(day - today).days > FARTHEST_DAYS for day in (on, expires_on)):
        raise RuleBroken(_("Choose a day within the next ten years."))
    if on and expires_on and expires_on < on:
        raise RuleBroken(_("It expires before it is sent."))


def next_position(positions: Sequence[int]) -> int:
    """The place after the last step.

    Args:
        positions: places of the steps that are there, 1 or more each.
    """
    return max(positions, default=0) + 1


def next_day(planned: Sequence[date], today: date) -> date:
    """The day that a new message is offered: the day after the last one, tomorrow at the earliest.

    Args:
        planned: days of the messages that are there, in any order.
        today: the day on which it is asked.
    """
    return max([*planned, today]) + timedelta(days=1)


def days_late(planned: date, happened: date) -> int:
    """How many days after its day something happened, 0 when in time or before."""
    return max(0, (happened - planned).days)


def load_level(hours: float, busiest: float) -> int:
    """How heavy a day is beside the busiest one: 0 nothing, 1 light to 4 heaviest.

    Args:
        hours: working hours that a day asks of everybody together, 0 or more.
        busiest: hours of the busiest day shown beside it.
    """
    if hours <= 0 or busiest <= 0:
        return 0
    return min(4, 1 + int(hours / busiest * 3.999))
