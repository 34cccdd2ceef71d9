"""What the shell of every page needs."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.today.queries import creations_for
from allaboard.project.navigation import account_places, navigation_for, places_beside
from allaboard.project.sample.services import is_here, may_remove


def shell(request: HttpRequest) -> dict[str, object]:
    """Name of the company, the actor and the navigation for the actor's roles."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not request.user.is_authenticated:
        return {"company": settings.COMPANY, "navigation": [], "account_navigation": []}
    return {
        "company": settings.COMPANY,
        "actor": actor,
        "navigation": navigation_for(actor, request.path),
        "places_beside": places_beside(actor, request.path),
        "creations": SimpleLazyObject(lambda: creations_for(actor)),
        "account_navigation": account_places(actor, request.path),
        "sample_is_here": SimpleLazyObject(is_here),
        "sample_url": reverse("sample") if may_remove(actor) else "",
    }
