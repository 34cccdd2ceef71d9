"""What can be taken back here."""

from typing import Any

from allaboard.areas.listening.queries.surveys import survey_for, theme_for
from allaboard.areas.listening.services import editing, surveys
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

ARCHIVED, QUESTION, MOVED, HIDDEN, MERGED = (
    "listening.archived",
    "listening.question",
    "listening.moved",
    "listening.hidden",
    "listening.merged",
)


def plug_in() -> None:
    """Say how each is taken back."""
    undo.register(ARCHIVED, restore)
    undo.register(QUESTION, put_question_back)
    undo.register(MOVED, move_back)
    undo.register(HIDDEN, hide_back)
    undo.register(MERGED, part_again)


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring a survey back that was put away."""
    surveys.restore_survey(survey_for(actor, payload["survey"]), by=actor)


def put_question_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Put a question back where it stood."""
    surveys.put_question_back(survey_for(actor, payload["survey"]), payload["rows"], by=actor)


def move_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Put comments back into their theme."""
    editing.move_back(theme_for(actor, payload["theme"]), payload, by=actor)


def hide_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Show comments again that were hidden, or the other way round."""
    theme = theme_for(actor, payload["theme"])
    editing.hide_comments(theme, payload["comments"], by=actor, hidden=not payload["hidden"])


def part_again(actor: Actor, payload: dict[str, Any]) -> None:
    """Make two themes of one."""
    editing.part_themes(theme_for(actor, payload["into"]), payload, by=actor)
