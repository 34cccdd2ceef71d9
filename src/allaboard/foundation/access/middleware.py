"""Puts the actor on the request."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import Actor


class ActorRequest(HttpRequest):
    """A request with the actor in whose name it is answered."""

    actor: Actor


class RefusedFormsMiddleware:
    """Answers 422 where the sign-in library shows a form again because of what was typed, as our own pages do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        """The same page; refused if a form in it was sent and does not hold."""
        shown = (response.context_data or {}).values()
        if request.method == "POST" and any(isinstance(one, BaseForm) and one.errors for one in shown):
            response.status_code = 422
        return response


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
