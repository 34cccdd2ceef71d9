"""Test, launch, pause, resume, cancel, duplicate, archive."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.campaigns.permissions import WRITERS, may_write
from allaboard.areas.campaigns.queries.reviews import REVIEWERS
from allaboard.areas.campaigns.services import drafts
from allaboard.areas.campaigns.services import launch as services
from allaboard.areas.campaigns.undoing import ARCHIVED
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.undo import facade as undo


@require_POST
@requires_role(*WRITERS, *REVIEWERS)
def test(request: ActorRequest, pk: int, step_id: int) -> HttpResponse:
    address = services.send_test(pk, step_id, by=request.actor)
    messages.success(request, _("A test is on its way to %(address)s.") % {"address": address})
    return (
        redirect("campaigns:step", pk, step_id) if may_write(request.actor) else redirect("campaigns:reviews")
    )


@require_POST
@requires_role(*WRITERS)
def launch(request: ActorRequest, pk: int) -> HttpResponse:
    services.launch_campaign(pk, by=request.actor)
    messages.success(request, _("Launched. Each message goes out on its date."))
    return redirect("campaigns:detail", pk)


@require_POST
@requires_role(*WRITERS)
def pause(request: ActorRequest, pk: int) -> HttpResponse:
    services.pause_campaign(pk, by=request.actor)
    messages.success(request, _("Paused. Nobody is lost; go on when you are ready."))
    return redirect("campaigns:detail", pk)


@require_POST
@requires_role(*WRITERS)
def resume(request: ActorRequest, pk: int) -> HttpResponse:
    services.resume_campaign(pk, by=request.actor)
    messages.success(request, _("It goes on."))
    return redirect("campaigns:detail", pk)


@require_POST
@requires_role(*WRITERS)
def cancel(request: ActorRequest, pk: int) -> HttpResponse:
    services.cancel_campaign(pk, by=request.actor)
    messages.success(request, _("Cancelled. What was sent stays sent; the rest will not be."))
    return redirect("campaigns:detail", pk)


@require_POST
@requires_role(*WRITERS)
def duplicate(request: ActorRequest, pk: int) -> HttpResponse:
    copy = drafts.duplicate_campaign(pk, by=request.actor)
    messages.success(request, _("This is a fresh draft with the same messages. Choose new dates."))
    return redirect("campaigns:goal", copy.pk)


@require_POST
@requires_role(*WRITERS)
def archive(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = drafts.archive_campaign(pk, by=request.actor)
    label = _("“%(title)s” was archived.") % {"title": campaign.title}
    undo.announce(request, undo.offer(request.actor, label, ARCHIVED, {"campaigns": [campaign.pk]}))
    return redirect("campaigns:list")
