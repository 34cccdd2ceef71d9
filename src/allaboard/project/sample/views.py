"""The page on which the sample company is taken out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.project.sample import services


@requires_role(*services.MAY_REMOVE)
def remove(request: ActorRequest) -> HttpResponse:
    """Ask, then take the sample company out and say what went."""
    if request.method != "POST":
        return render(request, "sample/remove.html", {"is_here": services.is_here()})
    if services.takes_long():
        services.remove_later(request.actor)
        return redirect("sample_removal")
    rows = services.remove(by=request.actor)
    logout(request)
    return render(request, "sample/removed.html", {"rows": rows})


def removal(request: HttpRequest) -> HttpResponse:
    """How far the removal by a worker has come; open to all, as whoever asked for it may be taken out by it."""
    percent = services.percent_removed()
    if percent is None and services.is_here():
        return redirect("sample")
    return render(request, "sample/removal.html", {"percent": percent})
