"""Where segments are used, and who takes part when one changes; rooms that use them tell."""

from collections.abc import Callable
from dataclasses import dataclass

from allaboard.foundation.access.roles import Actor


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that names a segment; `follows` when it takes the rule again each time the segment changes."""

    kind: str
    label: str
    url: str
    follows: bool = False


Provider = Callable[[Actor, int], list[Use]]
Follower = Callable[[int, str, Actor], None]
_providers: list[Provider] = []
_followers: list[Follower] = []


def register_uses(provider: Provider, follow: Follower | None = None) -> None:
    """Add a room's answer to “what uses this segment, as far as the actor may see it?”.

    `follow` is called inside the change of a segment's rule, with its id, its new text and who changed it.
    """
    if provider not in _providers:
        _providers.append(provider)
    if follow and follow not in _followers:
        _followers.append(follow)


def uses_of(actor: Actor, segment_id: int) -> list[Use]:
    """Everything known to use the segment that the actor may see."""
    return [use for provider in _providers for use in provider(actor, segment_id)]


def tell_followers(segment_id: int, text: str, by: Actor) -> None:
    """Let everything that follows the segment take its new rule."""
    for follow in _followers:
        follow(segment_id, text, by)
