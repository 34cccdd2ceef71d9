"""What can be taken back here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.listening.models import Question, Survey, Theme
from allaboard.areas.listening.queries.surveys import survey_for, theme_for
from allaboard.areas.listening.services import editing, surveys
from allaboard.areas.listening.services.themes import hold
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo
from allaboard.words import all_grouped

ARCHIVED, QUESTION, MOVED, HIDDEN, MERGED = (
    "listening.archived",
    "listening.question",
    "listening.moved",
    "listening.hidden",
    "listening.merged",
)
SCOPE = "surveys:write"


def plug_in() -> None:
    """Say how each is taken back."""
    undo.register(ARCHIVED, restore, SCOPE)
    undo.register(QUESTION, put_question_back, SCOPE)
    undo.register(MOVED, move_back, SCOPE)
    undo.register(HIDDEN, hide_back, SCOPE)
    undo.register(MERGED, part_again, SCOPE)


@transaction.atomic
def archive(survey: Survey, by: Actor) -> undo.Offer:
    """Put a survey away, with a way back."""
    surveys.archive_survey(survey, by=by)
    label = _("“%(title)s” is put away. Its results stay.") % {"title": survey.title}
    return undo.offer(by, label, ARCHIVED, {"surveys": [survey.pk]})


@transaction.atomic
def archive_chosen(chosen: QuerySet[Survey], by: Actor) -> undo.Offer | None:
    """Put surveys away, with one way back for all; nothing when all are put away already."""
    archived = surveys.archive_surveys(chosen, by=by)
    if not archived:
        return None
    label = ngettext(
        "%(count)s survey is put away. Its results stay.",
        "%(count)s surveys are put away. Their results stay.",
        len(archived),
    )
    return undo.offer(by, label % all_grouped({"count": len(archived)}), ARCHIVED, {"surveys": archived})


@transaction.atomic
def remove_question(question: Question, by: Actor) -> undo.Offer:
    """Take a question out, with a way back."""
    kept = {"survey": question.survey_id, "rows": undo.rows_of(question)}
    label = _("“%(question)s” is taken out.") % {"question": question.text[:120]}
    surveys.remove_question(question, by=by)
    return undo.offer(by, label, QUESTION, kept)


@transaction.atomic
def merge(theme: Theme, into: Theme, by: Actor) -> undo.Offer:
    """Put a theme into another, with a way back."""
    hold(theme, into)
    kept = {
        "rows": undo.rows_of(theme),
        "comments": [str(comment) for comment in theme.comments.values_list("pk", flat=True)],
        "into": into.pk,
        "is_edited": into.is_edited,
    }
    label = _("“%(theme)s” is now part of “%(into)s”.") % {"theme": theme.title, "into": into.title}
    editing.merge_themes(theme, into, by=by)
    return undo.offer(by, label, MERGED, kept)


def put_right(theme: Theme, wanted: Mapping[str, Any], by: Actor) -> undo.Offer:
    """Do with comments of a theme what a `CommentsForm` asks for, with a way back."""
    chosen, move = wanted["comment"], wanted["move"]
    if move in ("hide", "show"):
        return _hide_or_show(theme, chosen, by, hidden=move == "hide")
    if move == "split":
        return _split(theme, chosen, wanted["title"], by)
    return _move(theme, chosen, wanted["into"], by)


@transaction.atomic
def _hide_or_show(theme: Theme, chosen: Sequence[str], by: Actor, *, hidden: bool) -> undo.Offer:
    """Hide comments, or show them again, with a way back."""
    hold(theme)
    was_edited = theme.is_edited
    changed = editing.hide_comments(theme, chosen, by=by, hidden=hidden)
    said = (
        ngettext("%(n)s comment is hidden.", "%(n)s comments are hidden.", len(changed))
        if hidden
        else ngettext("%(n)s comment is shown again.", "%(n)s comments are shown again.", len(changed))
    )
    kept = {"theme": theme.pk, "comments": changed, "hidden": hidden, "is_edited": was_edited}
    return undo.offer(by, said % all_grouped({"n": len(changed)}), HIDDEN, kept)


@transaction.atomic
def _move(theme: Theme, chosen: Sequence[str], into: Theme, by: Actor) -> undo.Offer:
    """Put comments into the theme where they belong, with a way back."""
    hold(theme, into)
    kept = _as_before(theme, chosen)
    editing.move_comments(theme, chosen, into, by=by)
    return _moved(kept, chosen, into, by)


@transaction.atomic
def _split(theme: Theme, chosen: Sequence[str], title: str, by: Actor) -> undo.Offer:
    """Make a theme of its own of some comments, with a way back."""
    hold(theme)
    kept = _as_before(theme, chosen)
    part = editing.split_theme(theme, chosen, by=by, title=title)
    return _moved(kept | {"made": part.pk}, chosen, part, by)


def _as_before(theme: Theme, chosen: Sequence[str]) -> dict[str, object]:
    return {
        "theme": theme.pk,
        "comments": list(chosen),
        "is_edited": theme.is_edited,
        "earlier_comments": theme.earlier_comments,
        "earlier_total": theme.earlier_total,
        "made": None,
    }


def _moved(kept: dict[str, object], chosen: Sequence[str], into: Theme, by: Actor) -> undo.Offer:
    said = ngettext(
        "%(n)s comment is now in “%(theme)s”.", "%(n)s comments are now in “%(theme)s”.", len(chosen)
    )
    return undo.offer(by, said % all_grouped({"n": len(chosen), "theme": into.title}), MOVED, kept)


def restore(actor: Actor, payload: dict[str, Any]) -> None:
    """Bring the surveys back that were put away."""
    for pk in payload["surveys"]:
        surveys.restore_survey(survey_for(actor, pk), by=actor)


def put_question_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Put a question back where it stood."""
    surveys.put_question_back(survey_for(actor, payload["survey"]), payload["rows"], by=actor)


def move_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Put comments back into their theme."""
    editing.move_back(theme_for(actor, payload["theme"]), payload, by=actor)


def hide_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Show comments again that were hidden, or the other way round."""
    editing.turn_back(theme_for(actor, payload["theme"]), payload, by=actor)


def part_again(actor: Actor, payload: dict[str, Any]) -> None:
    """Make two themes of one."""
    editing.part_themes(theme_for(actor, payload["into"]), payload, by=actor)
