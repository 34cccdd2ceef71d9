"""What changed: for those who tell, and for those who are told."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.areas.changes import permissions, services, undoing
from allaboard.areas.changes.emails import change_message
from allaboard.areas.changes.forms import (
    CorrectionForm,
    DraftForm,
    StoredDraftForm,
    WithdrawalForm,
    origin_in,
    words_of,
)
from allaboard.areas.changes.origins import as_it_stands, as_they_stand, origin_of, with_its_theme
from allaboard.areas.changes.queries.audience import asked_count, reader_like
from allaboard.areas.changes.queries.chain import chain_of
from allaboard.areas.changes.queries.changes import (
    change_for,
    open_promises,
    proof_of,
    published_for,
    reach_of,
)
from allaboard.areas.changes.table import change_table
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, TEAM, Role
from allaboard.foundation.delivery.facade import preview as message_preview
from allaboard.foundation.undo import facade as undo
from allaboard.ui.exports import exported
from allaboard.ui.seen import undisturbed
from allaboard.ui.tables import chosen_rows

READERS = (*TEAM, Role.EMPLOYEE, Role.MANAGER, Role.REVIEWER)
WRITERS = (*HR, Role.COMMUNICATIONS)
SHOWN = 50


@requires_role(*READERS)
def list_page(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    if not actor.is_team:
        page = Paginator(published_for(actor), SHOWN).get_page(request.GET.get("page"))
        return render(request, "changes/mine.html", {"page": page})
    table = change_table(request)
    context = {
        "table": table,
        "promises": as_they_stand(actor, open_promises(actor)[:SHOWN]),
        "today": timezone.localdate(),
        "may_write": permissions.may_write(actor),
    }
    # An export may be streamed, which Django does not count among its HttpResponses.
    return exported(table) or render(request, "changes/list.html", context)  # type: ignore[return-value]


@requires_role(*READERS)
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    change = as_it_stands(request.actor, change_for(request.actor, pk))
    proof = proof_of(change) if request.actor.is_team else None
    context = {
        "change": change,
        "chain": chain_of(request.actor, change, proof or reach_of(change)),
        "revisions": change.revisions.all(),
        "proof": proof,
        "may_write": permissions.may_write(request.actor),
        "today": timezone.localdate(),
    }
    page = "changes/detail.html" if request.actor.is_team else "changes/told.html"
    return render(request, page, context)


@requires_role(*WRITERS)
def write(request: ActorRequest) -> HttpResponse:
    given = with_its_theme(request.actor, origin_in(request.GET))
    form = DraftForm(
        request.actor, given, request.POST or None, initial={"you_said": request.GET.get("you_said", "")}
    )
    if not form.is_valid():
        return render(request, "changes/write.html", {"form": form}, status=422 if form.is_bound else 200)
    change = services.draft_change(form.words(), form.origin(), request.actor)
    return redirect("changes:preview", change.pk)


@requires_role(*WRITERS)
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    change = change_for(request.actor, pk)
    with undisturbed(request, change):
        form = StoredDraftForm(
            request.actor, origin_of(change), request.POST or None, initial=words_of(change)
        )
        if form.is_valid():
            services.rewrite_draft(change, form.words(), form.origin(), request.actor)
            return redirect("changes:preview", pk)
    context = {"form": form, "change": change}
    return render(request, "changes/write.html", context, status=422 if form.is_bound else 200)


@requires_role(*WRITERS)
def preview(request: ActorRequest, pk: int) -> HttpResponse:
    change = as_it_stands(request.actor, change_for(request.actor, pk))
    context = {
        "change": change,
        "chain": chain_of(request.actor, change),
        "asked": asked_count(change),
        "seen": services.seen_as(change),
        "shown": message_preview(partial(change_message, change), reader_like(request.actor)),
    }
    return render(request, "changes/preview.html", context)


@requires_role(*WRITERS)
@require_POST
def publish(request: ActorRequest, pk: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    sent = services.publish_change(change_for(request.actor, pk), request.actor, seen=seen)
    told = (
        _("Published, and on its way to those who were asked.") if sent else _("Published on “What changed”.")
    )
    messages.success(request, told)
    return redirect("changes:detail", pk)


@requires_role(*WRITERS)
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    change = change_for(request.actor, pk)
    with undisturbed(request, change):
        form = CorrectionForm(request.POST or None, initial=words_of(change))
        if form.is_valid():
            services.correct_change(change, form.words(), form.cleaned_data["reason"], request.actor)
            messages.success(request, _("Corrected. The old words stay to be read."))
            return redirect("changes:detail", pk)
    context = {"form": form, "change": change, "title": _("Correct what was published")}
    return render(request, "changes/correct.html", context, status=422 if form.is_bound else 200)


@requires_role(*WRITERS)
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    change = change_for(request.actor, pk)
    form = WithdrawalForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "change": change, "title": _("Take this back")}
        return render(request, "changes/correct.html", context, status=422 if form.is_bound else 200)
    services.withdraw_change(change, form.cleaned_data["reason"], request.actor)
    messages.success(request, _("Taken back. Readers see why."))
    return redirect("changes:detail", pk)


@requires_role(*WRITERS)
@require_POST
def delete(request: ActorRequest, pk: int) -> HttpResponse:
    undo.announce(request, undoing.delete(change_for(request.actor, pk), request.actor))
    return redirect("changes:list")


@requires_role(*WRITERS)
@require_POST
def delete_chosen(request: ActorRequest) -> HttpResponse:
    """Throw the ticked drafts away, or all that match; what was published stays."""
    offer = undoing.delete_chosen(chosen_rows(change_table(request)), request.actor)
    undo.announce_any(request, offer, otherwise=_("Nothing was deleted. Choose drafts."))
    return redirect("changes:list")
