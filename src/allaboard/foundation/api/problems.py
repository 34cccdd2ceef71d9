"""Refusals and faults as application/problem+json (RFC 9457)."""

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from allaboard.errors import NotAllowed, NotFound, RuleBroken, TooOften
from allaboard.foundation.api.references import current_reference

log = logging.getLogger(__name__)
CHALLENGE = 'Bearer realm="Allaboard"'
Raised = Exception | type[Exception]  # as ninja types it; what arrives is always an instance
ALLOWED_CONTEXT = ("loc", "msg", "type")


class KeyReuseError(Exception):
    """An idempotency key came a second time, with another body."""


def problem(status: int, title: str = "", detail: str = "", **members: object) -> JsonResponse:
    """The answer for a call that could not be done, with the reference under which the log knows it."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "reference": current_reference(),
    }
    if detail:
        body["detail"] = detail
    return JsonResponse({**body, **members}, status=status, content_type="application/problem+json")


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, for the log: the address itself may hold a secret or point to a person."""
    return str(getattr(request.resolver_match, "route", "")) or "no known address"


def _not_signed_in(_request: HttpRequest, _error: Raised) -> HttpResponse:
    answer = problem(
        401, "Sign in", "Send a token as “Authorization: Bearer …”, or sign in on the pages first."
    )
    answer["WWW-Authenticate"] = CHALLENGE
    return answer


def _not_allowed(_request: HttpRequest, error: Raised) -> HttpResponse:
    return problem(403, "Not allowed", str(error) or "Your roles or your token's scopes do not allow this.")


def _not_found(_request: HttpRequest, error: Raised) -> HttpResponse:
    said = str(error) if isinstance(error, NotFound) else ""
    return problem(404, "Not found", said or "There is no such thing, or you may not see it.")


def _rule_broken(_request: HttpRequest, error: Raised) -> HttpResponse:
    details = error.details if isinstance(error, RuleBroken) else {}
    return problem(422, "Not possible", str(error), **details)


def _not_valid(_request: HttpRequest, error: Raised) -> HttpResponse:
    errors: Sequence[Mapping[str, object]] = getattr(error, "errors", [])
    plain = [{name: one[name] for name in ALLOWED_CONTEXT if name in one} for one in errors]
    return problem(422, "Not valid", "Some values cannot be used.", errors=plain)


def _http_error(_request: HttpRequest, error: Raised) -> HttpResponse:
    # What our parser says of a body, ninja wraps in a refusal of its own.
    cause = getattr(error, "__cause__", None)
    said = cause if isinstance(cause, HttpError) else error
    return problem(said.status_code if isinstance(said, HttpError) else 400, detail=str(said))


def _too_many_calls(_request: HttpRequest, error: Raised) -> HttpResponse:
    answer = problem(429, "Too many calls", str(error))
    answer["Retry-After"] = str(error.wait_seconds if isinstance(error, TooOften) else 60)
    return answer


def _key_reused(_request: HttpRequest, error: Raised) -> HttpResponse:
    return problem(409, "Key already used", str(error))


def log_fault(request: HttpRequest) -> None:
    """Write what was raised into the log, with the route and never the address."""
    log.error("fault at %s %s", request.method, route_of(request), exc_info=True)


def fault_problem() -> JsonResponse:
    """500; what happened stands only in the log."""
    return problem(500, "Fault", "Something went wrong here. It is in our log.")


def _fault(request: HttpRequest, _error: Raised) -> HttpResponse:
    log_fault(request)
    return fault_problem()


def _too_large(_request: HttpRequest, _error: Raised) -> HttpResponse:
    return problem(413, "Too large", "The body is larger than this installation takes.")


def _not_readable(_request: HttpRequest, error: Raised) -> HttpResponse:
    return problem(400, "Not readable", str(error))


Answers = Callable[[HttpRequest, Raised], HttpResponse]
ANSWERS: dict[type[Exception], Answers] = {
    Exception: _fault,
    Http404: _not_found,
    HttpError: _http_error,
    ValidationError: _not_valid,
    AuthenticationError: _not_signed_in,
    NotAllowed: _not_allowed,
    NotFound: _not_found,
    RuleBroken: _rule_broken,
    TooOften: _too_many_calls,
    KeyReuseError: _key_reused,
    RequestDataTooBig: _too_large,
    SuspiciousOperation: _not_readable,
    MultiPartParserError: _not_readable,
}
REFUSALS = tuple(kind for kind in ANSWERS if kind is not Exception)


def answer_with_problems(api: NinjaAPI) -> None:
    """Let the API answer every refusal and fault with problem+json."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)
