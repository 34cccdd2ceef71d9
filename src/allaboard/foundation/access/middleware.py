"""Puts the actor on the request."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import Actor


class ActorRequest(HttpRequest):
    """A request with the actor in whose name it is answered."""

    actor: Actor


class ActorMiddleware:
    """Sets `request.actor`, looked up on first use, the language its user chose and the time zone of its person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if "_auth_user_id" in request.session else None
        if isinstance(user, User) and user.language:
            translation.activate(user.language)
        request.actor = SimpleLazyObject(lambda: actor_of(request.user))  # type: ignore[attr-defined]
        with timezone.override(_zone_of(user) if isinstance(user, User) else None):
            return self.get_response(request)


def _zone_of(user: User) -> ZoneInfo | None:
    """Where the user's person lives; nothing, hence the company's zone, when that is not known."""
    name = user.person.timezone if user.person is not None else ""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
