"""Themes put right by programs: named, put together."""

from typing import Annotated

from ninja import Field, Router, Schema

from allaboard.areas.listening import undoing
from allaboard.areas.listening.forms.themes import ThemeChoiceForm
from allaboard.areas.listening.models import Theme
from allaboard.areas.listening.queries.surveys import theme_for
from allaboard.areas.listening.services import editing
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import idempotent, scope
from allaboard.foundation.undo.facade import Undoable

router = Router()


class NamedThemeOut(Schema):
    """A theme by its title; its figures stand with those of its run."""

    id: int
    title: str
    wave_id: int
    initiative_id: int | None


class ThemeTitleIn(Schema):
    """The words that people would use."""

    title: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*\S[^\x00]*$")]


class MergedThemeOut(NamedThemeOut, Undoable):
    """The theme that stays, and the way back."""


class MergeIn(Schema):
    """The theme of the same run that takes the comments."""

    into_id: Annotated[int, Field(ge=1, le=2**63 - 1)]


@router.patch("/{int:pk}", response=NamedThemeOut, auth=scope("surveys:write"))
def rename_theme(request: ActorRequest, pk: int, body: ThemeTitleIn) -> Theme:
    """Give a theme a better title."""
    editing.rename_theme(theme_for(request.actor, pk), by=request.actor, title=body.title)
    return theme_for(request.actor, pk)


@router.post("/{int:pk}/merge", response=MergedThemeOut, auth=scope("surveys:write"))
@idempotent
def merge_theme(request: ActorRequest, pk: int, body: MergeIn) -> dict[str, object]:
    """Move all comments into another theme of the same run; answers with the one that stays."""
    found = theme_for(request.actor, pk)
    into = ThemeChoiceForm({"into": body.into_id}, wave_id=found.wave_id).chosen()
    offer = undoing.merge(found, into, request.actor)
    return {**NamedThemeOut.from_orm(theme_for(request.actor, into.pk)).dict(), "undo": offer}
