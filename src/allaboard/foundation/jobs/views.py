"""The page of work that takes a while."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.jobs import queries, rules


@requires_role(*Role.values)
@require_GET
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """How far the work has come; the bar asks again by itself and survives leaving."""
    found = queries.progress_for(request.actor, pk)
    now = timezone.now()
    left = rules.seconds_left(found.done, found.total, (now - found.started_at).total_seconds())
    silent = (now - found.moved_at).total_seconds()
    return render(
        request,
        "jobs/progress.html",
        {
            "progress": found,
            "minutes_left": None if left is None else max(1, round(left / 60)),
            "is_stalled": rules.is_stalled(silent, found.finished_at is not None),
        },
    )
