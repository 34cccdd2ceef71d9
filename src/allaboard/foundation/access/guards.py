"""Turns a permission into an answer or a refusal."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from allaboard.errors import NotAllowed


def require(allowed: bool, message: str = "") -> None:
    """Raise NotAllowed unless it is allowed."""
    if not allowed:
        raise NotAllowed(message)


def requires_role(
    *roles: str,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let a view be seen only by actors with one of the roles; send strangers to sign in."""

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(request.actor.has(*roles))  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.required_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return wrap
