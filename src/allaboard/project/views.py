"""Answers that belong to no room: errors, health."""

import logging
import secrets

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: says what happened and what to do."""
    return render(request, "403.html", {"message": ""}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: says what happened and what to do."""
    return render(request, "404.html", {"message": ""}, status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """500, with a reference that also stands in the log."""
    reference = secrets.token_hex(4)
    log.error("fault %s", reference, exc_info=True)
    return render(request, "500.html", {"reference": reference}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came too late or from elsewhere."""
    return render(
        request,
        "403.html",
        {
            "message": "This form is too old, or your browser keeps no cookies. Go back, reload the page and send it again."
        },
        status=403,
    )


def health(request: HttpRequest) -> JsonResponse:
    """Whether the web server and its database answer; for monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
