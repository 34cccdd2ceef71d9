"""How often one address may knock where nobody has to sign in: at personal links, and at the API without a token.

Counted in the memory of the process and for the running minute alone: a count that is kept would tell when somebody at
that address answered a survey (decision 0014).
"""

import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from allaboard.errors import TooOften

# Offices share one address, and whoever answers a survey knocks about ten times: 300 people at the same moment.
KNOCKS_A_MINUTE = 3_000


class Minute:
    """Counts by address, forgotten when the next minute begins."""

    def __init__(self) -> None:
        self._began = 0
        self._knocks: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, address: str) -> None:
        """Count one knock.

        Raises:
            TooOften: the address has knocked as often as it may in this minute.
        """
        now = int(time.time())
        with self._lock:
            if now // 60 != self._began:
                self._began = now // 60
                self._knocks.clear()
            self._knocks[address] += 1
            knocks = self._knocks[address]
        if knocks > KNOCKS_A_MINUTE:
            raise TooOften(60 - now % 60)


_this_minute = Minute()


def count_knock(request: HttpRequest) -> None:
    """Count a request of somebody unknown; TooOften when their address sends too many."""
    _this_minute.count(_address_of(request))


def _address_of(request: HttpRequest) -> str:
    """Where the request comes from; all are one where the server does not tell, as at a socket of its own machine."""
    try:
        address: str = get_ip(request)
    except PermissionDenied:
        return ""
    return address


def opens_by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view be met without signing in, because its address is the key; as often as one address may knock."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        count_knock(request)
        return view(request, *args, **kwargs)

    limited.knocks_are_counted = True  # type: ignore[attr-defined]
    return limited
