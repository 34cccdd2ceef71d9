"""The one place where refusals and faults become answers."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from allaboard.errors import NotAllowed, NotFound, RuleBroken

log = logging.getLogger(__name__)


class ErrorsMiddleware:
    """Maps RuleBroken to 422, NotAllowed to 403, NotFound to 404, anything else to 500 with a reference."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the view that raised."""
        if isinstance(error, RuleBroken):
            return render(request, "422.html", {"message": str(error)}, status=422)
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"message": str(error)}, status=403)
        if isinstance(error, NotFound):
            return render(request, "404.html", {"message": str(error)}, status=404)
        return None
