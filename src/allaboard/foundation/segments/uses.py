"""Where segments are used; rooms that use them tell."""

from collections.abc import Callable
from dataclasses import dataclass

from allaboard.foundation.access.roles import Actor


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that names a segment."""

    kind: str
    label: str
    url: str


Provider = Callable[[Actor, int], list[Use]]
_providers: list[Provider] = []


def register_uses(provider: Provider) -> None:
    """Add a room's answer to “what uses this segment, as far as the actor may see it?”."""
    if provider not in _providers:
        _providers.append(provider)


def uses_of(actor: Actor, segment_id: int) -> list[Use]:
    """Everything known to use the segment that the actor may see."""
    return [use for provider in _providers for use in provider(actor, segment_id)]
