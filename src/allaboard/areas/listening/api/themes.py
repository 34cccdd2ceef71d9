"""Themes put right by programs: named, put together, their comments moved and hidden."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Router, Schema, Status

from allaboard.areas.listening import undoing
from allaboard.areas.listening.forms.themes import CommentsForm, ThemeChoiceForm
from allaboard.areas.listening.models import Theme
from allaboard.areas.listening.queries.surveys import theme_for
from allaboard.areas.listening.queries.themes import comments_of
from allaboard.areas.listening.services import editing
from allaboard.areas.listening.services.themes import start_initiative_from
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.undo.facade import Offer, Undoable

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


class CommentOut(Schema):
    """What somebody wrote, and whether it is kept from being shown."""

    id: UUID
    text: str
    is_hidden: bool


class CommentsIn(Schema):
    """Some of a theme's comments, and what to do with them."""

    comments: Annotated[list[UUID], Field(max_length=10_000)]
    move: Literal["move", "split", "hide", "show"]
    into_id: Annotated[
        int | None, Field(ge=1, le=2**63 - 1, description="Where to move them: a theme of the same run")
    ] = None
    title: Annotated[str, Field(max_length=120, description="Of the theme that is split off")] = ""


class StartedOut(Schema):
    """The initiative that was started."""

    initiative_id: int


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


@router.get("/{int:pk}/comments", response=Page[CommentOut], auth=scope("surveys:read"))
def list_comments(request: ActorRequest, pk: int, cursor: Cursor = "", limit: Limit = 50) -> Page[CommentOut]:
    """What people wrote, in an order that tells nothing; empty while too few answered for it to be shown."""
    return paginate(comments_of(theme_for(request.actor, pk)), cursor, limit)


@router.post("/{int:pk}/comments", response=Undoable, auth=scope("surveys:write"))
@idempotent
def put_comments_right(request: ActorRequest, pk: int, body: CommentsIn) -> dict[str, Offer]:
    """Move comments into another theme, make one of their own of them, hide them or show them again."""
    found = theme_for(request.actor, pk)
    sent = {"comment": [str(one) for one in body.comments], "move": body.move, "title": body.title}
    wanted = CommentsForm(sent | {"into": body.into_id or ""}, theme=found).wanted()
    return {"undo": undoing.put_right(found, wanted, request.actor)}


@router.post("/{int:pk}/initiative", response={201: StartedOut}, auth=scope("surveys:write"))
@idempotent
def start_initiative(request: ActorRequest, pk: int) -> Status[StartedOut]:
    """Start an initiative whose case rests on this theme, once."""
    started = start_initiative_from(theme_for(request.actor, pk), by=request.actor)
    return Status(201, StartedOut(initiative_id=started))
