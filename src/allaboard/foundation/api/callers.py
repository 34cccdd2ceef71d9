"""Who calls: a signed-in browser or a program with a token; within its scopes and its share of calls."""

from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from ninja.errors import AuthenticationError

from allaboard.errors import NotAllowed, TooOften
from allaboard.foundation.access.models import ApiToken
from allaboard.foundation.access.queries import actor_of_token, token_with
from allaboard.foundation.access.roles import NOBODY, Actor
from allaboard.foundation.access.scopes import may, require_known
from allaboard.foundation.access.visitors import count_knock

CALLS_A_MINUTE = 600
USE_IS_NOTED_EVERY = timedelta(minutes=1)


class TokenOrSession:
    """Lets a call through when its caller is known and holds the scope, if one is named; then `request.actor` is set."""

    openapi_security_schema = {
        "type": "http",
        "scheme": "bearer",
        "description": "A personal or service token, made on the pages under “My account”.",
    }

    def __init__(self, scope: str | None) -> None:
        self.scope = require_known(scope) if scope is not None else None

    def __call__(self, request: HttpRequest) -> Actor:
        """The actor of the call.

        Raises:
            AuthenticationError: nobody known is calling.
            NotAllowed: the token's scopes do not reach, or a browser's call lacks the CSRF token.
            TooOften: the caller, or the address of somebody unknown, used up this minute's share.
        """
        if not hasattr(request, "api_caller"):
            actor, caller = _caller(request)
            count_call(caller)
            request.actor = actor  # type: ignore[attr-defined]
            request.api_caller = caller  # type: ignore[attr-defined]
        known: Actor = request.actor  # type: ignore[attr-defined]
        if self.scope is not None and not may(known.scopes, self.scope):
            raise NotAllowed(f"This token lacks the scope {self.scope}.")
        return known


def scope(name: str) -> TokenOrSession:
    """The `auth` of an operation: `auth=scope("people:read")`."""
    return TokenOrSession(name)


known_caller = TokenOrSession(None)
"""The `auth` of an operation that finds out by itself which scopes it needs."""


def _caller(request: HttpRequest) -> tuple[Actor, str]:
    try:
        return _token_caller(request) if "Authorization" in request.headers else _browser(request)
    except AuthenticationError:
        count_knock(request)
        raise


def _token_caller(request: HttpRequest) -> tuple[Actor, str]:
    kind, _, secret = request.headers["Authorization"].partition(" ")
    token = token_with(secret.strip()) if kind.lower() == "bearer" else None
    actor = actor_of_token(token) if token else NOBODY
    if token is None or actor is NOBODY:
        raise AuthenticationError
    note_use(token)
    return actor, f"token:{token.pk}"


def _browser(request: HttpRequest) -> tuple[Actor, str]:
    if not request.user.is_authenticated:
        raise AuthenticationError
    if not _has_csrf_token(request):
        raise NotAllowed("The CSRF token is missing. Programs send a token instead of cookies.")
    return request.actor, f"user:{request.user.pk}"  # type: ignore[attr-defined]


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


def _has_csrf_token(request: HttpRequest) -> bool:
    """Whether a browser's call comes from our own pages; asked here because ninja's views are exempt."""
    check = _CsrfCheck(lambda _request: HttpResponse())
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    return check.process_view(request, lambda _request: HttpResponse(), (), {}) is None


def note_use(token: ApiToken) -> None:
    """Remember that the token was used, to the minute."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def count_call(caller: str) -> None:
    """Count one call.

    Raises:
        TooOften: there were already CALLS_A_MINUTE in this minute.
    """
    now = int(timezone.now().timestamp())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO api_callcount AS seen (caller, minute, calls) VALUES (%s, %s, 1) "
            "ON CONFLICT (caller) DO UPDATE SET minute = excluded.minute, "
            "calls = CASE WHEN seen.minute = excluded.minute THEN seen.calls + 1 ELSE 1 END RETURNING calls",
            [caller, now // 60],
        )
        (calls,) = cursor.fetchone()
    if calls > CALLS_A_MINUTE:
        raise TooOften(60 - now % 60)
