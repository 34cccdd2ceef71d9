"""What the shell of every page needs."""

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Name of the company, the actor and the navigation for the actor's roles."""
    from allaboard.project.navigation import navigation_for

    actor = getattr(request, "actor", None)
    return {
        "company": settings.COMPANY,
        "actor": actor,
        "navigation": navigation_for(actor, request.path) if actor else [],
    }
