"""What the shell of every page needs."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from allaboard.foundation.access.roles import TEAM, Actor, Role
from allaboard.foundation.today.queries import creations_for
from allaboard.project.sample.services import is_here, may_remove
from allaboard.project.shell.navigation import account_places, navigation_for, places_beside

NO_SHELL = "ui/plain_page.html"
RAIL = (*TEAM, Role.ADMIN, Role.REVIEWER)  # who work with the product at a desk


def shell(request: HttpRequest) -> dict[str, object]:
    """Name of the company, whether it is the sample, the actor and the navigation for the actor's roles."""
    actor: Actor | None = getattr(request, "actor", None)
    sample_is_here = SimpleLazyObject(is_here)
    company: dict[str, object] = {
        "company": settings.COMPANY,
        "company_mark": SimpleLazyObject(lambda: _("Sample") if sample_is_here else ""),
    }
    if actor is None or not request.user.is_authenticated:
        return company | {
            "navigation": [],
            "account_navigation": [],
            "shell": NO_SHELL,
        }
    return company | {
        "actor": actor,
        "shell": shell_for(actor),
        "navigation": navigation_for(actor, request.path),
        "places_beside": places_beside(actor, request.path),
        "creations": SimpleLazyObject(lambda: creations_for(actor)),
        "account_navigation": account_places(actor, request.path),
        "sample_is_here": sample_is_here,
        "sample_url": reverse("sample") if may_remove(actor) else "",
    }


def shell_for(actor: Actor) -> str:
    """The one frame in which the actor meets every page, whoever else uses the page."""
    return "ui/rail_shell.html" if actor.has(*RAIL) else "ui/phone_shell.html"
