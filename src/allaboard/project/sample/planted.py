"""What was planted in the company, and what it is too small to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that a larger company would have, and why this one does not."""

    what: str
    because: str


@dataclass(frozen=True, slots=True)
class Planted:
    """What one stage planted, by the name of the effect, and what it left out."""

    effects: Mapping[str, object] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()


NOTHING = Planted()
