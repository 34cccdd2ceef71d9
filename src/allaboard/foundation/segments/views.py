"""Pages of segments."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.segments import lists, permissions, previews, queries, services, undoing
from allaboard.foundation.segments.builder.completion import completion_before
from allaboard.foundation.segments.builder.page import BuilderPage, page_for_post, page_for_text
from allaboard.foundation.segments.forms import SegmentForm
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.rules import parse
from allaboard.foundation.segments.rules.parser import LONGEST_TEXT
from allaboard.foundation.segments.uses import uses_of
from allaboard.foundation.undo import facade as undo
from allaboard.ui.exports import exported
from allaboard.ui.seen import undisturbed
from allaboard.ui.tables import chosen_rows

SNAPSHOTS_SHOWN = 10
guarded = requires_role(*queries.USERS)


@guarded
def list_page(request: ActorRequest) -> HttpResponseBase:
    table = lists.segments_table(request)
    return exported(table) or render(request, "segments/list.html", {"table": table})


@guarded
def new(request: ActorRequest) -> HttpResponse:
    if request.method != "POST":
        page = page_for_text(request.actor, request.GET.get("rule", ""))
        return _builder(request, page, SegmentForm(request.actor))
    return _built(request, None)


@guarded
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    segment = queries.segment_for(request.actor, pk)
    services.require_change(segment, by=request.actor)
    if request.method != "POST":
        return _builder(
            request,
            page_for_text(request.actor, segment.text),
            SegmentForm(request.actor, segment=segment),
            segment,
        )
    return _built(request, segment)


@guarded
@require_POST
def complete(request: ActorRequest) -> HttpResponse:
    """What may come next in the text box; nothing is kept."""
    before = request.POST.get("before", "")[:LONGEST_TEXT]
    return JsonResponse(completion_before(request.actor, before).as_plain())


def _built(request: ActorRequest, segment: Segment | None) -> HttpResponse:
    """Count what was sent, or save it."""
    page = page_for_post(request.actor, request.POST)
    if request.POST.get("do") != "save":
        form = SegmentForm(request.actor, segment=segment)
        form.initial = request.POST.dict()
        return _builder(request, page, form, segment)
    if segment is None:
        return _sent(request, page, None)
    with undisturbed(request, segment):
        return _sent(request, page, segment)


def _sent(request: ActorRequest, page: BuilderPage, segment: Segment | None) -> HttpResponse:
    data = request.POST.copy()
    data["rule"] = page.text
    form = SegmentForm(request.actor, data, segment)
    may_be_kept = page.may_be_kept()
    if not form.is_valid() or not may_be_kept:
        return _builder(request, page, form, segment, status=422)
    try:
        kept = _save(request, form.draft(), segment)
    except RuleBroken as error:
        form.add_error("name", str(error))
        return _builder(request, page, form, segment, status=422)
    return redirect("segments:detail", kept.pk)


def _save(request: ActorRequest, draft: services.Draft, segment: Segment | None) -> Segment:
    if segment is None:
        kept = services.create_segment(draft, by=request.actor)
        messages.success(request, _("“%(name)s” is saved.") % {"name": kept.name})
        return kept
    undo.announce(request, undoing.change(segment, draft, request.actor))
    return segment


def _builder(
    request: ActorRequest,
    page: BuilderPage,
    form: SegmentForm,
    segment: Segment | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"page": page, "form": form, "segment": segment}
    if segment is not None:
        context |= {"uses": uses_of(request.actor, segment.pk)}
    return render(request, "segments/builder.html", context, status=status)


@guarded
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    segment = queries.segment_for(request.actor, pk)
    hidden = permissions.forbidden_names(request.actor, parse(segment.text))
    shown = None if hidden else previews.preview(request.actor, segment.text)
    charts = [] if hidden else lists.breakdown_charts(request.actor, segment)
    context = {
        "segment": segment,
        "hidden": hidden,
        "found": shown,
        "charts": charts,
        "uses": uses_of(request.actor, pk),
        "snapshots": queries.snapshots_for(request.actor, segment)[:SNAPSHOTS_SHOWN],
        "may_change": permissions.may_change(request.actor, segment),
    }
    return render(request, "segments/detail.html", context)


@guarded
@require_POST
def duplicate(request: ActorRequest, pk: int) -> HttpResponse:
    copy = services.duplicate_segment(queries.segment_for(request.actor, pk), by=request.actor)
    messages.success(request, _("This is your own copy."))
    return redirect("segments:edit", copy.pk)


@guarded
@require_POST
def archive(request: ActorRequest, pk: int) -> HttpResponse:
    undo.announce(request, undoing.archive(queries.segment_for(request.actor, pk), request.actor))
    return redirect("segments:list")


@guarded
@require_POST
def archive_chosen(request: ActorRequest) -> HttpResponse:
    """Archive the ticked segments, or all that match; those of others stay."""
    offer = undoing.archive_chosen(chosen_rows(lists.segments_table(request)), request.actor)
    undo.announce_any(
        request, offer, otherwise=_("Nothing was archived. Choose segments that you may change.")
    )
    return redirect("segments:list")


@guarded
@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    services.restore_segment(queries.segment_for(request.actor, pk), by=request.actor)
    return redirect("segments:detail", pk)
