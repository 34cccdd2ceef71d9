"""How an action of each kind is taken back, as the rooms have said."""

from collections.abc import Callable
from typing import Any

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor

Reversal = Callable[[Actor, dict[str, Any]], None]
_reversals: dict[str, Reversal] = {}


def register(kind: str, reversal: Reversal) -> None:
    """Say how an action of this kind is taken back; called once, when the app starts."""
    _reversals[kind] = reversal


def reversal_of(kind: str) -> Reversal:
    """How an action of this kind is taken back.

    Raises:
        NotFound: no room has said so (any more).
    """
    if kind not in _reversals:
        raise NotFound
    return _reversals[kind]
