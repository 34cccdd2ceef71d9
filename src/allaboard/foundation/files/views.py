"""Hands files out."""

from django.http import FileResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.files.facade import open_for


@requires_role(*Role.values)
@require_GET
def download(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The file as a download: never shown in our own pages' name, whatever is in it."""
    ref, content = open_for(request.actor, pk)
    answer = FileResponse(content, as_attachment=True, filename=ref.name, content_type=ref.media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer._csp_exempt = True  # type: ignore[attr-defined]  # its own, stricter policy stays
    return answer
