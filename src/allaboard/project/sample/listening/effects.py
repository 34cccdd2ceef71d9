"""What was planted in the pulse: how people answer on average, which groups differ, and what moved."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

# The mean of each question on its scale; of those that move, wave by wave.
MEANS: Mapping[str, tuple[float, float, float]] = {
    "plan_week": (4.1, 4.1, 4.1),
    "lead_listens": (4.1, 4.1, 4.1),
    "growth": (3.2, 3.2, 3.2),
    "tools": (4.1, 4.1, 4.1),
    "something_changes": (2.5, 2.7, 3.5),
    "recommend": (7.1, 7.2, 7.3),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """Some groups answer a question otherwise than the rest, from one wave on."""

    question: str
    field: str
    groups: tuple[str, ...]
    shift: float
    first_wave: int = 0


EFFECTS = (
    Effect("plan_week", "shift", ("Night",), -1.3),
    Effect("recommend", "shift", ("Night",), -0.8),
    Effect("growth", "department", ("Engineering", "Quality"), 1.4),
    Effect("tools", "department", ("Operations", "Logistics"), -1.1, first_wave=2),  # since the new scanners
)


def means_of(wave: int, groups: Mapping[str, str]) -> dict[str, float]:
    """The mean of each question among people of these groups.

    Args:
        wave: its number, the oldest being 0.
        groups: the group of these people by field.
    """
    means = {question: by_wave[wave] for question, by_wave in MEANS.items()}
    for effect in planted_in(wave):
        if groups[effect.field] in effect.groups:
            means[effect.question] += effect.shift
    return means


def planted_in(wave: int) -> list[Effect]:
    """The effects that are there in a wave."""
    return [effect for effect in EFFECTS if effect.first_wave <= wave]


def shown_of(effects: Iterable[Effect], answered: Mapping[tuple[str, str], int], least: int) -> list[Effect]:
    """Those effects that figures may tell of.

    Args:
        effects: what was planted.
        answered: how many people answered, by field and group.
        least: answers without which nothing is told of a group.
    """
    return [
        effect
        for effect in effects
        if sum(answered.get((effect.field, group), 0) for group in effect.groups) >= least
    ]


def truth_of(wave: int, effects: Iterable[Effect]) -> dict[str, object]:
    """What was planted in a wave, to be written beside the company."""
    return {
        "means": {question: by_wave[wave] for question, by_wave in MEANS.items()},
        "effects": [asdict(effect) for effect in effects],
    }
