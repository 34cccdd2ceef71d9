"""Decides which sums and percentages a case may hold."""

from collections.abc import Mapping
from typing import Any

from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

COSTS = ("cost_once", "cost_yearly")
BENEFITS = ("benefit_low", "benefit_likely", "benefit_high")
NEEDED = "needed_percent"
JUDGED = (*COSTS, *BENEFITS, NEEDED)


def faults_in(case: Mapping[str, Any]) -> dict[str, str]:
    """What does not hold in the sums and percentages of a case, by the name of the value it is said of.

    Args:
        case: costs and benefits in its currency, each a number or None; `needed_percent` 1 to 100. What is left out is not judged.
    """
    faults = {name: _("Enter 0 or more.") for name in COSTS if (case.get(name) or 0) < 0}
    amounts = [case.get(name) for name in BENEFITS]
    known = [amount for amount in amounts if amount is not None]
    if len(known) in (1, 2):
        faults["benefit_likely"] = _("Give all three amounts, or none.")
    elif known != sorted(known):
        faults["benefit_likely"] = _("The likely amount lies between low and high.")
    if NEEDED in case and not 1 <= (case[NEEDED] or 0) <= 100:
        faults[NEEDED] = _("Enter a number from 1 to 100.")
    return faults


def require_sound(case: Mapping[str, Any]) -> None:
    """Raise RuleBroken with what does not hold in the sums and percentages of a case.

    Args:
        case: as `faults_in` takes it.
    """
    faults = faults_in(case)
    if faults:
        raise RuleBroken(" ".join(f"{name}: {fault}" for name, fault in faults.items()))
