"""The page behind a personal link: opening it records nothing, pressing its button does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from allaboard.areas.campaigns.services.acts import acknowledge, invitation_for
from allaboard.foundation.access.visitors import opens_by_link


@opens_by_link
def act(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        return render(request, "campaigns/acted.html", {"invitation": acknowledge(token)})
    return render(request, "campaigns/act.html", {"invitation": invitation_for(token)})
