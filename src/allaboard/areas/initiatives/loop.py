"""The places where other areas plug in: steps of the ribbon, evidence, and checks before the ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """Something a leader did in another area, such as coming to a demo."""

    person_id: int
    kind: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One condition for asking; when red, the detail says the next best step."""

    text: str
    ok: bool
    detail: str = ""
    url: str = ""


StepProvider = Callable[[Actor, int], StepState]
ManySteps = Callable[[Actor, Sequence[int]], Mapping[int, StepState]]
EvidenceProvider = Callable[[int], Sequence[EvidenceFact]]
CheckProvider = Callable[[int, str | None], Sequence[Check]]

_steps: dict[str, ManySteps] = {}
_own_steps: dict[str, ManySteps] = {}
_evidence: list[EvidenceProvider] = []
_checks: list[CheckProvider] = []


def register_step(step_key: str, provider: StepProvider, many: ManySteps | None = None) -> None:
    """Let an area answer for one step of the ribbon; `many` answers for a whole list at once."""

    def one_by_one(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
        return {pk: provider(actor, pk) for pk in ids}

    _steps[Step(step_key)] = many or one_by_one


def register_own_step(step_key: str, many: ManySteps) -> None:
    """Answer for a step from the initiative itself, where no area says that it is done."""
    _own_steps[Step(step_key)] = many


def register_evidence(provider: EvidenceProvider) -> None:
    """Let an area add evidence of what leaders did."""
    if provider not in _evidence:
        _evidence.append(provider)


def register_check(provider: CheckProvider) -> None:
    """Let an area add a check before the ask, such as a consultation that is still open."""
    if provider not in _checks:
        _checks.append(provider)


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


def outside_evidence(initiative_id: int) -> list[EvidenceFact]:
    """Everything that other areas know of the initiative's leaders."""
    return [fact for provider in _evidence for fact in provider(initiative_id)]


def outside_checks(initiative_id: int, unit: str | None) -> list[Check]:
    """The checks that other areas add."""
    return [check for provider in _checks for check in provider(initiative_id, unit)]
