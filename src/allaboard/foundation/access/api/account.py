"""One's own account for programs: who calls, where one is signed in, how the pages look."""

from datetime import datetime
from typing import Annotated, Literal

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from ninja import Field, Router, Schema, Status

from allaboard.foundation.access import queries
from allaboard.foundation.access.forms import PreferencesForm
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.models import User
from allaboard.foundation.api.facade import filled, scope

router = Router()


class MeOut(Schema):
    """Who is calling."""

    name: str
    person_id: int | None
    roles: list[str]
    scopes: list[str] | None
    token_id: int | None


class SessionOut(Schema):
    """A browser in which one is signed in; the key of its session is never told."""

    id: int
    user_agent: str
    ip: str
    created_at: datetime
    is_current: Annotated[bool, Field(description="It is the one that calls; never for a token")]


class PreferencesOut(Schema):
    """How the pages look and behave; an empty one follows the device or the browser."""

    theme: Literal["", "light", "dark"]
    language: str
    single_key_shortcuts: bool


class PreferencesIn(Schema):
    """What is to be otherwise; what is left out stays."""

    theme: Literal["", "light", "dark"] | None = None
    language: Annotated[str, Field(max_length=12)] | None = None
    single_key_shortcuts: bool | None = None


@router.get("", response=MeOut, auth=scope("access:read"))
def me(request: ActorRequest) -> dict[str, object]:
    """Who is calling, in which roles, within which scopes."""
    actor = request.actor
    return {
        "name": actor.name,
        "person_id": actor.person_id,
        "roles": sorted(actor.roles),
        "scopes": None if actor.scopes is None else sorted(actor.scopes),
        "token_id": actor.token_id,
    }


@router.get("/sessions", response=list[SessionOut], auth=scope("access:read"))
def list_sessions(request: ActorRequest) -> list[SessionOut]:
    """Where the caller's user is signed in, oldest first."""
    return [
        SessionOut(
            id=session.pk,
            user_agent=session.user_agent,
            ip=session.ip,
            created_at=session.created_at,
            is_current=_is_current(request, session),
        )
        for session in queries.sessions_of(request.actor)
    ]


@router.delete("/sessions", response={204: None}, auth=scope("access:write"))
def end_other_sessions(request: ActorRequest) -> Status[None]:
    """Sign out everywhere, but not in the browser that calls."""
    others = [one for one in queries.sessions_of(request.actor) if not _is_current(request, one)]
    end_sessions(request, others)
    return Status(204, None)


@router.delete("/sessions/{int:pk}", response={204: None}, auth=scope("access:write"))
def end_session(request: ActorRequest, pk: int) -> Status[None]:
    """Sign out in one browser."""
    end_sessions(request, [queries.session_for(request.actor, pk)])
    return Status(204, None)


@router.get("/preferences", response=PreferencesOut, auth=scope("access:read"))
def read_preferences(request: ActorRequest) -> User:
    """How the pages look and behave for the caller's user."""
    return queries.own_user(request.actor)


@router.patch("/preferences", response=PreferencesOut, auth=scope("access:write"))
def change_preferences(request: ActorRequest, body: PreferencesIn) -> User:
    """Choose anew how the pages look and behave."""
    user = queries.own_user(request.actor)
    now = PreferencesOut.from_orm(user).dict()
    form = PreferencesForm(now | body.dict(exclude_none=True), instance=user)
    filled(form)
    kept: User = form.save()
    return kept


def _is_current(request: ActorRequest, session: UserSession) -> bool:
    return bool(session.session_key == request.session.session_key)
