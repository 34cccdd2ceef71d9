"""What every answer carries: a reference, and the headers that keep browsers careful."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from allaboard.foundation.api.facade import new_reference, route_of

log = logging.getLogger(__name__)
REFUSED = {400, 403, 404, 405, 413, 429}

CAREFUL = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), publickey-credentials-get=(self), "
        "publickey-credentials-create=(self), usb=(), xr-spatial-tracking=()"
    ),
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """Gives each request a reference and each answer the careful headers; pages are never kept by caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with new_reference() as reference:
            response = self.get_response(request)
            if response.status_code in REFUSED:
                log.info("refused with %s: %s %s", response.status_code, request.method, route_of(request))
        response["X-Request-ID"] = reference
        for name, value in CAREFUL.items():
            response.setdefault(name, value)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response
