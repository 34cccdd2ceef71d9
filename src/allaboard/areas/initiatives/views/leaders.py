"""One leader: what they did, asked and answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allaboard.areas.initiatives import undoing
from allaboard.areas.initiatives.forms.leaders import (
    AnswerForm,
    ConditionForm,
    EvidenceForm,
    LeaderForm,
    ObjectionForm,
)
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.briefs import is_told_answers
from allaboard.areas.initiatives.queries.candidates import candidates_for, departments_for, likely_role
from allaboard.areas.initiatives.queries.initiatives import (
    condition_of,
    conditions_of,
    evidence_of,
    initiative_for,
    link_of,
    objection_of,
    objections_of,
)
from allaboard.areas.initiatives.queries.leaders import leader_in
from allaboard.areas.initiatives.rules.asking import closed_because
from allaboard.areas.initiatives.services import briefs as brief_services
from allaboard.areas.initiatives.services import leaders as services
from allaboard.areas.initiatives.tokens import address_of
from allaboard.areas.initiatives.views.dossier import facts_of, line_of
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM
from allaboard.foundation.people.facade import person_ref
from allaboard.foundation.undo import facade as undo


@requires_role(*TEAM)
def add(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    context: dict[str, object] = {"initiative": initiative}
    chosen = request.GET.get("person", "")
    if not chosen.isdecimal():
        return render(request, "initiatives/add_leader.html", context | _search(request, initiative))
    person = person_ref(request.actor, int(chosen))
    form = LeaderForm(request.POST or None, initial={"role": likely_role(initiative)})
    if not form.is_valid():
        context |= {"person": person, "form": form}
        return render(request, "initiatives/add_leader.html", context, status=422 if form.is_bound else 200)
    services.add_leader(
        initiative, person.id, form.cleaned_data["role"], form.cleaned_data["influence"], request.actor
    )
    messages.success(request, _("%s is on the list.") % person.name)
    return redirect("initiatives:detail", pk)


def _search(request: ActorRequest, initiative: Initiative) -> dict[str, object]:
    text, department = request.GET.get("q", ""), request.GET.get("department", "")
    return {
        "text": text,
        "department": department,
        "departments": departments_for(request.actor),
        "found": candidates_for(request.actor, initiative, text, department),
    }


def _show(
    request: ActorRequest, initiative: Initiative, leader_pk: int, status: int = 200, **more: object
) -> HttpResponse:
    row = leader_in(initiative, leader_pk)
    stakeholder = row.stakeholder
    objections = list(objections_of(stakeholder))
    context: dict[str, object] = {
        "initiative": initiative,
        "line": line_of(row),
        "facts": facts_of(row),
        "objections": objections,
        "waits": any(one.answered_at is None for one in objections),
        "conditions": conditions_of(stakeholder),
        "links": stakeholder.links.all(),
        "closed": closed_because(initiative.status),
        "is_told_answers": is_told_answers(stakeholder),
        "evidence_form": EvidenceForm(),
        "objection_form": ObjectionForm(),
    }
    return render(request, "initiatives/leader.html", context | more, status=status)


@requires_role(*TEAM)
def page(request: ActorRequest, pk: int, leader_pk: int) -> HttpResponse:
    return _show(request, initiative_for(request.actor, pk), leader_pk)


@requires_role(*TEAM)
def change(request: ActorRequest, pk: int, leader_pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    stakeholder = leader_in(initiative, leader_pk).stakeholder
    form = LeaderForm(
        request.POST or None, initial={"role": stakeholder.role, "influence": stakeholder.influence}
    )
    if not form.is_valid():
        return _show(request, initiative, leader_pk, 422 if form.is_bound else 200, change_form=form)
    services.change_leader(
        stakeholder, form.cleaned_data["role"], form.cleaned_data["influence"], request.actor
    )
    messages.success(request, _("Saved."))
    return redirect("initiatives:leader", pk, leader_pk)


@requires_role(*TEAM)
@require_POST
def remove(request: ActorRequest, pk: int, leader_pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    stakeholder = leader_in(initiative, leader_pk).stakeholder
    undo.announce(request, undoing.take_leader_out(stakeholder, request.actor))
    return redirect("initiatives:detail", pk)


@requires_role(*TEAM)
@require_POST
def note(request: ActorRequest, pk: int, leader_pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _show(request, initiative, leader_pk, 422, evidence_form=form)
    stakeholder = leader_in(initiative, leader_pk).stakeholder
    services.note_evidence(
        stakeholder, form.cleaned_data["kind"], form.cleaned_data["note"], form.at(), request.actor
    )
    messages.success(request, _("Noted. The stage follows from it."))
    return redirect("initiatives:leader", pk, leader_pk)


@requires_role(*TEAM)
@require_POST
def take_back(request: ActorRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Take back what a colleague noted of a leader."""
    found = evidence_of(initiative_for(request.actor, pk), evidence_pk)
    undo.announce(request, undoing.take_evidence_back(found, request.actor))
    return redirect("initiatives:leader", pk, found.stakeholder_id)


