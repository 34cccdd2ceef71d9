"""The button behind Undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.undo import services


@require_POST
@requires_role(*Role.values)
def take_back(request: ActorRequest, pk: int) -> HttpResponse:
    """Undo, then go back to where the toast was shown."""
    services.take_back(pk, by=request.actor)
    messages.info(request, _("Taken back."))
    back = request.headers.get("Referer", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "today:page")
