"""The directory's pages: list, person, changes, organisation tree."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, TEAM, Role
from allaboard.foundation.people import permissions, queries, services, undoing
from allaboard.foundation.people.directory import portraits
from allaboard.foundation.people.directory.table import directory_table, narrowing_of
from allaboard.foundation.people.fields.attributes import CARD
from allaboard.foundation.people.forms import DayForm, PartnerForm, PersonForm, ProtectedForm
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.upkeep.tree import hold_tree
from allaboard.foundation.touchpoints.facade import attention_of, touches_of
from allaboard.foundation.undo.facade import announce_any
from allaboard.ui.exports import exported
from allaboard.ui.seen import undisturbed
from allaboard.ui.tables import chosen_rows

KEEPERS = (*HR, Role.ADMIN)
READERS = (*TEAM, Role.ADMIN, Role.MANAGER, Role.EMPLOYEE)
CONTACTS_SHOWN = 20
BRANCH_SHOWN = 100


@requires_role(*TEAM, Role.ADMIN, Role.MANAGER)
def people_list(request: ActorRequest) -> HttpResponseBase:
    """Everyone whom the actor may see; the same rows as CSV or XLSX."""
    table = directory_table(request)
    file = exported(table)
    if file is not None:
        services.note_export(table.total, narrowing_of(table), by=request.actor)
        return file
    context = {"table": table, "may_edit": permissions.may_edit(request.actor)}
    return render(request, "people/list.html", context)


@requires_role(*READERS)
def person(request: ActorRequest, pk: int) -> HttpResponse:
    """One person, today or as of another day."""
    actor, found = request.actor, queries.person_for(request.actor, pk)
    form = DayForm(request.GET or None)
    day = form.cleaned_data["on"] if form.is_valid() else None
    level, facts = permissions.level_for(actor, found), portraits.facts_of(found, day)
    context = {
        "person": found,
        "department": facts.get("department"),
        "about": " · ".join(str(facts[field]) for field in ("title", "work_location") if field in facts),
        "form": form,
        "day": day,
        "sections": portraits.portrait(actor, found, day),
        "custom": portraits.custom_lines(actor, found, day),
        "history": portraits.history(actor, found) if level != CARD else [],
        "contacts": touches_of(actor, found.pk)[:CONTACTS_SHOWN] if level != CARD else [],
        "attention": attention_of(actor, found.pk),
        "reads_contacts": level != CARD and actor.has(*HR, Role.MANAGER, Role.EMPLOYEE),
        "may_edit": permissions.may_edit(actor),
        "may_know_of_protected": permissions.may_know_of_protected(actor),
    }
    return render(request, "people/person.html", context)


@requires_role(*KEEPERS)
def add(request: ActorRequest) -> HttpResponse:
    """A new person."""
    return _edited(request, Person(), _("Add a person"))


@requires_role(*KEEPERS)
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a person from today on."""
    found = queries.person_for(request.actor, pk)
    with _undisturbed(request, found):
        return _edited(request, found, _("Change %(name)s") % {"name": found.name})


@contextmanager
def _undisturbed(request: ActorRequest, found: Person) -> Iterator[None]:
    """As `undisturbed`, with the locks in the order of everyone who writes people."""
    with transaction.atomic():
        if request.method == "POST":
            hold_tree()
        with undisturbed(request, found):
            yield


def _edited(request: ActorRequest, found: Person, heading: str) -> HttpResponse:
    # A second copy: a form that does not hold must not show through on the rest of the page.
    form = PersonForm(request.POST or None, instance=copy(found), actor=request.actor)
    status = 200
    if request.method == "POST":
        status = 422
        saved = _saved(request, form, found.pk)
        if saved is not None:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect("people:person", saved.pk)
    return render(
        request, "people/edit.html", {"form": form, "heading": heading, "person": found}, status=status
    )


def _saved(request: ActorRequest, form: PersonForm, pk: int | None) -> Person | None:
    if not form.is_valid():
        return None
    try:
        if pk is None:
            return services.create_person(form.values, by=request.actor)
        return services.update_person(Person.objects.get(pk=pk), form.values, by=request.actor)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return None


@never_cache
@requires_role(Role.HR_LEADER)
def protected(request: ActorRequest, pk: int) -> HttpResponse:
    """What the law protects: shut until somebody presses, because each opening is written down."""
    found, form = queries.person_for(request.actor, pk), None
    if request.method == "POST":
        form = ProtectedForm(initial=services.protected_attributes(found, by=request.actor))
    return render(request, "people/protected.html", {"person": found, "form": form})


@never_cache
@requires_role(Role.HR_LEADER)
@require_POST
def protect(request: ActorRequest, pk: int) -> HttpResponse:
    """Seal what was written on the opened page."""
    found = queries.person_for(request.actor, pk)
    with _undisturbed(request, found):
        # Read anew, and audited as a reading: what somebody else wrote meanwhile may have to be shown.
        form = ProtectedForm(request.POST, initial=services.protected_attributes(found, by=request.actor))
        if not form.is_valid():
            return render(request, "people/protected.html", {"person": found, "form": form}, status=422)
        services.protect(found, form.cleaned_data, by=request.actor)
    messages.success(request, _("Saved and sealed again."))
    return redirect("people:person", pk)


@requires_role(*READERS)
def tree(request: ActorRequest, pk: int | None = None) -> HttpResponse:
    """The organisation, one branch at a time."""
    top = queries.person_for(request.actor, pk) if pk else None
    above = queries.visible_people(request.actor).in_bulk(top.manager_path) if top else {}
    page = Paginator(queries.branch(request.actor, pk), BRANCH_SHOWN).get_page(request.GET.get("page"))
    lone = page[0] if page.paginator.count == 1 and not top else None
    context = {
        "top": top,
        "above": [above[manager] for manager in (top.manager_path if top else []) if manager in above],
        "people": page.object_list,
        "page": page,
        "may_import": permissions.may_import(request.actor),
        "more_count": page.paginator.count - page.end_index(),
        "unfolded": lone,
        "below": queries.branch(request.actor, lone.pk)[:BRANCH_SHOWN] if lone else [],
    }
    return render(request, "people/tree.html", context)


@require_POST
@requires_role(*KEEPERS)
def set_partner(request: ActorRequest) -> HttpResponse:
    """Choose, then set, the HR partner of the chosen people."""
    people: QuerySet[Person] = chosen_rows(directory_table(request))
    is_answer = "partner" in request.POST
    form = PartnerForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        partner = form.cleaned_data["partner"]
        offer = undoing.set_partner(people, partner, request.actor)
        announce_any(request, offer, otherwise=_("Nothing was changed. All of them have this HR partner."))
        return redirect("people:list")
    context = {"form": form, "count": people.count(), "chosen": request.POST.getlist("chosen")}
    context["all_matching"] = request.POST.get("all_matching", "")
    return render(request, "people/set_partner.html", context, status=422 if is_answer else 200)
