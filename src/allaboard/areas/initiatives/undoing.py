"""What can be undone here."""

from collections.abc import Mapping

from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.queries.step_notes import step_note_of
from allaboard.areas.initiatives.services.step_notes import withdraw_step_note
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

NOTED = "initiatives.step_noted"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(NOTED, take_back)


def take_back(actor: Actor, payload: Mapping[str, int]) -> None:
    """Take back the note of a step."""
    withdraw_step_note(step_note_of(initiative_for(actor, payload["initiative"]), payload["note"]), actor)
