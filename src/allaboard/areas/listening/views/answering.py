"""Answering: phone first, one question a page, nothing kept before the end."""

from uuid import UUID

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
    answers_in,
    changed_stop,
    first_stop,
    next_stop,
    nonce_in,
    page_at,
)
from allaboard.areas.listening.models import Participation
from allaboard.areas.listening.queries.plans import attributes_of, group_name, plan_of
from allaboard.areas.listening.queries.surveys import invitation
from allaboard.areas.listening.services.ballots import cast_ballot, takes_answers
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.visitors import opens_by_link

COOKIE, BY = "answering", ":"
HALF_AN_HOUR = 1800


@opens_by_link
def personal(request: ActorRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that no log, history or referrer keeps it, and go on."""
    wave, _person = links.place_of(token)
    response = redirect("listening:answer", wave)
    response.set_cookie(
        COOKIE,
        f"{token}{BY}{_reader(request)}",
        max_age=HALF_AN_HOUR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _reader(request: ActorRequest) -> str:
    """Who is signed in, or nobody."""
    return str(request.actor.person_id or "")


@opens_by_link
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
        if not takes_answers(place.wave):
            return render(request, "listening/closed.html", {"wave": place.wave}, status=410)
        return _show(request, place, page_at(first_stop(len(asked)), asked, {}, nonce_in({})))
    given, nonce = answers_in(form, asked), nonce_in(form)
    if request.POST.get("move") == "send":
        try:
            cast_ballot(pk, place.person_id, nonce, given)
            return _thanked()
        except RuleBroken as refusal:
            page = page_at(_first_missing(place, given), asked, given, nonce, is_change=True)
            return _show(request, place, page, str(refusal))
    return _moved(request, place, given, nonce)


def _moved(
    request: HttpRequest, place: Participation, given: dict[str, list[str]], nonce: UUID
) -> HttpResponse:
    """Another page of the way, with every answer so far; the same again when it cannot be left like this."""
    asked, at = place.wave.asked(), _number(request.POST.get("at", ""))
    move, is_change = request.POST.get("move", "next"), "is_change" in request.POST
    question = asked[at] if 0 <= at < len(asked) else None
    if question and move == "skip":
        given.pop(question.key, None)
    if question and question.required and question.key not in given and move != "back":
        page = page_at(at, asked, given, nonce, is_change=is_change)
        return _show(request, place, page, _("Please answer this question; it cannot be skipped."))
    stop = changed_stop(len(asked), move)
    if stop is not None:
        return _show(request, place, page_at(stop, asked, given, nonce, is_change=True))
    stop = next_stop(at, len(asked), move, is_change=is_change)
    return _show(request, place, page_at(stop, asked, given, nonce))


def _place(request: ActorRequest, pk: int) -> Participation:
    """The answering person's place: from the personal link, or from who is signed in.

    A link counts until somebody else signs in: the next one on a shared device answers in their own name.
    """
    token, _by, opened_by = request.COOKIES.get(COOKIE, "").partition(BY)
    if token and opened_by == _reader(request):
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