@requires_role(*TEAM)
@require_POST
def object_to(request: ActorRequest, pk: int, leader_pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _show(request, initiative, leader_pk, 422, objection_form=form)
    stakeholder = leader_in(initiative, leader_pk).stakeholder
    services.raise_objection(stakeholder, form.cleaned_data["kind"], form.cleaned_data["text"], request.actor)
    messages.success(request, _("Kept until it is answered."))
    return redirect("initiatives:leader", pk, leader_pk)


@requires_role(*TEAM)
@require_POST
def answer(request: ActorRequest, pk: int, objection_pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    objection = objection_of(initiative, objection_pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(
            request, initiative, objection.stakeholder_id, 422, answer_form=form, answering=objection.pk
        )
    try:
        services.answer_objection(objection, form.cleaned_data["answer"], request.actor)
    except RuleBroken as refusal:
        form.add_error("answer", str(refusal))
        return _show(
            request, initiative, objection.stakeholder_id, 422, answer_form=form, answering=objection.pk
        )
    messages.success(request, _("Answered."))
    return redirect("initiatives:leader", pk, objection.stakeholder_id)


@requires_role(*TEAM)
@require_POST
def judge(request: ActorRequest, pk: int, objection_pk: int) -> HttpResponse:
    objection = objection_of(initiative_for(request.actor, pk), objection_pk)
    services.judge_answer(objection, request.POST.get("accepted") == "yes", request.actor)
    messages.success(request, _("Saved."))
    return redirect("initiatives:leader", pk, objection.stakeholder_id)


@requires_role(*TEAM)
@require_POST
def meet(request: ActorRequest, pk: int, condition_pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    condition = condition_of(initiative, condition_pk)
    form = ConditionForm(request.POST)
    if not form.is_valid():
        return _show(
            request, initiative, condition.stakeholder_id, 422, condition_form=form, meeting=condition.pk
        )
    services.meet_condition(condition, form.cleaned_data["note"], request.actor)
    messages.success(request, _("The condition is met."))
    return redirect("initiatives:leader", pk, condition.stakeholder_id)


@never_cache
@requires_role(*TEAM)
@require_POST
def link(request: ActorRequest, pk: int, leader_pk: int) -> HttpResponse:
    """Make a link to hand over by other ways; as whoever has it answers for the leader, it is shown this once."""
    initiative = initiative_for(request.actor, pk)
    made = brief_services.make_link(leader_in(initiative, leader_pk).stakeholder, request.actor)
    return _show(request, initiative, leader_pk, new_address=address_of(made))


@requires_role(*TEAM)
@require_POST
def revoke(request: ActorRequest, pk: int, link_pk: int) -> HttpResponse:
    found = link_of(initiative_for(request.actor, pk), link_pk)
    brief_services.revoke_link(found, request.actor)
    messages.success(request, _("The link no longer works."))
    return redirect("initiatives:leader", pk, found.stakeholder_id)
