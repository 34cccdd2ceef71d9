"""Where other areas plug in: each answers for its step of the ribbon."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from allaboard.areas.initiatives.choices import Progress, Step
from allaboard.foundation.access.roles import Actor


@dataclass(frozen=True, slots=True)
class StepState:
    """How far one step of the loop is, as the area that serves it says."""

    state: str  # done | now | next
    note: str = ""
    url: str = ""
    by_hand: bool = False  # noted by a colleague, because it happened outside the product


@dataclass(frozen=True, slots=True)
class LoopStep:
    """One stop of the ribbon, ready to be shown."""

    key: Step
    label: str
    state: Progress
    note: str
    url: str
    by_hand: bool


StepProvider = Callable[[Actor, int], StepState]
ManySteps = Callable[[Actor, Sequence[int]], Mapping[int, StepState]]

_steps: dict[str, ManySteps] = {}
_own_steps: dict[str, ManySteps] = {}


def register_step(step_key: str, provider: StepProvider, many: ManySteps | None = None) -> None:
    """Let an area answer for one step of the ribbon; `many` answers for a whole list at once."""

    def one_by_one(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
        return {pk: provider(actor, pk) for pk in ids}

    _steps[Step(step_key)] = many or one_by_one


def register_own_step(step_key: str, many: ManySteps) -> None:
    """Answer for a step from the initiative itself, where no area says that it is done."""
    _own_steps[Step(step_key)] = many


def open_to_notes() -> list[Step]:
    """The steps for which nothing in the product answers, and which may therefore be noted by hand."""
    return [step for step in Step if step not in _steps and step not in _own_steps]


def states_of(actor: Actor, ids: Sequence[int]) -> dict[int, dict[str, StepState]]:
    """What the providers say of each initiative, by step; steps without a provider are absent."""
    found: dict[int, dict[str, StepState]] = {pk: {} for pk in ids}
    if not ids:
        return found
    for providers in (_own_steps, _steps):
        for key, many in providers.items():
            for pk, state in many(actor, ids).items():
                known = found[pk].get(key)
                if known is None or known.state != Progress.DONE or state.state == Progress.DONE:
                    found[pk][key] = state
    return found
