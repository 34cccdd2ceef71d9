"""The page of work that takes a while."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.jobs import queries


@requires_role(*Role.values)
@require_GET
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """How far the work has come; the bar asks again by itself and survives leaving."""
    found = queries.progress_for(request.actor, pk)
    pace = queries.pace_of(found)
    left = pace.seconds_left
    context = {
        "progress": found,
        "minutes_left": None if left is None else max(1, round(left / 60)),
        "is_stalled": pace.is_stalled,
    }
    return render(request, "jobs/progress.html", context)
