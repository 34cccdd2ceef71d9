"""Turns a permission into an answer or a refusal."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from allaboard.errors import NotAllowed
from allaboard.foundation.access.roles import Actor


def require(allowed: bool, message: str = "") -> None:
    """Raise NotAllowed unless it is allowed."""
    if not allowed:
        raise NotAllowed(message)


def may_open(actor: Actor, address: str) -> bool:
    """Whether the actor's roles open the page at an address; what is not of this installation is open to all."""
    if not address.startswith("/"):
        return True
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    roles = getattr(view, "required_roles", None)
    return roles is None or actor.has(*roles)


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
