"""How an action of each kind is taken back, as the rooms have said."""

from collections.abc import Callable
from typing import Any

from allaboard.errors import NotFound
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.access.scopes import may, require_known

Reversal = Callable[[Actor, dict[str, Any]], None]
_reversals: dict[str, tuple[Reversal, str]] = {}


def register(kind: str, reversal: Reversal, scope: str) -> None:
    """Say how an action of this kind is taken back, and which scope a program needs for it; once, when the app starts."""
    _reversals[kind] = reversal, require_known(scope)


def kinds_for(actor: Actor) -> list[str]:
    """The kinds of action that the actor may take back: all, but for programs those within their scopes."""
    return [kind for kind, (_reversal, scope) in _reversals.items() if may(actor.scopes, scope)]


def reversal_for(actor: Actor, kind: str) -> Reversal:
    """How an action of this kind is taken back.

    Raises:
        NotFound: no room has said so (any more).
        NotAllowed: it lies outside the scopes of the program.
    """
    if kind not in _reversals:
        raise NotFound
    reversal, scope = _reversals[kind]
    require(may(actor.scopes, scope), f"This token lacks the scope {scope}.")
    return reversal
