"""Puts the actor on the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import Actor


class ActorRequest(HttpRequest):
    """A request with the actor in whose name it is answered."""

    actor: Actor


class ActorMiddleware:
    """Sets `request.actor`, looked up on first use, and the language its user chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "_auth_user_id" in request.session and isinstance(request.user, User) and request.user.language:
            translation.activate(request.user.language)
        request.actor = SimpleLazyObject(lambda: actor_of(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)
