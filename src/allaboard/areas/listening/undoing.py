"""What can be taken back here."""

from typing import Any

from allaboard.areas.listening.queries.surveys import survey_for, theme_for
from allaboard.areas.listening.services import surveys, themes
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo

ARCHIVED, QUESTION, COMMENT, MERGED = (
    "listening.archived",
    "listening.question",
    "listening.comment",
    "listening.merged",
)


def plug_in() -> None:
    """Say how each is taken back."""
    undo.register(ARCHIVED, restore)
    undo.register(QUESTION, put_question_back)
    undo.register(COMMENT, move_back)
    undo.register(MERGED, part_again)


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring a survey back that was put away."""
    surveys.restore_survey(survey_for(actor, payload["survey"]), by=actor)


def put_question_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Put a question back where it stood."""
    surveys.put_question_back(survey_for(actor, payload["survey"]), payload["rows"], by=actor)


def move_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Put a comment back into its theme."""
    themes.move_back(payload["comment"], payload["theme"], by=actor)


def part_again(actor: Actor, payload: dict[str, Any]) -> None:
    """Make two themes of one."""
    themes.part_themes(theme_for(actor, payload["into"]), payload, by=actor)
