"""How far the making or the removal of the company has come, as one bar for all of its stages."""

from collections.abc import Callable, Sequence
from typing import Protocol

OnProgress = Callable[[float, str], None]
Tick = Callable[[float], None]


class Weighed(Protocol):
    """A stage with the name that is shown, and its part of the whole."""

    @property
    def label(self) -> str:
        """What is shown while it runs."""

    @property
    def weight(self) -> int:
        """Its part of the time, as measured with 1,000,000 people."""


def nothing(share: float, stage: str) -> None:
    """Nobody watches."""


def ticks_of(stages: Sequence[Weighed], on_progress: OnProgress) -> list[Tick]:
    """For each stage, what to call with the share of it that is done, 0 to 1."""
    found: list[Tick] = []
    before, total = 0, sum(stage.weight for stage in stages)
    for stage in stages:
        found.append(_tick(on_progress, stage.label, before / total, stage.weight / total))
        before += stage.weight
    return found


def _tick(on_progress: OnProgress, label: str, start: float, part: float) -> Tick:
    return lambda share: on_progress(start + part * min(share, 1.0), label)
