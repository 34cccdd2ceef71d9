"""Answers that belong to no room: errors, health."""

import logging

from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.roles import TEAM, Role
from allaboard.foundation.api.facade import is_api_call, problem
from allaboard.project.sample import services as sample
from allaboard.ui.catalogue import catalogue as every_component

log = logging.getLogger(__name__)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: says what happened and what to do."""
    return render(request, "403.html", {"message": ""}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: says what happened and what to do."""
    if is_api_call(request):
        return problem(404, "Not found", "The API has no such address.")
    return render(request, "404.html", {"message": ""}, status=404)


def closed(request: HttpRequest) -> HttpResponse:
    """An address of the sign-in library that this product has no use for."""
    return not_found(request)


def fault(request: HttpRequest) -> HttpResponse:
    """500, with the reference that also stands in the log; needs neither database nor session."""
    reference = getattr(request, "reference", "")
    log.error("fault %s at %s %r", reference, request.method, request.path)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came too late or from elsewhere."""
    message = _(
        "This form is too old, or your browser keeps no cookies. Go back, reload the page and send it again."
    )
    return render(request, "403.html", {"message": message}, status=403)


@requires_role(Role.ADMIN, Role.HR_LEADER, Role.HR_GENERALIST)
def remove_sample(request: HttpRequest) -> HttpResponse:
    """Ask, then take the sample company out and say what went."""
    if request.method != "POST":
        return render(request, "sample/remove.html", {"is_here": sample.is_here()})
    rows = sample.remove()
    logout(request)
    return render(request, "sample/removed.html", {"rows": rows})


def health(request: HttpRequest) -> JsonResponse:
    """Whether the web server and its database answer; for monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@requires_role(*TEAM, Role.ADMIN)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every component of the interface on one page."""
    return render(request, "ui/catalogue.html", every_component(request))
