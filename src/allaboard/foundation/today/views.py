"""Today, Home, My people, Impact, and the palette's page."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, Role
from allaboard.foundation.today import queries

LAST_VISIT, THIS_VISIT = "last_visit", "this_visit"
PAUSE = timedelta(minutes=30)
FIRST_LOOK_BACK = timedelta(days=7)
FIGURES_BESIDE, FIGURES_FIRST = 4, 6  # the rest stand on the page Impact
TO_TALK = 3


@requires_role(*Role.values)
def page(request: ActorRequest) -> HttpResponse:
    """Today for the team, Home for everybody else."""
    actor = request.actor
    cards = queries.cards_for(actor)
    first_name = actor.name.split(" ")[0] if actor.person_id else ""
    main_card = next((card for card in cards if card.kind != "changed"), None)
    context = {"cards": cards, "main_card": main_card, "first_name": first_name}
    if actor.is_team or actor.has(Role.ADMIN):
        return render(request, "today/page.html", context | _for_the_team(request))
    place = queries.work_location_of(actor)
    to_talk = queries.longest_without_a_talk(actor, TO_TALK) if actor.has(Role.MANAGER) else []
    return render(request, "today/home.html", context | {"place": place, "to_talk": to_talk})


def _for_the_team(request: ActorRequest) -> dict[str, object]:
    actor = request.actor
    panels = queries.panels_for(actor)
    leads = actor.has(Role.HR_LEADER)  # whose first look is at what came of it all
    first_steps = queries.first_steps_for(actor)
    return {
        "today": timezone.localdate(),
        "hour": timezone.localtime().hour,
        "panels": [render_to_string(panel.template, dict(panel.shown), request) for panel in panels],
        "news": queries.news_for(actor, _last_visit(request)),
        "leads": leads,
        "figures": queries.first_figures_for(actor, FIGURES_FIRST if leads else FIGURES_BESIDE),
        "impact_url": reverse("today:impact") if actor.has(*HR, Role.COMMUNICATIONS) else "",
        "first_steps": first_steps,
        "next_step": next((step for step in first_steps if not step.ok), None),
    }


@requires_role(*HR, Role.COMMUNICATIONS)
def impact(request: ActorRequest) -> HttpResponse:
    """What the loops have changed, in figures that lead to their evidence."""
    return render(request, "today/impact.html", {"groups": queries.figure_groups_for(request.actor)})


@requires_role(Role.MANAGER)
def my_people(request: ActorRequest) -> HttpResponse:
    """A manager's own people, and what is asked of the manager."""
    context = {"people": queries.reports_of(request.actor), "cards": queries.asks_of(request.actor)}
    return render(request, "today/my_people.html", context)


@requires_role(*Role.values)
def search(request: ActorRequest) -> HttpResponse:
    """Find anything the actor may see; the palette asks for the list alone."""
    text = request.GET.get("q", "")
    context = {"hits": queries.hits_for(request.actor, text), "text": text}
    return render(
        request, "today/hits.html" if request.GET.get("part") == "hits" else "today/search.html", context
    )


@requires_role(*Role.values)
def keys(request: ActorRequest) -> HttpResponse:
    """The keys that do something; the shell lays the list alone over the page."""
    part = "#keys-list" if request.headers.get("HX-Target") == "keys-list" else ""
    return render(request, f"today/keys.html{part}")


def _last_visit(request: ActorRequest) -> datetime:
    """When the actor was last here before this visit; a pause of half an hour ends a visit."""
    now = timezone.now()
    last = datetime.fromisoformat(request.session.get(THIS_VISIT, (now - FIRST_LOOK_BACK).isoformat()))
    if now - last > PAUSE:
        request.session[LAST_VISIT] = last.isoformat()
    request.session[THIS_VISIT] = now.isoformat()
    return datetime.fromisoformat(request.session.get(LAST_VISIT, (now - FIRST_LOOK_BACK).isoformat()))
