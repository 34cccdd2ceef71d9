"""The review desk: due first, what changed, decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.campaigns.choices import OPEN_DECISIONS
from allaboard.areas.campaigns.forms.review import AnswerForm, ReviewForm
from allaboard.areas.campaigns.models import Version
from allaboard.areas.campaigns.permissions import WRITERS, may_review
from allaboard.areas.campaigns.queries.content import as_text, foreseen_of
from allaboard.areas.campaigns.queries.readers import gaps_of
from allaboard.areas.campaigns.queries.reviews import (
    REVIEWERS,
    compared_with,
    review_queue,
    reviewed_by,
    version_for,
)
from allaboard.areas.campaigns.queries.sizes import cost_of
from allaboard.areas.campaigns.rules.approval import difference
from allaboard.areas.campaigns.services import review as services
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest

REVIEWED_SHOWN = 20


@requires_role(*REVIEWERS)
def reviews(request: ActorRequest) -> HttpResponse:
    context = {
        "queue": review_queue(request.actor),
        "reviewed": reviewed_by(request.actor)[:REVIEWED_SHOWN],
        "today": timezone.localdate(),
    }
    return render(request, "campaigns/reviews.html", context)


@requires_role(*REVIEWERS, *WRITERS)
def review(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    if request.method != "POST":
        version = version_for(request.actor, pk, number)
        return _page(request, version, ReviewForm(version=version))
    try:
        return _decided(request, version_for(request.actor, pk, number))
    except NotFound:  # who only reviews loses sight of it as soon as somebody else has decided
        if not may_review(request.actor):
            raise
        messages.warning(request, _("This is no longer waiting. Somebody else may have decided."))
        return redirect("campaigns:reviews")


def _decided(request: ActorRequest, version: Version) -> HttpResponse:
    form = ReviewForm(request.POST, version=version)
    if form.is_valid():
        try:
            _decide(request, version, form)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("campaigns:reviews")
    return _page(request, version, form)


def _page(request: ActorRequest, version: Version, form: ReviewForm) -> HttpResponse:
    context = _context(request, version, form)
    return render(request, "campaigns/review.html", context, status=422 if form.is_bound else 200)


def _decide(request: ActorRequest, version: Version, form: ReviewForm) -> None:
    pk, number, read = version.campaign_id, version.number, form.cleaned_data["read_hash"]
    note, decision = form.cleaned_data["note"], request.POST.get("decision")
    if decision == "question":
        services.ask_question(pk, number, note, by=request.actor)
        messages.success(request, _("Your question was sent to the author."))
    elif decision == "edited":
        services.approve_with_edits(pk, number, read, form.edits(), by=request.actor, note=note)
        messages.success(request, _("Approved with your edits."))
    elif decision == "approved":
        services.approve_campaign(pk, number, read, by=request.actor, note=note)
        messages.success(request, _("Approved. The audience is fixed now."))
    else:
        raise RuleBroken(_("Choose what you decide."))


def _context(request: ActorRequest, version: Version, form: ReviewForm) -> dict[str, object]:
    campaign, before = version.campaign, compared_with(version)
    foreseen = foreseen_of(campaign, version)
    return {
        "version": version,
        "campaign": campaign,
        "form": form,
        "before": before,
        "lines": difference(as_text(before.content) if before else "", as_text(version.content)),
        "people": foreseen.people,
        "prospect": foreseen,
        "gaps": [(step.position, gap) for step in campaign.steps.all() for gap in gaps_of(step)],
        "hours": cost_of(campaign).hours,
        "is_open": version.decision in OPEN_DECISIONS,
        "may_review": may_review(request.actor),
        "may_decide": review_queue(request.actor).filter(pk=version.pk).exists(),
    }


@require_POST
@requires_role(*WRITERS)
def submit(request: ActorRequest, pk: int) -> HttpResponse:
    version = services.submit_for_review(pk, by=request.actor)
    messages.success(
        request, _("Sent for review. A decision is due by %(day)s.") % {"day": date_format(version.due_on)}
    )
    return redirect("campaigns:detail", pk)


@require_POST
@requires_role(*WRITERS)
def answer(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    form = AnswerForm(request.POST)
    written = form.cleaned_data["answer"] if form.is_valid() else ""
    services.answer_question(pk, number, written, by=request.actor)
    messages.success(request, _("Your answer was sent to the reviewers."))
    return redirect("campaigns:detail", pk)
