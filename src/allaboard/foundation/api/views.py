"""The API's description as a page."""

from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.roles import TEAM, Role
from allaboard.foundation.api.reading import rooms_of


@require_safe
@requires_role(*TEAM, Role.ADMIN)
def description(request: HttpRequest) -> HttpResponse:
    """Every operation, room by room, for those who write programs."""
    schema = import_module(settings.API_MODULE).api.get_openapi_schema()
    return render(request, "api/description.html", {"rooms": rooms_of(schema)})
