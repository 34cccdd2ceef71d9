"""What is done to a campaign as a whole: launch, pause, resume, cancel, copy, put away, bring back, test."""

from collections.abc import Callable
from typing import Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from allaboard.areas.campaigns import undoing
from allaboard.areas.campaigns.permissions import WRITERS, may_write
from allaboard.areas.campaigns.queries.reviews import REVIEWERS
from allaboard.areas.campaigns.services import drafts, review
from allaboard.areas.campaigns.services import launch as services
from allaboard.areas.campaigns.views.listing import campaign_table
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo import facade as undo
from allaboard.ui.tables import chosen_rows


class Verb(Protocol):
    """A service that does one thing to a campaign."""

    def __call__(self, campaign_id: int, *, by: Actor) -> object: ...


def done(verb: Verb, said: Promise) -> Callable[..., HttpResponseBase]:
    """A view that does it, says so, and shows the campaign again."""

    @require_POST
    @requires_role(*WRITERS)
    def view(request: ActorRequest, pk: int) -> HttpResponse:
        verb(pk, by=request.actor)
        messages.success(request, str(said))
        return redirect("campaigns:detail", pk)

    return view


launch = done(services.launch_campaign, gettext_lazy("Launched. Each message goes out on its date."))
pause = done(services.pause_campaign, gettext_lazy("Paused. Nobody is lost; go on when you are ready."))
resume = done(services.resume_campaign, gettext_lazy("It goes on."))
cancel = done(
    services.cancel_campaign, gettext_lazy("Cancelled. What was sent stays sent; the rest will not be.")
)
withdraw = done(review.withdraw_from_review, gettext_lazy("It is a draft again."))
restore = done(drafts.restore_campaign, gettext_lazy("It is back in the lists."))


@require_POST
@requires_role(*WRITERS, *REVIEWERS)
def test(request: ActorRequest, pk: int, step_id: int) -> HttpResponse:
    address = services.send_test(pk, step_id, by=request.actor)
    messages.success(request, _("A test is on its way to %(address)s.") % {"address": address})
    writes = may_write(request.actor)
    return redirect("campaigns:step", pk, step_id) if writes else redirect("campaigns:reviews")


@require_POST
@requires_role(*WRITERS)
def duplicate(request: ActorRequest, pk: int) -> HttpResponse:
    copy = drafts.duplicate_campaign(pk, by=request.actor)
    messages.success(request, _("This is a fresh draft with the same messages. Choose new dates."))
    return redirect("campaigns:goal", copy.pk)


@require_POST
@requires_role(*WRITERS)
def archive(request: ActorRequest, pk: int) -> HttpResponse:
    undo.announce(request, undoing.archive(pk, request.actor))
    return redirect("campaigns:list")


@require_POST
@requires_role(*WRITERS)
def archive_chosen(request: ActorRequest) -> HttpResponse:
    """Archive the ticked campaigns, or all that match; those under way stay."""
    offer = undoing.archive_chosen(chosen_rows(campaign_table(request)), request.actor)
    undo.announce_any(
        request, offer, otherwise=_("Nothing was archived. Choose campaigns that are not running.")
    )
    return redirect("campaigns:list")
