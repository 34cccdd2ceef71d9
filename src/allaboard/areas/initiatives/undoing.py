"""What can be taken back here."""

from collections.abc import Mapping
from typing import Any

from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.queries.step_notes import step_note_of
from allaboard.areas.initiatives.services.initiatives import put_rows_back
from allaboard.areas.initiatives.services.step_notes import withdraw_step_note
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

NOTED, TAKEN_OUT = "initiatives.step_noted", "initiatives.taken_out"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(NOTED, take_back)
    undo.register(TAKEN_OUT, restore)


def take_back(actor: Actor, payload: Mapping[str, int]) -> None:
    """Take back the note of a step."""
    withdraw_step_note(step_note_of(initiative_for(actor, payload["initiative"]), payload["note"]), actor)


def restore(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Bring back what was taken out of an initiative."""
    put_rows_back(initiative_for(actor, payload["initiative"]), payload["rows"], actor)
