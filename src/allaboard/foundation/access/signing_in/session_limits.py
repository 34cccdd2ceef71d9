"""Ends sessions that are too old or were left alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.rules import is_over, session_limits

BEGAN, SEEN = "session_began", "session_seen"
NOTED_EVERY = timedelta(minutes=15)  # coarse: it saves writes, and tells nobody who clicked when


class SessionLimitsMiddleware:
    """Signs out whoever's session is over, before anything is answered in their name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "_auth_user_id" in request.session and request.user.is_authenticated:
            self.end_or_note(request)
        return self.get_response(request)

    def end_or_note(self, request: HttpRequest) -> None:
        """End the session, or note to the quarter of an hour that it is in use."""
        now = timezone.now()
        began, seen = _instant(request.session, BEGAN, now), _instant(request.session, SEEN, now)
        if is_over(began, seen, now, session_limits(actor_of(request.user).roles)):
            logout(request)
        elif SEEN not in request.session or now - seen > NOTED_EVERY:
            request.session[BEGAN], request.session[SEEN] = began.timestamp(), now.timestamp()


def _instant(session: SessionBase, name: str, default: datetime) -> datetime:
    return datetime.fromtimestamp(session[name], UTC) if name in session else default
