"""What Django shows when no room answers: refusals and faults, by page and for programs."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from allaboard.foundation.api.facade import current_reference, fault_problem, is_api_call, log_fault
from allaboard.project.refusals.answer import refuse

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def not_readable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when more was sent than is taken."""
    return refuse(request, 413 if isinstance(exception, TOO_LARGE) else 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: nobody with this role may."""
    return refuse(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it is not there, or not for this person."""
    return refuse(request, 404, _("The API has no such address.") if is_api_call(request) else "")


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """429: somebody tries too often, at signing in or at guessing; five minutes is the longest of those limits."""
    answer = refuse(request, 429)
    answer["Retry-After"] = "300"
    return answer


def closed(request: HttpRequest, **_parts: str) -> HttpResponse:
    """An address of the sign-in library that this product has no use for."""
    return refuse(request, 404)


def fault(request: HttpRequest) -> HttpResponse:
    """500, with the reference that also stands in the log; needs neither database nor session."""
    log_fault(request)
    if is_api_call(request):
        return fault_problem()
    page = {"reference": current_reference(), "company": settings.COMPANY}
    return HttpResponse(render_to_string("500.html", page), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came too late or from elsewhere."""
    return refuse(request, 403, page="403_form.html")
