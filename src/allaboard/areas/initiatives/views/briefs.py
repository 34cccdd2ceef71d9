"""The leader's one page, at a personal link or in the app."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from allaboard.areas.initiatives.forms.briefs import BriefAnswerForm, BriefQuestionForm
from allaboard.areas.initiatives.models import BriefLink, Stakeholder
from allaboard.areas.initiatives.queries.briefs import brief_of, has_opened, last_word_of, seat_of
from allaboard.areas.initiatives.queries.initiatives import initiative_for, objections_of
from allaboard.areas.initiatives.rules.asking import closed_because
from allaboard.areas.initiatives.services.briefs import answer_brief, open_brief
from allaboard.areas.initiatives.services.leaders import judge_answer, raise_objection
from allaboard.areas.initiatives.tokens import link_behind
from allaboard.areas.initiatives.views.dossier import known_figures_of
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM, Actor, Role
from allaboard.foundation.access.visitors import opens_by_link


@opens_by_link
@never_cache
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """Public on purpose: the signed token is the key, and it can be taken back."""
    link = link_behind(token)
    person = link.stakeholder.person
    reader = Actor(person_id=person.pk, name=person.name)
    return _serve(request, link.stakeholder, reader, link)


@requires_role(*TEAM, Role.MANAGER, Role.EMPLOYEE)
def brief(request: ActorRequest, pk: int) -> HttpResponse:
    seat = seat_of(request.actor, pk)
    if seat is None:
        return _preview(request, pk)
    return _serve(request, seat, request.actor, None)


def _preview(request: ActorRequest, pk: int) -> HttpResponse:
    initiative = initiative_for(request.actor, pk)
    return render(
        request, "initiatives/brief_preview.html", _page(initiative_id=pk) | {"initiative": initiative}
    )


def _page(initiative_id: int) -> dict[str, object]:
    found = brief_of(initiative_id)
    return {"brief": found, "figures": known_figures_of(found.initiative)}


def _serve(request: HttpRequest, seat: Stakeholder, reader: Actor, link: BriefLink | None) -> HttpResponse:
    if request.method == "POST":
        return _act(request, seat, reader, link)
    if not has_opened(seat, link):
        context = {"seat": seat, "initiative": seat.initiative, "closed": _closed(seat)}
        return render(request, "initiatives/brief_cover.html", context)
    return _show(request, seat)


def _closed(seat: Stakeholder) -> str:
    return closed_because(seat.initiative.status)


def _show(request: HttpRequest, seat: Stakeholder, status: int = 200, **forms: object) -> HttpResponse:
    context = _page(seat.initiative_id) | {
        "seat": seat,
        "initiative": seat.initiative,
        "closed": _closed(seat),
        "last_word": last_word_of(seat),
        "objections": objections_of(seat),
        "form": BriefAnswerForm(),
        "question_form": BriefQuestionForm(),
    }
    return render(request, "initiatives/brief.html", context | forms, status=status)


def _act(request: HttpRequest, seat: Stakeholder, reader: Actor, link: BriefLink | None) -> HttpResponse:
    verb = request.POST.get("verb")
    if verb == "open":
        open_brief(seat, reader, link)
        return redirect(request.path)
    if verb == "ask":
        question = BriefQuestionForm(request.POST)
        if not question.is_valid():
            return _show(request, seat, 422, question_form=question)
        raise_objection(seat, "question", question.cleaned_data["text"], reader)
        messages.success(request, _("Your question is on its way. The answer will stand here."))
        return redirect(request.path)
    if verb == "judge":
        return _judge(request, seat, reader)
    form = BriefAnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, 422, form=form)
    answer_brief(seat, form.answer(), reader)
    messages.success(request, _("Thank you. Your answer is kept with today’s date."))
    return redirect(request.path)


def _judge(request: HttpRequest, seat: Stakeholder, reader: Actor) -> HttpResponse:
    chosen = request.POST.get("objection", "")
    objection = objections_of(seat).filter(pk=int(chosen) if chosen.isdecimal() else 0).first()
    if objection is None:
        raise NotFound
    is_enough = request.POST.get("accepted") == "yes"
    judge_answer(objection, is_enough, reader)
    messages.success(
        request,
        _("Thank you. HR sees that.") if is_enough else _("Your question is open again. HR sees that."),
    )
    return redirect(request.path)
