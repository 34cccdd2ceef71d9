"""How pages and programs hear that something was not done: what happened, what to do, a reference."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from allaboard.foundation.api.facade import current_reference, is_api_call, problem


def refuse(request: HttpRequest, status: int, message: str = "", *, page: str = "") -> HttpResponse:
    """The page of the status, or problem+json for a program; the message says more than the page knows."""
    if is_api_call(request):
        return problem(status, HTTPStatus(status).phrase, message)
    context = {"message": message, "reference": current_reference()}
    return render(request, page or f"{status}.html", context, status=status)
