"""Pages of the ledger: a person's timeline, one's own, and who was met."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, TEAM, Role
from allaboard.foundation.people.facade import group_attributes, person_ref
from allaboard.foundation.touchpoints import board, permissions, queries, services
from allaboard.foundation.touchpoints.attention import attention_of
from allaboard.foundation.touchpoints.forms import AttentionForm, ContactForm
from allaboard.foundation.touchpoints.models import Touchpoint
from allaboard.foundation.touchpoints.timeline import entries_of
from allaboard.words import all_grouped

PAGE_SIZE = 40
DAYS = (30, 90, 180, 365)


@requires_role(Role.EMPLOYEE)
def mine(request: ActorRequest) -> HttpResponse:
    own = request.actor.person_id or 0
    page = _page(request, queries.touches_of(request.actor, own))
    context = {
        "page": page,
        "entries": entries_of(page),
        "is_mine": True,
        "attention": attention_of(request.actor, own),
    }
    return render(request, "touchpoints/mine.html", context)


@requires_role(*HR, Role.MANAGER, Role.EMPLOYEE)
def person(request: ActorRequest, pk: int) -> HttpResponseBase:
    touches = queries.touches_of(request.actor, pk)
    form = ContactForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _noted(request, pk, form):
        return redirect("touchpoints:person", pk)
    page = _page(request, touches)
    context = {
        "person": person_ref(request.actor, pk),
        "page": page,
        "entries": entries_of(page),
        "form": form if permissions.may_note(request.actor, pk) else None,
        "attention": attention_of(request.actor, pk),
        "may_erase": permissions.may_erase(request.actor, pk),
    }
    return render(request, "touchpoints/person.html", context, status=422 if form.errors else 200)


def _noted(request: ActorRequest, pk: int, form: ContactForm) -> bool:
    """Write the contact down, or put what forbids it into the form."""
    try:
        services.note_own(form.touch(pk), by=request.actor)
    except RuleBroken as error:
        form.add_error("day", str(error))
        return False
    messages.success(request, _("Written down."))
    return True


@requires_role(Role.HR_LEADER)
@require_POST
def erase(request: ActorRequest, pk: int) -> HttpResponse:
    count = services.erase_person(pk, by=request.actor)
    erased = ngettext("%(count)s contact is erased.", "%(count)s contacts are erased.", count)
    messages.success(request, erased % all_grouped({"count": count}))
    return redirect("touchpoints:person", pk)


@requires_role(*HR)
def coverage(request: ActorRequest) -> HttpResponse:
    groups = [(field, str(label)) for field, label in group_attributes()]
    group = next((field for field, _label in groups if field == request.GET.get("by")), "shift")
    days = next((days for days in DAYS if str(days) == request.GET.get("days")), 90)
    context = {
        "groups": groups,
        "group": group,
        "choices": DAYS,
        "days": days,
        "board": board.coverage_board(request.actor, group, days),
    }
    return render(request, "touchpoints/coverage.html", context)


@requires_role(*TEAM, Role.ADMIN)
def attention(request: ActorRequest) -> HttpResponse:
    form = AttentionForm(request.POST or None, initial={"weekly_minutes": queries.weekly_minutes()})
    if request.method == "POST" and form.is_valid():
        services.set_weekly_minutes(form.cleaned_data["weekly_minutes"], by=request.actor)
        messages.success(request, _("The limit is saved. It counts from now on, on every page."))
        return redirect("touchpoints:attention")
    context = {
        "form": form if permissions.may_set_attention_limit(request.actor) else None,
        "minutes": queries.weekly_minutes(),
        "limits": queries.attention_limits()[:PAGE_SIZE],
        "asked": board.asked_board(timezone.localdate()),
    }
    return render(request, "touchpoints/attention.html", context, status=422 if form.errors else 200)


def _page(request: ActorRequest, touches: QuerySet[Touchpoint]) -> Page[Touchpoint]:
    return Paginator(touches, PAGE_SIZE).get_page(request.GET.get("page"))
