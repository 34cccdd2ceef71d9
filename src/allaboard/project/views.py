"""Pages that belong to no room: health for monitors, the catalogue of components."""

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.roles import TEAM, Role
from allaboard.ui.catalogue import catalogue as every_component
from allaboard.ui.catalogue import example_table
from allaboard.ui.exports import exported
from allaboard.ui.tables import chosen_rows


def health(request: HttpRequest) -> JsonResponse:
    """Whether the web server and its database answer; for monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@requires_role(*TEAM, Role.ADMIN)
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Every component of the interface on one page; its table counts, keeps views and comes as a file like any other."""
    table = example_table(request)
    if request.method == "POST":
        messages.info(request, f"{chosen_rows(table).count()} rows were chosen.")
        return redirect("catalogue")
    return exported(table) or render(request, "catalogue.html", every_component(request))
