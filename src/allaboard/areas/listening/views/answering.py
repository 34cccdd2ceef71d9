"""Answering: phone first, one question a page, nothing kept before the end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allaboard.areas.listening.answering import links
from allaboard.areas.listening.answering.pages import (
    INTRO,
    SEND,
    Page,
    agreement_words,
    answers_in,
    first_stop,
    next_stop,
    nonce_in,
    page_at,
)
from allaboard.areas.listening.models import Participation
from allaboard.areas.listening.queries.plans import attributes_of, group_name, plan_of
from allaboard.areas.listening.queries.surveys import invitation
from allaboard.areas.listening.services.ballots import cast_ballot, require_open
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.middleware import ActorRequest

COOKIE = "answering"
HALF_AN_HOUR = 1800


def personal(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that no log, history or referrer keeps it, and go on."""
    wave, _person = links.place_of(token)
    response = redirect("listening:answer", wave)
    response.set_cookie(
        COOKIE, token, max_age=HALF_AN_HOUR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    """The promise first (with the question, where there is only one), then one question a page, then thanks."""
    place = _place(request, pk)
    if (
        place.taken_part
    ):  # sent twice, or gone back to: nothing that was sent is shown to whoever holds the device
        return _thanked()
    asked = place.wave.asked()
    form = {name: request.POST.getlist(name) for name in request.POST}
    if request.method == "GET" or "at" not in form:
        require_open(place.wave)
        begin = first_stop(len(asked))
        return _show(request, place, page_at(begin, asked, {}, nonce_in({}), agreement_words()))
    given, nonce, at = answers_in(form, asked), nonce_in(form), _number(form["at"][0])
    move = request.POST.get("move", "next")
    problem = ""
    if move == "send":
        try:
            cast_ballot(pk, place.person_id, nonce, given)
            return _thanked()
        except RuleBroken as refusal:
            problem, stop = str(refusal), _first_missing(place, given)
    else:
        if move == "skip" and 0 <= at < len(asked):
            given.pop(asked[at].key, None)
        stop = next_stop(at, len(asked), move)
        if move != "back" and 0 <= at < len(asked) and asked[at].required and asked[at].key not in given:
            problem, stop = _("Please answer this question; it cannot be skipped."), at
    return _show(request, place, page_at(stop, asked, given, nonce, agreement_words()), problem)


def _place(request: ActorRequest, pk: int) -> Participation:
    """The answering person's place: from the personal link, or from who is signed in."""
    token = request.COOKIES.get(COOKIE, "")
    if token:
        try:
            wave, person = links.place_of(token)
        except NotFound:
            wave = person = 0
        if wave == pk:
            return invitation(wave, person)
    if request.actor.person_id is None:
        raise NotFound(_("Open the link in your invitation again, or sign in."))
    return invitation(pk, request.actor.person_id)


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 5 else INTRO


def _first_missing(place: Participation, given: dict[str, list[str]]) -> int:
    """The first required question without an answer, else the last page."""
    asked = place.wave.asked()
    return next(
        (n for n, question in enumerate(asked) if question.required and question.key not in given), SEND
    )


def _show(request: HttpRequest, place: Participation, page: Page, problem: str = "") -> HttpResponse:
    shown = {"place": place, "wave": place.wave, "page": page, "problem": problem, "groups": _groups(place)}
    return render(request, "listening/answer.html", shown, status=422 if problem else 200)


def _groups(place: Participation) -> list[tuple[str, str]]:
    """The groups, by attribute, in which this person's answers will be counted."""
    plan = plan_of(place.wave)
    named = zip(attributes_of(place.wave), place.block.groups, strict=True)
    return [
        (name, group_name(field, label))
        for index, ((field, name), label) in enumerate(named)
        if plan.is_split(index)
    ]


def _thanked() -> HttpResponse:
    response = redirect("listening:thanks")
    response.delete_cookie(COOKIE)
    return response


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "listening/thanks.html")
