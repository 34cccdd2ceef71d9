"""Keep and forget views."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.savedviews.models import SavedView
from allaboard.foundation.undo import facade as undo

FORGOTTEN = "savedviews.forgotten"
NOT_KEPT = {"page", "export", "csrfmiddlewaretoken"}


@require_POST
@requires_role(*Role.values)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the state of the page the form stands on."""
    parts = urlsplit(request.POST.get("address", ""))
    name = request.POST.get("name", "").strip()[:80]
    if not name or not parts.path.startswith("/") or parts.netloc:
        raise RuleBroken(_("A view needs a name."))
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key not in NOT_KEPT])
    view, _made = SavedView.objects.update_or_create(
        user_id=_owner(request), path=parts.path[:200], name=name, defaults={"query": query}
    )
    messages.success(request, _("Saved as “%(name)s”.") % {"name": view.name})
    return redirect(view.url)


@require_POST
@requires_role(*Role.values)
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of my views."""
    view = SavedView.objects.filter(pk=pk, user_id=_owner(request)).first()
    if view is None:
        raise NotFound
    kept = {"rows": undo.rows_of(view)}
    view.delete()
    label = _("The view “%(name)s” is forgotten.") % {"name": view.name}
    undo.announce(request, undo.offer(request.actor, label, FORGOTTEN, kept))  # type: ignore[attr-defined]
    return redirect(view.path)


def remember(_actor: Actor, payload: dict[str, list[undo.Row]]) -> None:
    """Bring a forgotten view back."""
    undo.put_back(payload["rows"])


def _owner(request: HttpRequest) -> int:
    return int(request.actor.user_id)  # type: ignore[attr-defined]
