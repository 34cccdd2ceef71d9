"""Keep and forget views."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.savedviews import queries, services, undoing
from allaboard.foundation.undo import facade as undo


@require_POST
@requires_role(*Role.values)
def keep(request: ActorRequest) -> HttpResponse:
    """Keep the state of the list the form stands on."""
    view = services.keep_view(request.POST.get("address", ""), request.POST.get("name", ""), by=request.actor)
    messages.success(request, _("Saved as “%(name)s”.") % {"name": view.name})
    return redirect(view.url)


@require_POST
@requires_role(*Role.values)
def forget(request: ActorRequest, pk: int) -> HttpResponse:
    """Forget one of my views."""
    view = queries.view_for(request.actor, pk)
    undo.announce(request, undoing.forget(view, request.actor))
    return redirect(view.path)
