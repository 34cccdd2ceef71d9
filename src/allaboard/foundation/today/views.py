"""Today, Home, My people, Impact, and the palette's page."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.roles import HR, Actor, Role
from allaboard.foundation.people.facade import person_refs, visible_people
from allaboard.foundation.today import queries

LAST_VISIT, THIS_VISIT = "last_visit", "this_visit"
PAUSE = timedelta(minutes=30)
FIRST_LOOK_BACK = timedelta(days=7)


@requires_role(*Role.values)
def page(request: HttpRequest) -> HttpResponse:
    """Today for the team, Home for everybody else."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    cards = queries.cards_for(actor)
    context = {
        "cards": cards,
        "today": timezone.localdate(),
        "first_name": actor.name.split(" ")[0],
        "hour": timezone.localtime().hour,
    }
    if actor.is_team or actor.has(Role.ADMIN):
        context |= {
            "panels": [
                render_to_string(panel.template, dict(panel.shown), request)
                for panel in queries.panels_for(actor)
            ],
            "news": queries.news_for(actor, _since(request)),
            "figures": queries.figures_for(actor)[:2],
            "first_steps": queries.first_steps_for(actor),
        }
        return render(request, "today/page.html", context)
    context["place"] = person_refs([actor.person_id])[actor.person_id].location if actor.person_id else ""
    return render(request, "today/home.html", context)


@requires_role(*HR, Role.COMMUNICATIONS)
def impact(request: HttpRequest) -> HttpResponse:
    """What the loops have changed, in figures that lead to their evidence."""
    return render(request, "today/impact.html", {"figures": queries.figures_for(request.actor)})  # type: ignore[attr-defined]


@requires_role(Role.MANAGER)
def my_people(request: HttpRequest) -> HttpResponse:
    """A manager's own people, and what is asked of the manager."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    people = (
        visible_people(actor)
        .filter(active=True, manager_id=actor.person_id)
        .order_by("family_name", "given_name")
    )
    return render(request, "today/my_people.html", {"people": people, "cards": queries.cards_for(actor)})


@requires_role(*Role.values)
def search(request: HttpRequest) -> HttpResponse:
    """Find anything the actor may see; the palette asks for the list alone."""
    text = request.GET.get("q", "")
    context = {"hits": queries.hits_for(request.actor, text), "text": text}  # type: ignore[attr-defined]
    return render(
        request, "today/hits.html" if request.GET.get("part") == "hits" else "today/search.html", context
    )


@requires_role(*Role.values)
def keys(request: HttpRequest) -> HttpResponse:
    """The keys that do something."""
    return render(request, "today/keys.html")


def _since(request: HttpRequest) -> datetime:
    """When the actor was last here before this visit; a pause of half an hour ends a visit."""
    now = timezone.now()
    last = datetime.fromisoformat(request.session.get(THIS_VISIT, (now - FIRST_LOOK_BACK).isoformat()))
    if now - last > PAUSE:
        request.session[LAST_VISIT] = last.isoformat()
    request.session[THIS_VISIT] = now.isoformat()
    return datetime.fromisoformat(request.session.get(LAST_VISIT, (now - FIRST_LOOK_BACK).isoformat()))
